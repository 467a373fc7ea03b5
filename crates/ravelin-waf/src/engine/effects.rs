//! What a match does besides the outcome: records, variables, collections, switches.

use super::transaction::{Key, Matched, OpenCollection, Transaction};
use super::tx::TxValue;
use super::values::{Pair, Span};
use crate::collections::Kept;
use crate::decision::{Match, escaped};
use crate::seclang::actions::{Assign, Ctl, Effect, Holder, RuleSelection, Sanitise};
use crate::seclang::operators::{Operator, number};
use crate::seclang::parser::Rule;
use crate::seclang::text::Text;
use crate::seclang::variables::{List, Persistent};

/// How much of a value a reason or a record shows.
const SHOWN: usize = 512;

impl Transaction<'_> {
    /// A link matched: its effects, and if it is the last of its chain, the record.
    pub(super) fn act(
        &mut self,
        rule: &Rule,
        link: &Rule,
        found: Option<(Matched, Option<String>)>,
        last: bool,
    ) {
        let mut said = None;
        if let Some((matched, reason)) = found {
            self.matched = Some(matched);
            self.matched_all.push(matched);
            said = reason;
            if matches!(link.test.operator, Operator::GeoLookup) {
                self.fill_geo(&matched);
            }
        }
        if let Some(severity) = rule.actions.severity {
            self.highest_severity = self.highest_severity.min(severity);
        }
        let link: &Rule = link;
        for at in 0..link.actions.effects.len() {
            self.effect(rule, link, at);
        }
        let logs = rule.actions.log.unwrap_or(true);
        if last && (logs || rule.actions.audit_log == Some(true)) {
            self.record(rule, link, said, logs);
        }
    }

    fn record(&mut self, rule: &Rule, link: &Rule, said: Option<String>, logged: bool) {
        let actions = &rule.actions;
        let (mut name, mut value) = (Vec::new(), Vec::new());
        if !link.targets.include.is_empty()
            && let Some(matched) = &self.matched
        {
            self.write_matched_name(matched, &mut name);
            self.write_matched_value(matched, &mut value);
        }
        let variable = String::from_utf8_lossy(&name).into_owned();
        let reason = reason(link, &variable, &value, said);
        let hidden = self.redact || self.matched.is_some_and(|m| self.is_masked(&m));
        let text = |text: &Option<Text>| text.as_ref().map(|t| self.expand_text(t));
        let found = Match {
            rule: rule.id,
            phase: self.phase,
            file: rule.place.file.clone(),
            line: rule.place.line,
            variable,
            value: if hidden { b"[redacted]".to_vec() } else { value },
            reason,
            message: text(&actions.message),
            data: if hidden { None } else { text(&actions.log_data) },
            severity: actions.severity,
            tags: actions.tags.iter().map(|t| self.expand_text(t)).collect(),
            version: actions.version.as_deref().map(str::to_owned),
            revision: actions.revision.as_deref().map(str::to_owned),
            maturity: actions.maturity,
            accuracy: actions.accuracy,
            logged,
            audited: actions.audit_log.unwrap_or(true),
            disruptive: false,
        };
        self.matches.push(found);
    }

    fn is_masked(&self, matched: &Matched) -> bool {
        matches!(matched.key, Key::Span(key) if self.masked.contains(&key))
    }

    fn effect(&mut self, rule: &Rule, link: &Rule, at: usize) {
        // Effects are looked up through the engine, whose rules outlive the transaction.
        let Some(effect) = self.effect_of(rule, link, at) else { return };
        match effect {
            Effect::SetVar { holder: Holder::Tx, name, slot, assign } => self.assign_tx(name, *slot, assign),
            Effect::SetVar { holder: Holder::Collection(kind), name, assign, .. } => {
                self.assign_kept(*kind, name, assign);
            }
            Effect::SetEnv { name, value } => {
                let (name, value) = (self.owned(name), self.owned(value));
                self.environment.retain(|(n, _)| !n.eq_ignore_ascii_case(&name));
                self.environment.push((name, value));
            }
            Effect::InitCollection { kind, key } => {
                let key = self.owned(key);
                self.open_collection(*kind, key);
            }
            Effect::ExpireVar { holder: Holder::Collection(kind), name, seconds } => {
                let (name, seconds) = (self.owned(name), number(&self.owned(seconds)));
                let until = (self.time / 1_000_000).saturating_add(u64::try_from(seconds).unwrap_or(0));
                if let Some(kept) = self.kept_mut(*kind, &name) {
                    kept.expires = Some(until);
                }
            }
            Effect::DeprecateVar { holder: Holder::Collection(kind), name, amount, seconds } => {
                self.deprecate(*kind, name, *amount, *seconds);
            }
            // A transaction is shorter than any time that could pass in it.
            Effect::ExpireVar { holder: Holder::Tx, .. }
            | Effect::DeprecateVar { holder: Holder::Tx, .. } => {}
            Effect::SetUser(text) => {
                self.user = self.owned(text);
                let key = self.user.clone();
                self.open_collection(Persistent::User, key);
            }
            Effect::SetSession(text) => {
                self.session = self.owned(text);
                let key = self.session.clone();
                self.open_collection(Persistent::Session, key);
            }
            Effect::SetResource(text) => {
                let key = self.owned(text);
                self.open_collection(Persistent::Resource, key);
            }
            Effect::Ctl(ctl) => self.control(ctl),
            Effect::Sanitise(what) => self.mask(what),
        }
    }

    fn owned(&self, text: &Text) -> Vec<u8> {
        let mut out = Vec::new();
        self.expand(text, &mut out);
        out
    }

    fn mask(&mut self, what: &Sanitise) {
        let named = |lists: &[List], name: &[u8]| -> Vec<Span> {
            let pairs = lists.iter().flat_map(|l| self.values.list(*l));
            pairs.filter(|p| self.values.get(p.key).eq_ignore_ascii_case(name)).map(|p| p.key).collect()
        };
        let keys = match what {
            Sanitise::Arg(name) => named(&[List::ArgsGet, List::ArgsPost], name),
            Sanitise::RequestHeader(name) => named(&[List::RequestHeaders], name),
            Sanitise::ResponseHeader(name) => named(&[List::ResponseHeaders], name),
            Sanitise::Matched => match self.matched.map(|m| m.key) {
                Some(Key::Span(key)) => vec![key],
                _ => Vec::new(),
            },
        };
        self.masked.extend(keys);
    }

    fn fill_geo(&mut self, matched: &Matched) {
        let mut address = Vec::new();
        self.write_matched_value(matched, &mut address);
        let Some(geo) = self.engine.geo.clone() else { return };
        self.values.clear(List::Geo);
        for (name, value) in geo.lookup(&address) {
            let key = self.values.push(name.as_bytes());
            let value = self.values.push(value.as_bytes());
            self.values.add(List::Geo, Pair { key, value });
        }
    }

    /// Sets a variable by its name, whether the rules know it or not.
    pub(super) fn set_tx(&mut self, name: &[u8], value: &[u8]) {
        let value = self.tx_value(value);
        match self.engine.rules.tx_index.get(name) {
            Some(slot) => self.tx.set(*slot, value),
            None => self.tx.set_made(name, value),
        }
    }

    fn tx_value(&mut self, bytes: &[u8]) -> TxValue {
        match plain_number(bytes) {
            Some(number) => TxValue::Number(number),
            None => TxValue::Bytes(self.values.push(bytes)),
        }
    }

    fn assign_tx(&mut self, name: &Text, slot: Option<u32>, assign: &Assign) {
        let (slot, name) = match slot {
            Some(slot) => (Some(slot), Vec::new()),
            None => {
                let name = self.owned(name).to_ascii_lowercase();
                (self.engine.rules.tx_index.get(name.as_slice()).copied(), name)
            }
        };
        let old = slot.map_or_else(|| self.tx.get_made(&name), |slot| self.tx.get(slot));
        let value = match assign {
            Assign::Unset => TxValue::Unset,
            Assign::Set(text) => match text.literal() {
                Some(literal) => self.tx_value(literal),
                None => {
                    let mut scratch = std::mem::take(&mut self.scratch);
                    scratch.clear();
                    self.expand(text, &mut scratch);
                    let value = self.tx_value(&scratch);
                    self.scratch = scratch;
                    value
                }
            },
            Assign::Add(text) => TxValue::Number(self.tx_number(old).saturating_add(self.text_number(text))),
            Assign::Subtract(text) => {
                TxValue::Number(self.tx_number(old).saturating_sub(self.text_number(text)))
            }
        };
        match slot {
            Some(slot) => self.tx.set(slot, value),
            None => self.tx.set_made(&name, value),
        }
    }

    fn text_number(&self, text: &Text) -> i64 {
        match text.literal() {
            Some(literal) => number(literal),
            None => self.expanded_number(text),
        }
    }

    fn tx_number(&self, value: TxValue) -> i64 {
        match value {
            TxValue::Unset => 0,
            TxValue::Number(number) => number,
            TxValue::Bytes(span) => number(self.values.get(span)),
        }
    }

    fn open_collection(&mut self, kind: Persistent, key: Vec<u8>) {
        if self.collections.iter().any(|c| c.kind == kind) {
            return;
        }
        let kept = self.engine.collections.load(kind, &key, self.time / 1_000_000);
        self.collections.push(OpenCollection { kind, key, kept, changed: false });
    }

    fn kept_mut(&mut self, kind: Persistent, name: &[u8]) -> Option<&mut Kept> {
        let name = name.to_ascii_lowercase();
        let open = self.collections.iter_mut().find(|c| c.kind == kind)?;
        open.changed = true;
        open.kept.iter_mut().find(|k| k.name == name)
    }

    fn assign_kept(&mut self, kind: Persistent, name: &Text, assign: &Assign) {
        let name = self.owned(name).to_ascii_lowercase();
        let amount = match assign {
            Assign::Add(text) => self.text_number(text),
            Assign::Subtract(text) => self.text_number(text).saturating_neg(),
            _ => 0,
        };
        let set = match assign {
            Assign::Set(text) => Some(self.owned(text)),
            _ => None,
        };
        let Some(open) = self.collections.iter_mut().find(|c| c.kind == kind) else { return };
        open.changed = true;
        if *assign == Assign::Unset {
            open.kept.retain(|k| k.name != name);
            return;
        }
        let place = open.kept.iter_mut().find(|k| k.name == name);
        let old = place.as_ref().map_or(0, |k| number(&k.value));
        let value = set.unwrap_or_else(|| old.saturating_add(amount).to_string().into_bytes());
        match place {
            Some(kept) => kept.value = value,
            None => open.kept.push(Kept { name, value, expires: None }),
        }
    }

    /// Lowers a variable by what the time since its last change takes from it.
    fn deprecate(&mut self, kind: Persistent, name: &Text, amount: i64, seconds: i64) {
        let name = self.owned(name);
        let now = i64::try_from(self.time / 1_000_000).unwrap_or(i64::MAX);
        let stamp = [b"__changed_", name.as_slice()].concat();
        let last = self.kept_mut(kind, &stamp).map(|k| number(&k.value));
        if let (Some(last), Some(kept)) = (last, self.kept_mut(kind, &name))
            && seconds > 0
        {
            let steps = now.saturating_sub(last).max(0) / seconds;
            let lowered = number(&kept.value).saturating_sub(steps.saturating_mul(amount)).max(0);
            kept.value = lowered.to_string().into_bytes();
            if steps == 0 {
                return;
            }
        }
        let Some(open) = self.collections.iter_mut().find(|c| c.kind == kind) else { return };
        let value = now.to_string().into_bytes();
        match open.kept.iter_mut().find(|k| k.name == stamp) {
            Some(kept) => kept.value = value,
            None => open.kept.push(Kept { name: stamp, value, expires: None }),
        }
    }

    /// Writes back the collections that changed.
    pub(super) fn store_collections(&mut self) {
        let now = self.time / 1_000_000;
        let expires = now.saturating_add(self.engine.rules.config.collection_timeout);
        for open in std::mem::take(&mut self.collections) {
            if open.changed {
                self.engine.collections.store(open.kind, &open.key, open.kept, expires);
            }
        }
    }
}

impl<'e> Transaction<'e> {
    /// An effect of the running rule, borrowed from the engine.
    fn effect_of(&self, _rule: &Rule, _link: &Rule, at: usize) -> Option<&'e Effect> {
        let (rule, link) = self.current?;
        self.engine.rules.rules.get(rule as usize)?.chain().nth(link)?.actions.effects.get(at)
    }

    fn control(&mut self, ctl: &'e Ctl) {
        match ctl {
            Ctl::RuleEngine(mode) => self.mode.engine = *mode,
            Ctl::RequestBodyAccess(on) => self.mode.request_body_access = *on,
            Ctl::ResponseBodyAccess(on) => self.mode.response_body_access = *on,
            Ctl::RequestBodyLimit(limit) => self.mode.request_body_limit = *limit,
            Ctl::ResponseBodyLimit(limit) => self.mode.response_body_limit = *limit,
            Ctl::ForceRequestBodyVariable(on) => self.mode.force_request_body = *on,
            Ctl::RequestBodyProcessor(name) => self.mode.processor = Some(name.clone()),
            Ctl::RemoveRules(RuleSelection::Resolved(rules)) => {
                if self.removed.is_empty() {
                    self.removed = vec![0; self.engine.rules.rules.len() / 64 + 1];
                }
                for rule in rules {
                    if let Some(word) = self.removed.get_mut(*rule as usize / 64) {
                        *word |= 1u64 << (rule % 64);
                    }
                }
            }
            Ctl::RemoveTarget(RuleSelection::Resolved(rules), target) => {
                self.removed_targets.push((rules, target))
            }
            Ctl::RemoveRules(_) | Ctl::RemoveTarget(..) | Ctl::Ignored => {}
        }
    }
}

/// The number that a text is, if writing that number gives the text again.
fn plain_number(bytes: &[u8]) -> Option<i64> {
    match bytes {
        [b'0'] => Some(0),
        [b'1'..=b'9', rest @ ..] | [b'-', b'1'..=b'9', rest @ ..]
            if bytes.len() < 18 && rest.iter().all(u8::is_ascii_digit) =>
        {
            Some(number(bytes))
        }
        _ => None,
    }
}

/// What the operator says about a match.
fn reason(link: &Rule, variable: &str, value: &[u8], said: Option<String>) -> String {
    let test = &link.test;
    let argument = escaped(test.argument.as_bytes(), SHOWN);
    let shown = || escaped(value, SHOWN);
    match (&test.operator, said) {
        (_, Some(said)) => said,
        (Operator::Always, _) => "Unconditional match in SecAction.".to_owned(),
        (_, None) if test.negated => {
            format!("Match of \"{} {argument}\" against \"{variable}\" required.", test.name)
        }
        (Operator::Regex { .. } | Operator::RegexMacro(_), _) => {
            format!("Pattern match \"{argument}\" at {variable}.")
        }
        (Operator::Phrases(_), _) => format!("Matched phrase \"{}\" at {variable}.", shown()),
        (Operator::Strings(..), _) => format!("String match \"{argument}\" at {variable}."),
        (Operator::Compare(..), _) => {
            format!("Operator {} matched {argument} at {variable}.", test.name.to_uppercase())
        }
        (Operator::ByteRange(_), _) => format!("Found bytes outside range {argument} at {variable}."),
        (Operator::UrlEncoding, _) => format!("Invalid URL Encoding at {variable}."),
        (Operator::Utf8Encoding, _) => format!("Invalid UTF-8 encoding at {variable}."),
        (Operator::IpMatch(_), _) => format!("IPmatch: \"{argument}\" matched at {variable}."),
        _ => format!("Operator {} matched at {variable}.", test.name),
    }
}
