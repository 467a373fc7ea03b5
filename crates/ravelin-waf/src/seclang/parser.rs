//! From files to a rule book: directives in order, defaults filled in, chains joined, later changes to rules applied.
//!
//! The book is complete text turned into types; how rules are run fast is the plan's business.

use super::actions::{Actions, Ctl, Disruptive, Effect, RuleSelection, engine_mode, ids, on_off};
use super::config::{Config, LimitAction};
use super::lexer::{self, Directive};
use super::operators::{Operator, Test};
use super::text::{Piece, Text};
use super::variables::Targets;
use crate::error::{LoadError, LoadErrorKind, Place};
use crate::sources::Sources;
use crate::transform::UnicodeMap;
use std::collections::BTreeMap;
use std::sync::Arc;

/// One `SecRule` or `SecAction`; a chain is a rule with links.
#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) place: Place,
    pub(crate) id: u64,
    pub(crate) phase: u8,
    pub(crate) targets: Targets,
    pub(crate) test: Test,
    pub(crate) actions: Actions,
    /// The links behind it, in order.
    pub(crate) links: Vec<Rule>,
}

/// An entry of the book, in the order of the files.
#[derive(Debug)]
pub(crate) enum Entry {
    Rule(Box<Rule>),
    Marker(Box<str>),
}

/// Everything that was loaded.
#[derive(Debug, Default)]
pub(crate) struct Book {
    pub(crate) entries: Vec<Entry>,
    pub(crate) config: Config,
    pub(crate) unicode: UnicodeMap,
    pub(crate) notes: Vec<(Place, String)>,
}

const MAX_INCLUDES: usize = 32;

/// What a directive does to the book.
pub(crate) struct Parser<'s> {
    sources: &'s dyn Sources,
    book: Book,
    errors: Vec<LoadError>,
    defaults: BTreeMap<u8, Actions>,
    seen: BTreeMap<u64, Place>,
    open_chain: bool,
    depth: usize,
    leave_out: Vec<u64>,
    leaving_out: bool,
}

type Outcome = Result<(), LoadErrorKind>;

impl<'s> Parser<'s> {
    pub(crate) fn new(sources: &'s dyn Sources) -> Self {
        Self {
            sources,
            book: Book::default(),
            errors: Vec::new(),
            defaults: BTreeMap::new(),
            seen: BTreeMap::new(),
            open_chain: false,
            depth: 0,
            leave_out: Vec::new(),
            leaving_out: false,
        }
    }

    /// Rules with these ids are left out, whatever is in them.
    pub(crate) fn leave_out(&mut self, ids: &[u64]) {
        self.leave_out = ids.to_vec();
    }

    /// Reads one file and what it includes.
    pub(crate) fn file(&mut self, path: &str) {
        match self.sources.read(path) {
            Ok(text) => self.text(path, &text),
            Err(why) => {
                let kind = LoadErrorKind::Unreadable { file: path.to_owned(), why };
                self.errors.push(LoadError { place: Place { file: path.into(), line: 0 }, kind });
            }
        }
    }

    /// Reads rules from memory.
    pub(crate) fn text(&mut self, path: &str, text: &[u8]) {
        let file: Arc<str> = path.into();
        let mut last = Place { file: file.clone(), line: 1 };
        for directive in lexer::directives(text) {
            let (line, outcome) = match directive {
                Ok(directive) => {
                    let place = Place { file: file.clone(), line: directive.line };
                    last = place.clone();
                    (directive.line, self.directive(&place, &directive))
                }
                Err((line, why)) => (line, Err(LoadErrorKind::Syntax(why))),
            };
            if let Err(kind) = outcome {
                self.errors.push(LoadError { place: Place { file: file.clone(), line }, kind });
            }
        }
        if self.open_chain {
            self.open_chain = false;
            self.errors.push(LoadError { place: last, kind: LoadErrorKind::OpenChain });
        }
    }

    /// The book, or every error.
    pub(crate) fn finish(self) -> Result<Book, Vec<LoadError>> {
        if self.errors.is_empty() { Ok(self.book) } else { Err(self.errors) }
    }

    fn directive(&mut self, place: &Place, directive: &Directive) -> Outcome {
        let name = directive.name.to_ascii_lowercase();
        let argument = directive.args.first().map(String::as_str).unwrap_or_default();
        match name.as_str() {
            "secrule" => self.rule(place, directive),
            "secaction" => self.action(place, argument),
            "secmarker" => {
                self.book.entries.push(Entry::Marker(argument.into()));
                Ok(())
            }
            "secdefaultaction" => self.default_action(argument),
            "include" => self.include(place, argument),
            "secruleupdatetargetbyid" => self.update_targets(&RuleSelection::Ids(ids(argument)?), directive),
            "secruleupdatetargetbytag" => {
                self.update_targets(&RuleSelection::Tag(argument.into()), directive)
            }
            "secruleupdatetargetbymsg" => {
                self.update_targets(&RuleSelection::Message(argument.into()), directive)
            }
            "secruleupdateactionbyid" => self.update_actions(argument, directive),
            "secruleremovebyid" => {
                let all = directive.args.join(" ");
                self.remove(&RuleSelection::Ids(ids(&all)?));
                Ok(())
            }
            "secruleremovebytag" => {
                self.remove(&RuleSelection::Tag(argument.into()));
                Ok(())
            }
            "secruleremovebymsg" => {
                self.remove(&RuleSelection::Message(argument.into()));
                Ok(())
            }
            "secunicodemapfile" => {
                self.unicode_map(place, argument, directive.args.get(1).map(String::as_str))
            }
            _ => self.setting(place, &name, directive, argument),
        }
    }

    fn setting(&mut self, place: &Place, name: &str, directive: &Directive, argument: &str) -> Outcome {
        let config = &mut self.book.config;
        match name {
            "secruleengine" => config.engine = engine_mode(argument)?,
            "secrequestbodyaccess" => config.request_body_access = on_off(argument)?,
            "secresponsebodyaccess" => config.response_body_access = on_off(argument)?,
            "secrequestbodylimit" => config.request_body_limit = size(argument)?,
            "secrequestbodynofileslimit" => config.request_body_no_files_limit = size(argument)?,
            "secresponsebodylimit" => config.response_body_limit = size(argument)?,
            "secrequestbodylimitaction" => config.request_body_limit_action = limit_action(argument)?,
            "secresponsebodylimitaction" => config.response_body_limit_action = limit_action(argument)?,
            "secrequestbodyjsondepthlimit" => config.json_depth_limit = size(argument)?,
            "secargumentslimit" => config.arguments_limit = size(argument)?,
            "secuploadfilelimit" => config.upload_file_limit = size(argument)?,
            "seccollectiontimeout" => config.collection_timeout = size(argument)? as u64,
            "secwebappid" => config.web_app_id = argument.to_owned(),
            "seccomponentsignature" => config.signatures.push(argument.to_owned()),
            "secargumentseparator" => match argument.as_bytes() {
                [byte] => config.argument_separator = *byte,
                _ => return Err(LoadErrorKind::Syntax("the separator should be one character".to_owned())),
            },
            "secresponsebodymimetype" => {
                let types = directive.args.iter().flat_map(|a| a.split_ascii_whitespace());
                config
                    .response_mime_types
                    .extend(types.map(|t| (t != "(null)").then(|| t.to_ascii_lowercase())));
            }
            "secresponsebodymimetypesclear" => config.response_mime_types.clear(),
            "secxmlexternalentity" => {
                if on_off(argument)? {
                    return unsupported(&directive.name, "external entities would let a request read files");
                }
            }
            _ => return self.no_setting(place, name, directive),
        }
        Ok(())
    }

    /// Directives that have no effect here, and those that would have one this engine does not offer.
    fn no_setting(&mut self, place: &Place, name: &str, directive: &Directive) -> Outcome {
        match name {
            // Logs, files and server identity are the caller's; matching time is bounded by construction.
            "secauditengine"
            | "secauditlog"
            | "secauditlog2"
            | "secauditlogdirmode"
            | "secauditlogfilemode"
            | "secauditlogformat"
            | "secauditlogparts"
            | "secauditlogprefix"
            | "secauditlogrelevantstatus"
            | "secauditlogstoragedir"
            | "secauditlogtype"
            | "secauditlogdir"
            | "secdebuglog"
            | "secdebugloglevel"
            | "sectmpdir"
            | "secdatadir"
            | "secuploaddir"
            | "secuploadfilemode"
            | "secuploadkeepfiles"
            | "sectmpsaveuploadedfiles"
            | "secrequestbodyinmemorylimit"
            | "secpcrematchlimit"
            | "secpcrematchlimitrecursion"
            | "secserversignature"
            | "secstatusengine"
            | "secsensorid"
            | "seccookieformat"
            | "seccookiev0separator"
            | "secinterceptonerror"
            | "secruleperftime"
            | "secdisablebackendcompression"
            | "sectmpsaveuploadedfilesdir"
            | "secchrootdir"
            | "secgeolookupdb"
            | "secstreaminbodyinspection"
            | "secstreamoutbodyinspection"
            | "secparsexmlintoargs"
            | "secxmlparserlimit" => {
                self.book
                    .notes
                    .push((place.clone(), format!("`{}` has no effect in this engine", directive.name)));
                Ok(())
            }
            "secrulescript" => unsupported(&directive.name, "rules in Lua are not run"),
            "secremoterules" | "secremoterulesfailaction" => {
                unsupported(&directive.name, "rules are loaded from files only")
            }
            "secruleinheritance" => unsupported(&directive.name, "there is one context"),
            "sechashengine"
            | "sechashkey"
            | "sechashparam"
            | "sechashmethodrx"
            | "sechashmethodpm"
            | "seccontentinjection" => unsupported(&directive.name, "the engine does not change responses"),
            "secconnengine"
            | "secconnreadstatelimit"
            | "secconnwritestatelimit"
            | "secreadstatelimit"
            | "secwritestatelimit"
            | "secguardianlog"
            | "sechttpblkey"
            | "secgsblookupdb"
            | "seccachetransformations" => unsupported(&directive.name, "it belongs to the server"),
            _ => Err(LoadErrorKind::UnknownDirective(directive.name.clone())),
        }
    }

    fn include(&mut self, place: &Place, pattern: &str) -> Outcome {
        if self.depth >= MAX_INCLUDES {
            return Err(LoadErrorKind::IncludeDepth);
        }
        let path = match place.file.rsplit_once('/') {
            Some((folder, _)) if !pattern.starts_with('/') => format!("{folder}/{pattern}"),
            _ => pattern.to_owned(),
        };
        let mut files = self.sources.list(&path);
        if files.is_empty() && path != pattern {
            files = self.sources.list(pattern);
        }
        if files.is_empty() && !pattern.contains(['*', '?']) {
            return Err(LoadErrorKind::Unreadable { file: path, why: "there is no such file".to_owned() });
        }
        self.depth += 1;
        for file in files {
            self.file(&file);
        }
        self.depth -= 1;
        Ok(())
    }

    fn unicode_map(&mut self, place: &Place, path: &str, page: Option<&str>) -> Outcome {
        let page = page.unwrap_or("20127").trim();
        let page = page.parse().map_err(|_| LoadErrorKind::Syntax(format!("`{page}` is no code page")))?;
        let beside = match place.file.rsplit_once('/') {
            Some((folder, _)) if !path.starts_with('/') => format!("{folder}/{path}"),
            _ => path.to_owned(),
        };
        let text = self
            .sources
            .read(&beside)
            .or_else(|why| self.sources.read(path).map_err(|_| why))
            .map_err(|why| LoadErrorKind::Unreadable { file: beside, why })?;
        let text = String::from_utf8_lossy(&text);
        self.book.unicode =
            UnicodeMap::parse(&text, page).map_err(|e| LoadErrorKind::Syntax(e.to_string()))?;
        Ok(())
    }

    fn default_action(&mut self, text: &str) -> Outcome {
        let mut actions = Actions::parse(text)?;
        let phase = actions
            .phase
            .ok_or_else(|| LoadErrorKind::Syntax("the default actions need a phase".to_owned()))?;
        if matches!(actions.disruptive, Some(Disruptive::Block)) {
            return Err(LoadErrorKind::Syntax("`block` cannot be its own default".to_owned()));
        }
        if actions.chain || actions.flow.is_some() {
            return Err(LoadErrorKind::Syntax(
                "`chain`, `skip` and `skipAfter` cannot be defaults".to_owned(),
            ));
        }
        actions.id = None;
        self.defaults.insert(phase, actions);
        Ok(())
    }

    fn action(&mut self, place: &Place, text: &str) -> Outcome {
        let chain = self.open_chain;
        self.open_chain = false;
        let actions = Actions::parse(text)?;
        if chain {
            return Err(LoadErrorKind::Syntax("`SecAction` cannot be a link of a chain".to_owned()));
        }
        self.add(place, Targets::default(), Test::always(), actions, false)
    }

    fn rule(&mut self, place: &Place, directive: &Directive) -> Outcome {
        let chain = self.open_chain;
        self.open_chain = false;
        let (targets, test, actions) = match directive.args.as_slice() {
            [targets, test] => (targets, test, ""),
            [targets, test, actions] => (targets, test, actions.as_str()),
            _ => {
                return Err(LoadErrorKind::Syntax(
                    "`SecRule` takes variables, an operator and actions".to_owned(),
                ));
            }
        };
        let actions = Actions::parse(actions);
        // A broken link must not make the next link look like a rule of its own.
        self.open_chain = actions.as_ref().is_ok_and(|a| a.chain);
        let actions = actions?;
        let named = actions.id.is_some_and(|id| self.leave_out.contains(&id));
        if named || (chain && self.leaving_out) {
            self.leaving_out = actions.chain;
            self.book.notes.push((place.clone(), "the rule is left out, as asked".to_owned()));
            return Ok(());
        }
        let targets = Targets::parse(targets)?;
        if targets.include.is_empty() {
            return Err(LoadErrorKind::Syntax("the rule looks at no variable".to_owned()));
        }
        let test = Test::parse(test, &place.file, self.sources)?;
        self.add(place, targets, test, actions, chain)
    }

    fn add(
        &mut self,
        place: &Place,
        targets: Targets,
        test: Test,
        mut actions: Actions,
        link: bool,
    ) -> Outcome {
        self.open_chain = actions.chain;
        if link {
            let Some(Entry::Rule(head)) = self.book.entries.last_mut() else { return Ok(()) };
            if actions.id.is_some() || actions.phase.is_some_and(|p| p != head.phase) {
                return Err(LoadErrorKind::Syntax(
                    "only the first rule of a chain has an id and a phase".to_owned(),
                ));
            }
            let rule = Rule {
                place: place.clone(),
                id: head.id,
                phase: head.phase,
                targets,
                test,
                actions,
                links: Vec::new(),
            };
            head.links.push(rule);
            return Ok(());
        }
        let Some(id) = actions.id else { return Err(LoadErrorKind::MissingId) };
        if let Some(first) = self.seen.get(&id) {
            return Err(LoadErrorKind::DuplicateId { id, first: first.clone() });
        }
        self.seen.insert(id, place.clone());
        let phase = actions.phase.unwrap_or(2);
        if let Some(defaults) = self.defaults.get(&phase) {
            actions.with_defaults(defaults);
        }
        if matches!(actions.disruptive, None | Some(Disruptive::Block)) {
            actions.disruptive = Some(Disruptive::Pass);
        }
        let rule = Rule { place: place.clone(), id, phase, targets, test, actions, links: Vec::new() };
        self.book.entries.push(Entry::Rule(Box::new(rule)));
        Ok(())
    }

    fn update_targets(&mut self, which: &RuleSelection, directive: &Directive) -> Outcome {
        let change = directive
            .args
            .get(1)
            .ok_or_else(|| LoadErrorKind::Syntax("the new target is missing".to_owned()))?;
        let change = Targets::parse(change)?;
        let replaced = directive.args.get(2).map(|old| Targets::parse(old)).transpose()?;
        for entry in &mut self.book.entries {
            let Entry::Rule(rule) = entry else { continue };
            if !selects(which, rule) {
                continue;
            }
            if let Some(old) = &replaced {
                let same = |a: &super::variables::Target, b: &super::variables::Target| {
                    a.variable == b.variable && a.written.eq_ignore_ascii_case(&b.written)
                };
                rule.targets.include.retain(|t| !old.include.iter().any(|o| same(t, o)));
            }
            rule.targets.include.extend(change.include.iter().cloned());
            rule.targets.exclude.extend(change.exclude.iter().cloned());
        }
        Ok(())
    }

    fn update_actions(&mut self, which: &str, directive: &Directive) -> Outcome {
        let text = directive
            .args
            .get(1)
            .ok_or_else(|| LoadErrorKind::Syntax("the new actions are missing".to_owned()))?;
        let (which, link) = match which.split_once(':') {
            Some((id, link)) => (id, link.trim().parse::<usize>().ok()),
            None => (which, None),
        };
        let which = RuleSelection::Ids(ids(which)?);
        let change = Actions::parse(text)?;
        if change.id.is_some() || change.phase.is_some() || change.chain {
            return Err(LoadErrorKind::Syntax(
                "`id`, `phase` and `chain` of a rule cannot be changed".to_owned(),
            ));
        }
        for entry in &mut self.book.entries {
            let Entry::Rule(rule) = entry else { continue };
            if selects(&which, rule) {
                match link.and_then(|n| n.checked_sub(1)) {
                    None => change_actions(&mut rule.actions, &change),
                    Some(n) => {
                        if let Some(link) = rule.links.get_mut(n) {
                            change_actions(&mut link.actions, &change);
                        }
                    }
                }
            }
        }
        Ok(())
    }

    fn remove(&mut self, which: &RuleSelection) {
        self.book.entries.retain(|entry| !matches!(entry, Entry::Rule(rule) if selects(which, rule)));
    }
}

/// Overlays the actions that a directive names on a rule's own.
fn change_actions(actions: &mut Actions, change: &Actions) {
    let change = change.clone();
    if change.transforms_reset || !change.transforms.is_empty() {
        if change.transforms_reset {
            actions.transforms.clear();
        }
        actions.transforms.extend(change.transforms);
    }
    actions.log = change.log.or(actions.log);
    actions.audit_log = change.audit_log.or(actions.audit_log);
    actions.status = change.status.or(actions.status);
    actions.severity = change.severity.or(actions.severity);
    actions.message = change.message.or(actions.message.take());
    actions.log_data = change.log_data.or(actions.log_data.take());
    actions.flow = change.flow.or(actions.flow.take());
    actions.disruptive = match change.disruptive {
        Some(Disruptive::Block) | None => actions.disruptive.take(),
        changed => changed,
    };
    actions.capture |= change.capture;
    actions.multi_match |= change.multi_match;
    actions.tags.extend(change.tags);
    actions.effects.extend(change.effects);
}

/// Whether a directive's selection is about a rule.
pub(crate) fn selects(which: &RuleSelection, rule: &Rule) -> bool {
    let holds = |text: &Text, part: &str| {
        let mut written = Vec::new();
        for piece in &text.pieces {
            match piece {
                Piece::Literal(literal) => written.extend_from_slice(literal),
                Piece::Variable { .. } => written.extend_from_slice(b"%{}"),
            }
        }
        String::from_utf8_lossy(&written).contains(part)
    };
    match which {
        RuleSelection::Ids(ranges) => ranges.iter().any(|(from, to)| (*from..=*to).contains(&rule.id)),
        RuleSelection::Tag(tag) => rule.actions.tags.iter().any(|t| holds(t, tag)),
        RuleSelection::Message(message) => rule.actions.message.iter().any(|m| holds(m, message)),
        RuleSelection::Resolved(_) => false,
    }
}

fn unsupported(name: &str, why: &'static str) -> Outcome {
    Err(LoadErrorKind::Unsupported { what: name.to_owned(), why })
}

fn size(text: &str) -> Result<usize, LoadErrorKind> {
    text.trim().parse().map_err(|_| LoadErrorKind::Syntax(format!("`{text}` is no size")))
}

fn limit_action(text: &str) -> Result<LimitAction, LoadErrorKind> {
    match text.trim().to_ascii_lowercase().as_str() {
        "reject" => Ok(LimitAction::Reject),
        "processpartial" => Ok(LimitAction::ProcessPartial),
        _ => Err(LoadErrorKind::Syntax(format!("`{text}` should be `Reject` or `ProcessPartial`"))),
    }
}

impl Rule {
    /// The rule and its links.
    pub(crate) fn chain(&self) -> impl Iterator<Item = &Self> {
        std::iter::once(self).chain(&self.links)
    }

    /// The selections of rules that its actions name.
    pub(crate) fn selections_mut(&mut self) -> Vec<&mut RuleSelection> {
        let own = self.actions.effects.iter_mut();
        let links = self.links.iter_mut().flat_map(|l| l.actions.effects.iter_mut());
        own.chain(links)
            .filter_map(|effect| match effect {
                Effect::Ctl(Ctl::RemoveRules(selection) | Ctl::RemoveTarget(selection, _)) => Some(selection),
                _ => None,
            })
            .collect()
    }

    /// Whether the operator runs a regular expression.
    pub(crate) fn pattern(&self) -> Option<&crate::regex::Pattern> {
        match &self.test.operator {
            Operator::Regex { pattern, .. } | Operator::Verify(_, pattern) => Some(pattern),
            _ => None,
        }
    }
}
