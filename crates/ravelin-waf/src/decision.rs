//! What the engine says: the outcome of a transaction, the rules that matched and why, and what a log should hold.

use crate::seclang::actions::severity_name;
use std::fmt::Write as _;
use std::sync::Arc;

/// What is to be done with a transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Answer with the status.
    Deny,
    /// Close the connection.
    Drop,
    /// Send the client elsewhere.
    Redirect(String),
}

/// A rule stopped the transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intervention {
    /// The id of the rule; `None` when a limit of the configuration stopped it.
    pub rule: Option<u64>,
    /// What to do.
    pub action: Action,
    /// The status to answer with.
    pub status: u16,
    /// The phase it happened in.
    pub phase: u8,
}

/// One rule that matched one value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// The rule's id.
    pub rule: u64,
    /// The phase it ran in.
    pub phase: u8,
    /// The file it stands in.
    pub file: Arc<str>,
    /// Its line.
    pub line: u32,
    /// The variable that matched, with its key: `ARGS:q`.
    pub variable: String,
    /// The value as the operator saw it, after transformations.
    pub value: Vec<u8>,
    /// What the operator says about it.
    pub reason: String,
    /// `msg`, with macros filled in.
    pub message: Option<String>,
    /// `logdata`, with macros filled in.
    pub data: Option<String>,
    /// `severity`, 0 (emergency) to 7 (debug).
    pub severity: Option<u8>,
    /// `tag`, with macros filled in.
    pub tags: Vec<String>,
    /// `ver`.
    pub version: Option<String>,
    /// `rev`.
    pub revision: Option<String>,
    /// `maturity`.
    pub maturity: Option<u8>,
    /// `accuracy`.
    pub accuracy: Option<u8>,
    /// Whether the rule wants to be in the error log.
    pub logged: bool,
    /// Whether the rule wants to be in the audit log.
    pub audited: bool,
    /// Whether this match stopped the transaction.
    pub disruptive: bool,
}

/// What a request cannot be and still be understood; an HTTP server answers it with the status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The status to answer with.
    pub status: u16,
    /// Why.
    pub reason: &'static str,
}

/// What a rule did in a transaction, for explanations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It looked at so many values and matched none.
    NoMatch {
        /// How many.
        values: usize,
    },
    /// What it needs is in no value, so it was not run on any.
    RuledOut,
    /// It matched; the variable and the value of the last match.
    Matched {
        /// The variable with its key.
        variable: String,
        /// The value as the operator saw it.
        value: Vec<u8>,
    },
    /// Its first part matched and a link of its chain did not.
    ChainEnded {
        /// The link, counted from 1.
        link: usize,
    },
    /// An action or a directive had removed it.
    Removed,
    /// An earlier rule skipped it.
    Skipped {
        /// The id of that rule.
        by: u64,
    },
}

/// One rule in a trace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TraceEntry {
    /// The rule's id.
    pub rule: u64,
    /// The phase.
    pub phase: u8,
    /// What it did.
    pub outcome: Outcome,
}

/// The result of a transaction.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Decision {
    /// The request is no proper request. Rules have run on it all the same where it could be split into its parts.
    pub refusal: Option<Refusal>,
    /// What stopped the transaction, if something did.
    pub intervention: Option<Intervention>,
    /// The matches of rules that log, in order.
    pub matches: Vec<Match>,
    /// Every rule and what it did, if that was asked for.
    pub trace: Vec<TraceEntry>,
    /// The line the log has about each match, in ModSecurity's form.
    pub log: Vec<String>,
}

impl Decision {
    /// The ids of the rules that matched and log, in order, each once.
    #[must_use]
    pub fn rules(&self) -> Vec<u64> {
        let mut ids = Vec::new();
        for found in self.matches.iter().filter(|m| m.logged) {
            if !ids.contains(&found.rule) {
                ids.push(found.rule);
            }
        }
        ids
    }

    /// The status to answer with instead of passing the request on.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        let refused = self.refusal.as_ref().map(|r| r.status);
        refused.or_else(|| self.intervention.as_ref().map(|i| i.status))
    }
}

/// What a log line says besides the match.
#[derive(Debug, Clone, Default)]
pub(crate) struct LogContext {
    pub(crate) client: String,
    pub(crate) hostname: String,
    pub(crate) uri: String,
    pub(crate) unique_id: String,
}

/// Text for a log: quotes and control characters escaped.
pub(crate) fn escaped(bytes: &[u8], limit: usize) -> String {
    let mut out = String::with_capacity(bytes.len().min(limit) + 8);
    for byte in bytes.iter().take(limit) {
        match byte {
            b'"' => out.push_str("\\\""),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            0x20..=0x7e => out.push(char::from(*byte)),
            _ => {
                let _ = write!(out, "\\x{byte:02x}");
            }
        }
    }
    out
}

impl Match {
    /// The log line of the match, in the form of ModSecurity's error log, which test runners read.
    pub(crate) fn log_line(&self, context: &LogContext, status: u16) -> String {
        let mut line = String::with_capacity(512);
        let start = match (self.disruptive, status) {
            (true, status) => format!("Access denied with code {status} (phase {}).", self.phase),
            _ => "Warning.".to_owned(),
        };
        let _ = write!(line, "[client {}] ModSecurity: {start} {}", context.client, self.reason);
        let _ = write!(line, " [file \"{}\"] [line \"{}\"] [id \"{}\"]", self.file, self.line, self.rule);
        let mut field = |name: &str, value: &str| {
            let _ = write!(line, " [{name} \"{}\"]", escaped(value.as_bytes(), 512));
        };
        if let Some(revision) = &self.revision {
            field("rev", revision);
        }
        if let Some(message) = &self.message {
            field("msg", message);
        }
        if let Some(data) = &self.data {
            field("data", data);
        }
        if let Some(severity) = self.severity {
            field("severity", severity_name(severity));
        }
        if let Some(version) = &self.version {
            field("ver", version);
        }
        for (name, number) in [("maturity", self.maturity), ("accuracy", self.accuracy)] {
            if let Some(number) = number {
                field(name, &number.to_string());
            }
        }
        for tag in &self.tags {
            field("tag", tag);
        }
        field("hostname", &context.hostname);
        field("uri", &context.uri);
        field("unique_id", &context.unique_id);
        line
    }
}
