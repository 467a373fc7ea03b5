//! Fences of a page and the marks in them. Knows Markdown only as far as our pages use it.

use crate::evaluate::Language;
use std::collections::BTreeSet;

/// What begins a mark.
const MARK: &str = "// <- ";

/// What an example claims of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// At least one resource fails.
    Fails,
    /// Everything the control speaks of passes.
    Passes,
    /// At least one resource can't be decided.
    Unknown,
}

impl Verdict {
    /// The word after the language.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Fails => "fails",
            Self::Passes => "passes",
            Self::Unknown => "unknown",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        [Self::Fails, Self::Passes, Self::Unknown].into_iter().find(|verdict| verdict.word() == word)
    }

    /// The heading under which such examples stand.
    const fn heading(self) -> &'static str {
        match self {
            Self::Fails => "Fails",
            Self::Passes => "Passes",
            Self::Unknown => "Unknown",
        }
    }
}

/// Something said on a line of the page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Said {
    /// The line of the page, from 1.
    pub(super) line: usize,
    /// What.
    pub(super) text: String,
}

/// One example.
#[derive(Debug)]
pub(super) struct Fence {
    /// The line of its opening fence, from 1; the example's own line 1 is the next.
    pub(super) line: usize,
    /// Its notation.
    pub(super) language: Language,
    /// What it claims.
    pub(super) verdict: Verdict,
    /// Its text without the marks, with the same lines.
    pub(super) text: String,
    /// The marks.
    pub(super) marks: BTreeSet<Said>,
}

/// The examples of a page, and what is wrong with the way they are written.
pub(super) fn read(page: &str) -> (Vec<Fence>, Vec<String>) {
    let (mut fences, mut wrong) = (Vec::new(), Vec::new());
    let mut section = "";
    let mut lines = (1..).zip(page.lines());
    while let Some((number, line)) = lines.next() {
        if let Some(title) = line.strip_prefix("## ") {
            section = title.trim();
        }
        let Some(info) = line.strip_prefix("```") else { continue };
        let body: Vec<&str> =
            lines.by_ref().map(|(_, line)| line).take_while(|line| *line != "```").collect();
        match opened(info, section) {
            Ok(Some((language, verdict))) => fences.push(fence(number, language, verdict, &body)),
            Ok(None) => {}
            Err(complaint) => wrong.push(format!("line {number}: {complaint}")),
        }
    }
    (fences, wrong)
}

/// What the words after the opening fence say. Fences of other sections are for reading only.
fn opened(info: &str, section: &str) -> Result<Option<(Language, Verdict)>, String> {
    let mut words = info.split_whitespace();
    let language = match words.next() {
        Some("bicep") => Language::Bicep,
        Some("json") => Language::Arm,
        _ => return Ok(None),
    };
    let verdicts = [Verdict::Fails, Verdict::Passes, Verdict::Unknown];
    let expected = verdicts.into_iter().find(|verdict| verdict.heading() == section);
    let verdict =
        words.next().map(|word| Verdict::from_word(word).ok_or_else(|| format!("`{word}` is no verdict")));
    match (verdict.transpose()?, expected) {
        (None, None) => Ok(None),
        (Some(verdict), Some(expected)) if verdict == expected => Ok(Some((language, verdict))),
        (Some(verdict), _) => {
            Err(format!("an example `{}` does not belong into section `{section}`", verdict.word()))
        }
        (None, Some(_)) => Err("this example has no verdict and would not run".to_owned()),
    }
}

fn fence(line: usize, language: Language, verdict: Verdict, body: &[&str]) -> Fence {
    let (mut text, mut marks) = (String::new(), BTreeSet::new());
    for (number, line) in (line + 1..).zip(body) {
        let mut parts = line.split(MARK);
        text.push_str(parts.next().unwrap_or_default().trim_end());
        text.push('\n');
        marks.extend(parts.map(|mark| Said { line: number, text: mark.trim().to_owned() }));
    }
    Fence { line, language, verdict, text, marks }
}
