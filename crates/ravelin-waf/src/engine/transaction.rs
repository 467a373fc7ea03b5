//! A transaction: its state, and the calls that feed it, in the order of HTTP.
//!
//! Each `…_end` call runs a phase and says whether the transaction goes on.

use super::Engine;
use super::scanning::Candidates;
use super::tx::Tx;
use super::values::{Span, Values};
use crate::collections::Kept;
use crate::decision::{Action, Decision, Intervention, LogContext, Match, Outcome, Refusal, TraceEntry};
use crate::seclang::actions::EngineMode;
use crate::seclang::config::{Config, LimitAction};
use crate::seclang::variables::{List, Persistent, Target, Variable};

/// Who sends a request, to whom and when.
#[derive(Debug, Clone, Copy)]
pub struct Client<'a> {
    /// The client's address.
    pub address: &'a str,
    /// The client's port.
    pub port: u16,
    /// The address the connection came to.
    pub server_address: &'a str,
    /// Its port.
    pub server_port: u16,
    /// Microseconds since 1970, for `TIME` and for how long collections live.
    pub time: u64,
    /// The transaction's name in logs; rules may draw lots with it.
    pub unique_id: &'a str,
}

impl Default for Client<'_> {
    fn default() -> Self {
        Self {
            address: "127.0.0.1",
            port: 0,
            server_address: "127.0.0.1",
            server_port: 80,
            time: 0,
            unique_id: "-",
        }
    }
}

/// What the last match was about; texts are made from it when somebody asks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Matched {
    pub(super) variable: Variable,
    pub(super) key: Key,
    pub(super) value: ValueRef,
    pub(super) count: bool,
}

/// The key of a matched value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    None,
    Slot(u32),
    Span(Span),
}

/// A matched value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ValueRef {
    Number(i64),
    Span(Span),
}

/// A collection in use.
#[derive(Debug)]
pub(super) struct OpenCollection {
    pub(super) kind: Persistent,
    pub(super) key: Vec<u8>,
    pub(super) kept: Vec<Kept>,
    pub(super) changed: bool,
}

/// Settings of this transaction, which `ctl:` changes.
#[derive(Debug, Clone)]
pub(super) struct Mode {
    pub(super) engine: EngineMode,
    pub(super) request_body_access: bool,
    pub(super) response_body_access: bool,
    pub(super) request_body_limit: usize,
    pub(super) response_body_limit: usize,
    pub(super) force_request_body: bool,
    pub(super) processor: Option<Box<str>>,
}

impl Mode {
    fn new(config: &Config) -> Self {
        Self {
            engine: config.engine,
            request_body_access: config.request_body_access,
            response_body_access: config.response_body_access,
            request_body_limit: config.request_body_limit,
            response_body_limit: config.response_body_limit,
            force_request_body: false,
            processor: None,
        }
    }
}

/// One request and its response on their way through the rules.
///
/// ```
/// use ravelin_waf::{Client, Engine, RuleSet};
/// let rules = RuleSet::parse(r#"
///     SecRuleEngine On
///     SecRequestBodyAccess On
///     SecRule REQUEST_HEADERS:User-Agent "@contains scanner" "id:1,phase:1,deny,status:403"
///     SecRule ARGS_POST "@streq attack" "id:2,phase:2,deny,status:403"
/// "#).unwrap();
/// let engine = Engine::new(rules);
/// let mut transaction = engine.transaction(&Client::default());
/// transaction.request_line(b"POST /login HTTP/1.1");
/// transaction.request_header(b"Host", b"example.org");
/// transaction.request_header(b"Content-Type", b"application/x-www-form-urlencoded");
/// assert!(transaction.request_headers_end().is_none());
/// transaction.request_body(b"user=att");
/// transaction.request_body(b"ack");
/// assert_eq!(transaction.request_end().unwrap().rule, Some(2));
/// assert_eq!(transaction.finish().rules(), [2]);
/// ```
#[derive(Debug)]
pub struct Transaction<'e> {
    pub(super) engine: &'e Engine,
    pub(super) values: Values,
    pub(super) tx: Tx,
    pub(super) mode: Mode,
    pub(super) phase: u8,
    pub(super) candidates: Candidates,
    pub(super) matched: Option<Matched>,
    pub(super) matched_all: Vec<Matched>,
    pub(super) highest_severity: u8,
    /// The rule that runs, and the link of its chain.
    pub(super) current: Option<(u32, usize)>,
    pub(super) removed: Vec<u64>,
    pub(super) removed_targets: Vec<(&'e [u32], &'e Target)>,
    pub(super) collections: Vec<OpenCollection>,
    pub(super) environment: Vec<(Vec<u8>, Vec<u8>)>,
    pub(super) session: Vec<u8>,
    pub(super) user: Vec<u8>,
    pub(super) time: u64,
    pub(super) request_body: Vec<u8>,
    pub(super) response_body: Vec<u8>,
    pub(super) allowed: Option<crate::seclang::actions::AllowScope>,
    pub(super) masked: Vec<Span>,
    pub(super) done: u8,
    pub(super) refusal: Option<Refusal>,
    pub(super) intervention: Option<Intervention>,
    pub(super) matches: Vec<Match>,
    pub(super) trace: Option<Vec<TraceEntry>>,
    pub(super) redact: bool,
    pub(super) scratch: Vec<u8>,
}

impl<'e> Transaction<'e> {
    pub(super) fn new(engine: &'e Engine, client: &Client<'_>) -> Self {
        let rules = &*engine.rules;
        let mut values = Values::new(4096);
        values.set_bytes(List::RemoteAddr, client.address.as_bytes());
        values.set_number(List::RemotePort, usize::from(client.port));
        values.set_bytes(List::ServerAddr, client.server_address.as_bytes());
        values.set_number(List::ServerPort, usize::from(client.server_port));
        values.set_bytes(List::UniqueId, client.unique_id.as_bytes());
        super::bodies::no_errors(&mut values);
        Self {
            engine,
            values,
            tx: Tx::new(rules.tx_names.len()),
            mode: Mode::new(&rules.config),
            phase: 0,
            candidates: Candidates::new(rules),
            matched: None,
            matched_all: Vec::with_capacity(16),
            highest_severity: 255,
            current: None,
            removed: Vec::new(),
            removed_targets: Vec::new(),
            collections: Vec::new(),
            environment: Vec::new(),
            session: Vec::new(),
            user: Vec::new(),
            time: client.time,
            request_body: Vec::new(),
            response_body: Vec::new(),
            allowed: None,
            masked: Vec::new(),
            done: 0,
            refusal: None,
            intervention: None,
            matches: Vec::new(),
            trace: None,
            redact: false,
            scratch: Vec::new(),
        }
    }

    /// Keeps a record of what every rule did.
    pub fn trace(&mut self) {
        self.trace = Some(Vec::new());
    }

    /// Leaves values out of the decision, for logs that must not hold them.
    pub fn redact(&mut self) {
        self.redact = true;
    }

    /// Sets a variable in `TX` before any rule runs, as `setvar` would.
    pub fn set_variable(&mut self, name: &str, value: &str) {
        self.set_tx(name.to_ascii_lowercase().as_bytes(), value.as_bytes());
    }

    /// The value of a variable in `TX`.
    #[must_use]
    pub fn variable(&self, name: &str) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        self.write_tx_named(name.to_ascii_lowercase().as_bytes(), &mut out).then_some(out)
    }

    /// All headers are in: runs phase 1.
    pub fn request_headers_end(&mut self) -> Option<Intervention> {
        self.prepare_request();
        self.run_phase(1)
    }

    /// A piece of the request's body. It may end the transaction when a limit is reached.
    pub fn request_body(&mut self, bytes: &[u8]) -> Option<Intervention> {
        if !self.mode.request_body_access {
            return None;
        }
        let room = self.mode.request_body_limit.saturating_sub(self.request_body.len());
        if bytes.len() <= room {
            self.request_body.extend_from_slice(bytes);
            return None;
        }
        self.values.set_bytes(List::InboundDataError, b"1");
        self.request_body.extend_from_slice(bytes.get(..room).unwrap_or_default());
        let reject = self.engine.rules.config.request_body_limit_action == LimitAction::Reject;
        if reject && self.mode.engine == EngineMode::On {
            return self.limit_reached(413);
        }
        None
    }

    fn limit_reached(&mut self, status: u16) -> Option<Intervention> {
        if self.intervention.is_none() {
            let phase = if status == 413 { 2 } else { 4 };
            self.intervention = Some(Intervention { rule: None, action: Action::Deny, status, phase });
        }
        self.intervention.clone()
    }

    /// The request is complete: parses the body and runs phase 2.
    pub fn request_end(&mut self) -> Option<Intervention> {
        self.parse_request_body();
        self.run_phase(2)
    }

    /// A piece of the response's body.
    pub fn response_body(&mut self, bytes: &[u8]) -> Option<Intervention> {
        if !self.wants_response_body() {
            return None;
        }
        let room = self.mode.response_body_limit.saturating_sub(self.response_body.len());
        if bytes.len() <= room {
            self.response_body.extend_from_slice(bytes);
            return None;
        }
        self.values.set_bytes(List::OutboundDataError, b"1");
        self.response_body.extend_from_slice(bytes.get(..room).unwrap_or_default());
        let reject = self.engine.rules.config.response_body_limit_action == LimitAction::Reject;
        if reject && self.mode.engine == EngineMode::On {
            return self.limit_reached(500);
        }
        None
    }

    /// The response's headers are in: runs phase 3.
    pub fn response_headers_end(&mut self) -> Option<Intervention> {
        self.run_phase(3)
    }

    /// The response is complete: runs phase 4.
    pub fn response_end(&mut self) -> Option<Intervention> {
        self.prepare_response_body();
        self.run_phase(4)
    }

    /// Runs phase 5 and gives the decision.
    #[must_use]
    pub fn finish(mut self) -> Decision {
        self.run_phase(5);
        self.store_collections();
        let context = self.log_context();
        let status = self.intervention.as_ref().map_or(0, |i| i.status);
        let logged = self.matches.iter().filter(|m| m.logged);
        let log = logged.map(|found| found.log_line(&context, status)).collect();
        Decision {
            refusal: self.refusal,
            intervention: self.intervention,
            matches: self.matches,
            trace: self.trace.unwrap_or_default(),
            log,
        }
    }

    fn log_context(&self) -> LogContext {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        if self.matches.is_empty() {
            return LogContext::default();
        }
        LogContext {
            client: text(self.values.single(List::RemoteAddr)),
            hostname: text(self.values.single(List::ServerName)),
            uri: text(self.values.single(List::RequestFilename)),
            unique_id: text(self.values.single(List::UniqueId)),
        }
    }

    pub(super) fn note(&mut self, rule: u64, outcome: impl FnOnce() -> Outcome) {
        let phase = self.phase;
        if let Some(trace) = &mut self.trace {
            trace.push(TraceEntry { rule, phase, outcome: outcome() });
        }
    }
}
