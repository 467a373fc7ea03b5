//! What a rule's page says to somebody whose resource fails it. Each page is read once in a report.

use crate::Report;
use ravelin_finding::{Finding, Rule};
use std::collections::HashMap;

/// How many lines of an example are shown beside a finding.
const MAX_CODE: usize = 8;

/// The advice of the section *How to fix*.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Fix {
    /// Its first sentence; empty where it begins with an example.
    pub(crate) sentence: String,
    /// Its first example, where the sentence ends with a colon or there is none.
    pub(crate) code: String,
}

impl Fix {
    fn of(rule: &Rule) -> Self {
        let section = rule.section("How to fix").unwrap_or_default();
        let lines = section.lines().map(str::trim_end);
        let prose = lines.clone().take_while(|line| !line.is_empty() && !line.starts_with("```"));
        let prose = prose.map(str::trim).collect::<Vec<_>>().join(" ");
        let sentence = first_sentence(prose.trim_start_matches(['-', '*', ' '])).to_owned();
        let mut code = String::new();
        if sentence.is_empty() || sentence.ends_with(':') {
            let fenced = lines.skip_while(|line| !line.starts_with("```")).skip(1);
            let example: Vec<&str> = fenced.take_while(|line| !line.starts_with("```")).collect();
            if example.len() <= MAX_CODE {
                code = example.join("\n");
            }
        }
        Self { sentence: uncapitalised(sentence.trim_end_matches('.')), code }
    }

    /// The advice as one text.
    pub(crate) fn whole(&self) -> String {
        match (self.sentence.is_empty(), self.code.is_empty()) {
            (_, true) => self.sentence.clone(),
            (true, false) => self.code.clone(),
            (false, false) => format!("{}\n{}", self.sentence, self.code),
        }
    }
}

/// Up to the first full stop (or colon at the end of a line) that ends a sentence.
fn first_sentence(prose: &str) -> &str {
    let end = prose.match_indices(". ").find(|(at, _)| !inside_code(prose, *at)).map(|(at, _)| at + 1);
    end.and_then(|end| prose.get(..end)).unwrap_or(prose)
}

/// Words that keep their capital after a colon.
const NAMES: [&str; 5] = ["Azure", "Bicep", "Defender", "Entra", "Microsoft"];

/// The sentence as it stands after a colon; abbreviations and names keep their capitals.
fn uncapitalised(sentence: &str) -> String {
    let mut letters = sentence.chars();
    let (first, second) = (letters.next(), letters.next());
    let word = sentence.split([' ', ',']).next().unwrap_or_default();
    match first {
        Some(first) if second.is_some_and(char::is_lowercase) && !NAMES.contains(&word) => {
            first.to_lowercase().chain(sentence.chars().skip(1)).collect()
        }
        _ => sentence.to_owned(),
    }
}

fn inside_code(prose: &str, at: usize) -> bool {
    prose.get(..at).is_some_and(|before| before.matches('`').count() % 2 == 1)
}

/// The advice of every rule that a report speaks of.
#[derive(Debug)]
pub(crate) struct Fixes(HashMap<&'static str, Fix>);

impl Fixes {
    pub(crate) fn of(report: &Report<'_>) -> Self {
        let mut fixes = HashMap::new();
        for finding in report.shown() {
            fixes.entry(finding.rule.id).or_insert_with(|| Fix::of(finding.rule));
        }
        Self(fixes)
    }

    /// What to write instead: what the finding says, else what its rule's page says.
    pub(crate) fn advice(&self, finding: &Finding) -> Option<String> {
        let advice = match &finding.help {
            Some(help) => help.clone(),
            None => self.0.get(finding.rule.id)?.whole(),
        };
        (!advice.is_empty()).then_some(advice)
    }
}
