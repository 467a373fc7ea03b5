//! Rules: what can be said. A rule's page is the one source of its documentation.

use serde::Serialize;
use std::fmt;

/// How much a failure matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Defence in depth.
    Low,
    /// A weakness that needs something else to become a breach.
    Medium,
    /// A way in, or a secret exposed.
    High,
    /// A way in that needs no skill.
    Critical,
}

impl Severity {
    /// Every severity, the lowest first.
    pub const ALL: [Self; 5] = [Self::Info, Self::Low, Self::Medium, Self::High, Self::Critical];

    /// The word used on the command line and in every format.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }

    /// The severity with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.as_str() == name)
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// How much noise a rule may make.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Audience {
    /// Runs by default.
    Regular,
    /// Advice that reasonable estates decline.
    Pedantic,
    /// Evidence for a review, not something to mend.
    Auditor,
}

/// Since when a rule exists, and whether its meaning may still change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Status {
    /// The version that first had it.
    pub since: &'static str,
    /// Is its meaning settled?
    pub stable: bool,
}

impl Status {
    /// Settled since this version.
    #[must_use]
    pub const fn stable(since: &'static str) -> Self {
        Self { since, stable: true }
    }

    /// Its meaning may still change.
    #[must_use]
    pub const fn preview(since: &'static str) -> Self {
        Self { since, stable: false }
    }
}

/// What a rule traces to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Maps {
    /// A recommendation of the integration guidance, `NET-7` say.
    Guidance(&'static str),
    /// A control of the Microsoft cloud security benchmark v1, `NS-2` say.
    Mcsb(&'static str),
    /// A weakness of the Common Weakness Enumeration.
    Cwe(u16),
}

impl fmt::Display for Maps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Guidance(id) => write!(f, "{id}"),
            Self::Mcsb(id) => write!(f, "MCSB {id}"),
            Self::Cwe(id) => write!(f, "CWE-{id}"),
        }
    }
}

/// A rule's identity and documentation.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Never reused, never renamed.
    pub id: &'static str,
    /// What is wrong where it fails.
    pub title: &'static str,
    /// How much a failure matters.
    pub severity: Severity,
    /// How much noise it may make.
    pub audience: Audience,
    /// Since when.
    pub status: Status,
    /// What it traces to; the first guidance id is its recommendation.
    pub maps: &'static [Maps],
    /// The page users read, in Markdown.
    pub page: &'static str,
    /// The file that implements it.
    pub source: &'static str,
}

impl Rule {
    /// The recommendation that this rule makes executable.
    #[must_use]
    pub fn recommendation(&self) -> &'static str {
        let guidance = self.maps.iter().find_map(|map| match map {
            Maps::Guidance(id) => Some(*id),
            Maps::Mcsb(_) | Maps::Cwe(_) => None,
        });
        guidance.unwrap_or("")
    }

    /// The page's first paragraph on one line.
    #[must_use]
    pub fn summary(&self) -> String {
        let lines = self.page.lines().skip_while(|line| line.trim().is_empty());
        let paragraph: Vec<&str> = lines.take_while(|line| !line.trim().is_empty()).map(str::trim).collect();
        paragraph.join(" ")
    }

    /// The text of the page's section with this heading (`How to fix`, say), trimmed.
    #[must_use]
    pub fn section(&self, heading: &str) -> Option<&'static str> {
        let mut fenced = false;
        let mut start = None;
        let mut at = 0;
        for line in self.page.split_inclusive('\n') {
            if line.starts_with("```") {
                fenced = !fenced;
            }
            if let (false, Some(title)) = (fenced, line.strip_prefix("## ")) {
                if let Some(from) = start {
                    return self.page.get(from..at).map(str::trim);
                }
                if title.trim() == heading {
                    start = Some(at + line.len());
                }
            }
            at += line.len();
        }
        start.and_then(|from| self.page.get(from..)).map(str::trim)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULE: Rule = Rule {
        id: "x",
        title: "X",
        severity: Severity::High,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Mcsb("NS-2"), Maps::Guidance("NET-7")],
        page: "First\nparagraph.\n\nSecond.\n\n## Fails\n\n```bicep fails\n## not a heading\n```\n\n## How to fix\n\nDo it.\n",
        source: file!(),
    };

    #[test]
    fn a_page_has_a_summary_and_sections() {
        assert_eq!(RULE.summary(), "First paragraph.");
        assert_eq!(RULE.section("How to fix"), Some("Do it."));
        assert_eq!(RULE.section("Fails"), Some("```bicep fails\n## not a heading\n```"));
        assert_eq!(RULE.section("Passes"), None);
        assert_eq!(RULE.recommendation(), "NET-7");
    }
}
