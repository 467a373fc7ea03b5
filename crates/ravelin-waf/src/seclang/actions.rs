//! The actions of a rule: text to typed values, every name of the language accounted for.
//!
//! `block` and the defaults of the phase are resolved in [`Actions::with_defaults`].

use super::operators::number;
use super::text::Text;
use super::variables::{Persistent, Source, Target, Targets, by_name};
use crate::error::LoadErrorKind;
use crate::transform::Transformation;

/// What a match does to the transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Disruptive {
    Pass,
    /// Whatever the default actions of the phase say.
    Block,
    Deny,
    Drop,
    Allow(AllowScope),
    Redirect(Text),
}

/// How far an `allow` reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AllowScope {
    /// Everything but the logging phase.
    All,
    /// The rest of this phase.
    Phase,
    /// The rest of the request phases.
    Request,
}

/// Where processing goes on after a match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Flow {
    Skip(u32),
    SkipAfter(Box<str>),
}

/// How a variable is set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Assign {
    Set(Text),
    Add(Text),
    Subtract(Text),
    Unset,
}

/// Where a set variable lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holder {
    Tx,
    Collection(Persistent),
}

/// The engine's mode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EngineMode {
    /// Rules run and act.
    On,
    /// Rules run and only tell.
    DetectionOnly,
    /// Rules do not run.
    Off,
}

/// A change to the configuration of one transaction.
#[derive(Debug, Clone)]
pub(crate) enum Ctl {
    RuleEngine(EngineMode),
    RequestBodyAccess(bool),
    ResponseBodyAccess(bool),
    RequestBodyLimit(usize),
    ResponseBodyLimit(usize),
    ForceRequestBodyVariable(bool),
    RequestBodyProcessor(Box<str>),
    RemoveRules(RuleSelection),
    RemoveTarget(RuleSelection, Box<Target>),
    /// A setting of parts that the engine does not have (audit logs, debug logs).
    Ignored,
}

/// Which rules a directive or an action is about.
#[derive(Debug, Clone)]
pub(crate) enum RuleSelection {
    Ids(Vec<(u64, u64)>),
    Tag(Box<str>),
    Message(Box<str>),
    /// Places of rules in the compiled set.
    Resolved(Vec<u32>),
}

/// An action that changes state and not the outcome.
#[derive(Debug, Clone)]
pub(crate) enum Effect {
    SetVar { holder: Holder, name: Text, slot: Option<u32>, assign: Assign },
    SetEnv { name: Text, value: Text },
    InitCollection { kind: Persistent, key: Text },
    ExpireVar { holder: Holder, name: Text, seconds: Text },
    DeprecateVar { holder: Holder, name: Text, amount: i64, seconds: i64 },
    SetUser(Text),
    SetSession(Text),
    SetResource(Text),
    Ctl(Ctl),
    Sanitise(Sanitise),
}

/// Which values are kept out of logs.
#[derive(Debug, Clone)]
pub(crate) enum Sanitise {
    Arg(Box<[u8]>),
    RequestHeader(Box<[u8]>),
    ResponseHeader(Box<[u8]>),
    Matched,
}

/// All actions of a rule.
#[derive(Debug, Clone, Default)]
pub(crate) struct Actions {
    pub(crate) id: Option<u64>,
    pub(crate) phase: Option<u8>,
    pub(crate) transforms: Vec<Transformation>,
    pub(crate) transforms_reset: bool,
    pub(crate) chain: bool,
    pub(crate) capture: bool,
    pub(crate) multi_match: bool,
    pub(crate) log: Option<bool>,
    pub(crate) audit_log: Option<bool>,
    pub(crate) message: Option<Text>,
    pub(crate) log_data: Option<Text>,
    pub(crate) tags: Vec<Text>,
    pub(crate) severity: Option<u8>,
    pub(crate) version: Option<Box<str>>,
    pub(crate) revision: Option<Box<str>>,
    pub(crate) maturity: Option<u8>,
    pub(crate) accuracy: Option<u8>,
    pub(crate) disruptive: Option<Disruptive>,
    pub(crate) status: Option<u16>,
    pub(crate) flow: Option<Flow>,
    pub(crate) effects: Vec<Effect>,
}

impl Actions {
    /// Parses `id:1,phase:2,deny,msg:'a, b'`.
    pub(crate) fn parse(text: &str) -> Result<Self, LoadErrorKind> {
        let mut actions = Self::default();
        for (name, value) in split(text)? {
            actions.add(&name, value.as_deref())?;
        }
        Ok(actions)
    }

    fn add(&mut self, name: &str, value: Option<&str>) -> Result<(), LoadErrorKind> {
        let lower = name.to_ascii_lowercase();
        let text = value.unwrap_or_default();
        let needed = |what: &str| match value {
            Some(v) if !v.is_empty() => Ok(v),
            _ => Err(LoadErrorKind::Syntax(format!("`{what}` needs a value"))),
        };
        match lower.as_str() {
            "id" => self.id = Some(needed("id")?.trim().parse().map_err(|_| bad("id", text))?),
            "phase" => self.phase = Some(phase(text)?),
            "t" => self.transform(text.trim())?,
            "chain" => self.chain = true,
            "capture" => self.capture = true,
            "multimatch" => self.multi_match = true,
            "log" => self.log = Some(true),
            "nolog" => {
                self.log = Some(false);
                self.audit_log = Some(false);
            }
            "auditlog" => self.audit_log = Some(true),
            "noauditlog" => self.audit_log = Some(false),
            "msg" => self.message = Some(Text::parse(text)),
            "logdata" => self.log_data = Some(Text::parse(text)),
            "tag" => self.tags.push(Text::parse(text)),
            "severity" => self.severity = Some(severity(text)?),
            "ver" => self.version = Some(text.into()),
            "rev" => self.revision = Some(text.into()),
            "maturity" => self.maturity = Some(text.trim().parse().map_err(|_| bad("maturity", text))?),
            "accuracy" => self.accuracy = Some(text.trim().parse().map_err(|_| bad("accuracy", text))?),
            "status" => self.status = Some(text.trim().parse().map_err(|_| bad("status", text))?),
            "skip" => self.flow = Some(Flow::Skip(text.trim().parse().map_err(|_| bad("skip", text))?)),
            "skipafter" => self.flow = Some(Flow::SkipAfter(needed("skipAfter")?.into())),
            "pass" => self.disruptive = Some(Disruptive::Pass),
            "block" => self.disruptive = Some(Disruptive::Block),
            "deny" => self.disruptive = Some(Disruptive::Deny),
            "drop" => self.disruptive = Some(Disruptive::Drop),
            "allow" => self.disruptive = Some(Disruptive::Allow(allow_scope(text)?)),
            "redirect" => self.disruptive = Some(Disruptive::Redirect(Text::parse(needed("redirect")?))),
            _ => {
                if let Some(effect) = effect(&lower, text)? {
                    self.effects.push(effect);
                }
            }
        }
        Ok(())
    }

    fn transform(&mut self, name: &str) -> Result<(), LoadErrorKind> {
        if name.eq_ignore_ascii_case("none") {
            self.transforms.clear();
            self.transforms_reset = true;
            return Ok(());
        }
        let known = Transformation::from_name(name)
            .ok_or_else(|| LoadErrorKind::UnknownTransformation(name.to_owned()))?;
        self.transforms.push(known);
        Ok(())
    }

    /// Fills what the rule leaves open from the default actions of its phase.
    pub(crate) fn with_defaults(&mut self, defaults: &Self) {
        if !self.transforms_reset && !defaults.transforms.is_empty() {
            let own = std::mem::take(&mut self.transforms);
            self.transforms = defaults.transforms.iter().copied().chain(own).collect();
        }
        if matches!(self.disruptive, None | Some(Disruptive::Block)) {
            self.disruptive.clone_from(&defaults.disruptive);
        }
        self.log = self.log.or(defaults.log);
        self.audit_log = self.audit_log.or(defaults.audit_log);
        self.status = self.status.or(defaults.status);
    }
}

fn bad(what: &str, value: &str) -> LoadErrorKind {
    LoadErrorKind::Syntax(format!("`{value}` is no value for `{what}`"))
}

fn phase(text: &str) -> Result<u8, LoadErrorKind> {
    match text.trim().to_ascii_lowercase().as_str() {
        "1" => Ok(1),
        "2" | "request" => Ok(2),
        "3" => Ok(3),
        "4" | "response" => Ok(4),
        "5" | "logging" => Ok(5),
        _ => Err(bad("phase", text)),
    }
}

fn severity(text: &str) -> Result<u8, LoadErrorKind> {
    const NAMES: [&str; 8] =
        ["EMERGENCY", "ALERT", "CRITICAL", "ERROR", "WARNING", "NOTICE", "INFO", "DEBUG"];
    let upper = text.trim().to_ascii_uppercase();
    let by_name = (0u8..).zip(NAMES).find(|(_, n)| *n == upper).map(|(i, _)| i);
    by_name.or_else(|| upper.parse().ok().filter(|n| *n < 8)).ok_or_else(|| bad("severity", text))
}

/// The name of a severity.
pub(crate) fn severity_name(severity: u8) -> &'static str {
    match severity {
        0 => "EMERGENCY",
        1 => "ALERT",
        2 => "CRITICAL",
        3 => "ERROR",
        4 => "WARNING",
        5 => "NOTICE",
        6 => "INFO",
        _ => "DEBUG",
    }
}

fn allow_scope(text: &str) -> Result<AllowScope, LoadErrorKind> {
    match text.trim().to_ascii_lowercase().as_str() {
        "" => Ok(AllowScope::All),
        "phase" => Ok(AllowScope::Phase),
        "request" => Ok(AllowScope::Request),
        _ => Err(bad("allow", text)),
    }
}

/// Actions that change state. `None` is an action that has nothing to do here.
fn effect(name: &str, value: &str) -> Result<Option<Effect>, LoadErrorKind> {
    let unsupported = |why| Err(LoadErrorKind::Unsupported { what: name.to_owned(), why });
    Ok(Some(match name {
        "setvar" => set_var(value)?,
        "setenv" => {
            let (name, value) = value.split_once('=').unwrap_or((value, ""));
            Effect::SetEnv { name: Text::parse(name), value: Text::parse(value) }
        }
        "initcol" => {
            let (kind, key) = value.split_once('=').ok_or_else(|| bad("initcol", value))?;
            Effect::InitCollection { kind: collection(kind)?, key: Text::parse(key) }
        }
        "expirevar" => {
            let (name, seconds) = value.split_once('=').ok_or_else(|| bad("expirevar", value))?;
            let (holder, name) = holder(name)?;
            Effect::ExpireVar { holder, name, seconds: Text::parse(seconds) }
        }
        "deprecatevar" => {
            let (name, rate) = value.split_once('=').ok_or_else(|| bad("deprecatevar", value))?;
            let (amount, seconds) = rate.split_once('/').ok_or_else(|| bad("deprecatevar", value))?;
            let (holder, name) = holder(name)?;
            Effect::DeprecateVar {
                holder,
                name,
                amount: number(amount.as_bytes()),
                seconds: number(seconds.as_bytes()),
            }
        }
        "setuid" => Effect::SetUser(Text::parse(value)),
        "setsid" => Effect::SetSession(Text::parse(value)),
        "setrsc" => Effect::SetResource(Text::parse(value)),
        "ctl" => Effect::Ctl(ctl(value)?),
        "sanitisearg" | "sanitizearg" => {
            Effect::Sanitise(Sanitise::Arg(value.to_ascii_lowercase().into_bytes().into()))
        }
        "sanitiserequestheader" | "sanitizerequestheader" => {
            Effect::Sanitise(Sanitise::RequestHeader(value.to_ascii_lowercase().into_bytes().into()))
        }
        "sanitiseresponseheader" | "sanitizeresponseheader" => {
            Effect::Sanitise(Sanitise::ResponseHeader(value.to_ascii_lowercase().into_bytes().into()))
        }
        "sanitisematched" | "sanitizematched" | "sanitisematchedbytes" | "sanitizematchedbytes" => {
            Effect::Sanitise(Sanitise::Matched)
        }
        // Names for XPath prefixes: the two XPath expressions that exist here use none.
        "xmlns" => return Ok(None),
        "exec" => return unsupported("it runs a script"),
        "proxy" => return unsupported("routing belongs to the gateway"),
        "pause" => return unsupported("the engine has no clock to wait by"),
        "append" | "prepend" => return unsupported("the engine does not change responses"),
        _ => return Err(LoadErrorKind::UnknownAction(name.to_owned())),
    }))
}

fn collection(name: &str) -> Result<Persistent, LoadErrorKind> {
    match by_name(name.trim()).map(|v| v.source) {
        Some(Source::Collection(kind)) => Ok(kind),
        _ => Err(LoadErrorKind::Syntax(format!("`{name}` is no collection that is kept"))),
    }
}

fn holder(name: &str) -> Result<(Holder, Text), LoadErrorKind> {
    let bad = || LoadErrorKind::Syntax(format!("`{name}` is no variable that can be set: write `tx.name`"));
    let (head, key) = name.trim().split_once(['.', ':']).ok_or_else(bad)?;
    let holder = match by_name(head).map(|v| v.source) {
        Some(Source::Tx) => Holder::Tx,
        Some(Source::Collection(kind)) => Holder::Collection(kind),
        _ => return Err(bad()),
    };
    Ok((holder, Text::parse(key)))
}

fn set_var(value: &str) -> Result<Effect, LoadErrorKind> {
    if let Some(name) = value.strip_prefix('!') {
        let (holder, name) = holder(name)?;
        return Ok(Effect::SetVar { holder, name, slot: None, assign: Assign::Unset });
    }
    let (name, assign) = match value.split_once('=') {
        None => (value, Assign::Set(Text::parse("1"))),
        Some((name, text)) => match (text.strip_prefix('+'), text.strip_prefix('-')) {
            (Some(amount), _) => (name, Assign::Add(Text::parse(amount))),
            (_, Some(amount)) => (name, Assign::Subtract(Text::parse(amount))),
            _ => (name, Assign::Set(Text::parse(text))),
        },
    };
    let (holder, name) = holder(name)?;
    Ok(Effect::SetVar { holder, name, slot: None, assign })
}

fn ctl(value: &str) -> Result<Ctl, LoadErrorKind> {
    let (name, argument) = value.split_once('=').ok_or_else(|| bad("ctl", value))?;
    let argument = argument.trim();
    let size = || argument.parse::<usize>().map_err(|_| bad(name, argument));
    Ok(match name.trim().to_ascii_lowercase().as_str() {
        "ruleengine" => Ctl::RuleEngine(engine_mode(argument)?),
        "requestbodyaccess" => Ctl::RequestBodyAccess(on_off(argument)?),
        "responsebodyaccess" => Ctl::ResponseBodyAccess(on_off(argument)?),
        "requestbodylimit" => Ctl::RequestBodyLimit(size()?),
        "responsebodylimit" => Ctl::ResponseBodyLimit(size()?),
        "forcerequestbodyvariable" => Ctl::ForceRequestBodyVariable(on_off(argument)?),
        "requestbodyprocessor" => Ctl::RequestBodyProcessor(body_processor(argument)?.into()),
        "ruleremovebyid" => Ctl::RemoveRules(RuleSelection::Ids(ids(argument)?)),
        "ruleremovebytag" => Ctl::RemoveRules(RuleSelection::Tag(argument.into())),
        "ruleremovebymsg" => Ctl::RemoveRules(RuleSelection::Message(argument.into())),
        "ruleremovetargetbyid" => remove_target(argument, |which| Ok(RuleSelection::Ids(ids(which)?)))?,
        "ruleremovetargetbytag" => remove_target(argument, |which| Ok(RuleSelection::Tag(which.into())))?,
        "ruleremovetargetbymsg" => remove_target(argument, |which| Ok(RuleSelection::Message(which.into())))?,
        "auditengine" | "auditlogparts" | "debugloglevel" => Ctl::Ignored,
        other @ ("hashengine" | "hashenforcement" | "parsexmlintoargs" | "responsebodyprocessor")
            if !argument.eq_ignore_ascii_case("off") =>
        {
            return Err(LoadErrorKind::Unsupported {
                what: format!("ctl:{other}"),
                why: "the engine does not have this feature",
            });
        }
        "hashengine" | "hashenforcement" | "parsexmlintoargs" | "responsebodyprocessor" => Ctl::Ignored,
        _ => return Err(LoadErrorKind::Syntax(format!("`ctl:{name}` is not known"))),
    })
}

fn remove_target(
    argument: &str,
    selection: impl Fn(&str) -> Result<RuleSelection, LoadErrorKind>,
) -> Result<Ctl, LoadErrorKind> {
    let (which, target) = argument.split_once(';').ok_or_else(|| bad("ruleRemoveTarget…", argument))?;
    if argument.contains("%{") {
        return Err(LoadErrorKind::Unsupported {
            what: argument.to_owned(),
            why: "targets are removed by names known at load",
        });
    }
    let mut targets = Targets::parse(target)?;
    let target = targets
        .include
        .pop()
        .or_else(|| targets.exclude.pop())
        .ok_or_else(|| bad("ruleRemoveTarget…", argument))?;
    Ok(Ctl::RemoveTarget(selection(which.trim())?, Box::new(target)))
}

/// Ids and ranges of ids, separated by commas or spaces.
pub(crate) fn ids(text: &str) -> Result<Vec<(u64, u64)>, LoadErrorKind> {
    text.split([',', ' '])
        .map(str::trim)
        .filter(|item| !item.is_empty())
        .map(|item| {
            let (from, to) = item.split_once('-').unwrap_or((item, item));
            match (from.trim().parse(), to.trim().parse()) {
                (Ok(from), Ok(to)) if from <= to => Ok((from, to)),
                _ => Err(LoadErrorKind::Syntax(format!("`{item}` is no id and no range of ids"))),
            }
        })
        .collect()
}

/// `On`, `Off` or `DetectionOnly`.
pub(crate) fn engine_mode(text: &str) -> Result<EngineMode, LoadErrorKind> {
    match text.trim().to_ascii_lowercase().as_str() {
        "on" => Ok(EngineMode::On),
        "off" => Ok(EngineMode::Off),
        "detectiononly" => Ok(EngineMode::DetectionOnly),
        _ => Err(LoadErrorKind::Syntax(format!("`{text}` should be `On`, `Off` or `DetectionOnly`"))),
    }
}

/// `On` or `Off`.
pub(crate) fn on_off(text: &str) -> Result<bool, LoadErrorKind> {
    match text.trim().to_ascii_lowercase().as_str() {
        "on" => Ok(true),
        "off" => Ok(false),
        _ => Err(LoadErrorKind::Syntax(format!("`{text}` should be `On` or `Off`"))),
    }
}

fn body_processor(text: &str) -> Result<&'static str, LoadErrorKind> {
    match text.trim().to_ascii_uppercase().as_str() {
        "URLENCODED" => Ok("URLENCODED"),
        "MULTIPART" => Ok("MULTIPART"),
        "JSON" => Ok("JSON"),
        "XML" => Ok("XML"),
        "RAW" => Ok("RAW"),
        _ => Err(LoadErrorKind::Syntax(format!("`{text}` is no body processor"))),
    }
}

/// Splits `a,b:c,d:'e, f'` into names and values.
fn split(text: &str) -> Result<Vec<(String, Option<String>)>, LoadErrorKind> {
    let mut out = Vec::new();
    let mut chars = text.chars().peekable();
    loop {
        while chars.next_if(|c| c.is_whitespace() || *c == ',').is_some() {}
        if chars.peek().is_none() {
            return Ok(out);
        }
        let mut name = String::new();
        while let Some(c) = chars.next_if(|c| *c != ':' && *c != ',') {
            name.push(c);
        }
        let name = name.trim().to_owned();
        if chars.next_if_eq(&':').is_none() {
            out.push((name, None));
            continue;
        }
        while chars.next_if(|c| c.is_whitespace()).is_some() {}
        let mut value = String::new();
        let mut quoted = chars.next_if_eq(&'\'').is_some();
        let was_quoted = quoted;
        while let Some(c) = chars.peek().copied() {
            match c {
                '\\' if quoted => {
                    chars.next();
                    match chars.next_if_eq(&'\'') {
                        Some(quote) => value.push(quote),
                        None => value.push('\\'),
                    }
                    continue;
                }
                '\'' if quoted => quoted = false,
                ',' if !quoted => break,
                // Some rule sets quote only the part behind `=`: `setvar:tx.a='b, c'`.
                '\'' if value.ends_with('=') && !was_quoted => quoted = true,
                _ if quoted || !was_quoted => value.push(c),
                _ => {}
            }
            chars.next();
        }
        if quoted {
            return Err(LoadErrorKind::Syntax(format!("the quote in `{name}` is never closed")));
        }
        let value = if was_quoted { value } else { value.trim_end().to_owned() };
        out.push((name, Some(value)));
    }
}
