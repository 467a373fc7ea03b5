//! The rules of a run as SARIF describes them, with their pages as help.

use super::location::put;
use super::{UNDECIDED, level, notice};
use crate::Report;
use crate::words::shorten;
use ravelin_finding::{Maps, ProblemKind, Rule, Severity};
use serde_json::{Value as Json, json};
use std::collections::HashMap;

/// Longest description that code scanning takes:
/// <https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support>.
const MAX_DESCRIPTION: usize = 1000;

/// Every rule that ran, each with its number.
pub(super) struct Rules {
    list: Vec<&'static Rule>,
    index: HashMap<&'static str, usize>,
}

impl Rules {
    /// The rules that ran, and those of findings beside them (an ignore that hides nothing, say).
    pub(super) fn of(report: &Report<'_>) -> Self {
        let mut rules = Self { list: Vec::new(), index: HashMap::new() };
        for rule in report.rules.iter().copied().chain(report.findings.iter().map(|finding| finding.rule)) {
            let next = rules.list.len();
            if *rules.index.entry(rule.id).or_insert(next) == next {
                rules.list.push(rule);
            }
        }
        rules
    }

    pub(super) fn index(&self, rule: &Rule) -> Option<usize> {
        self.index.get(rule.id).copied()
    }

    pub(super) fn tool(&self, report: &Report<'_>) -> Json {
        let notices = [
            (notice(ProblemKind::Unreadable), "Input that could not be read."),
            (notice(ProblemKind::Invalid), "Input that is wrong by its own language's rules."),
            (notice(ProblemKind::Note), "What bounds precision but loses nothing."),
            (UNDECIDED, "What is known does not decide a control for a resource."),
        ];
        let notices = notices.map(|(id, text)| json!({"id": id, "shortDescription": {"text": text}}));
        json!({"driver": {
            "name": "ravelin",
            "semanticVersion": report.version,
            "rules": self.list.iter().map(|rule| descriptor(rule)).collect::<Vec<Json>>(),
            "notifications": notices,
        }})
    }
}

fn descriptor(rule: &Rule) -> Json {
    let summary = match rule.summary() {
        summary if summary.is_empty() => rule.title.to_owned(),
        summary => summary,
    };
    let page = if rule.page.trim().is_empty() { rule.title } else { rule.page };
    let mut properties = json!({
        "tags": tags(rule),
        "precision": "high",
        "recommendation": rule.recommendation(),
        "severity": rule.severity,
    });
    match score(rule.severity) {
        Some(score) => put(&mut properties, "security-severity", score),
        None => put(&mut properties, "problem.severity", "recommendation"),
    }
    json!({
        "id": rule.id,
        "name": pascal(rule.id),
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": shorten(&summary, MAX_DESCRIPTION)},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": level(rule.severity)},
        "properties": properties,
    })
}

fn tags(rule: &Rule) -> Vec<String> {
    let maps = rule.maps.iter().map(|map| match map {
        Maps::Guidance(id) => (*id).to_owned(),
        Maps::Mcsb(id) => format!("MCSB/{id}"),
        // The form in which code scanning recognises a weakness.
        Maps::Cwe(id) => format!("external/cwe/cwe-{id:03}"),
    });
    // Code scanning refuses more than twenty.
    std::iter::once("security".to_owned()).chain(maps).take(20).collect()
}

/// A score in the band that code scanning shows under the severity's own name (over 9.0 is critical, 7.0 to 8.9 high,
/// 4.0 to 6.9 medium, 0.1 to 3.9 low); what is merely worth knowing has none.
const fn score(severity: Severity) -> Option<&'static str> {
    match severity {
        Severity::Critical => Some("9.5"),
        Severity::High => Some("8.0"),
        Severity::Medium => Some("5.5"),
        Severity::Low => Some("3.0"),
        Severity::Info => None,
    }
}

/// `storage-tls-minimum` as `StorageTlsMinimum`: the form in which the standard asks for names.
fn pascal(id: &str) -> String {
    let words = id.split('-').map(|word| {
        let mut letters = word.chars();
        letters
            .next()
            .map(|first| first.to_uppercase().chain(letters).collect::<String>())
            .unwrap_or_default()
    });
    words.collect()
}
