//! Regular expressions as the rules write them, on an engine with linear time.
//!
//! A pattern is read in bytes mode without Unicode; `.` matches a newline and `$` only the very end, which is what the
//! Core Rule Set is tested with. What needs backtracking is refused with a hint. Patterns are parsed when rules load and
//! compiled when they are first needed: most never are.

pub(crate) mod literals;
mod rewrite;
#[cfg(test)]
mod tests;

use crate::error::LoadErrorKind;
use regex_automata::meta;
use regex_automata::util::syntax;
use regex_syntax::hir::{Hir, HirKind};
use std::sync::OnceLock;

/// How much memory a compiled pattern may take.
const SIZE_LIMIT: usize = 10 << 20;
/// Patterns that could be larger than this are compiled at once, to know that they can be.
const SURE_SIZE: u64 = 60_000;

/// A pattern, parsed and checked, compiled when first used.
#[derive(Debug)]
pub(crate) struct Pattern {
    source: Box<str>,
    rewritten: Box<str>,
    caseless: bool,
    compiled: OnceLock<Option<meta::Regex>>,
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source && self.caseless == other.caseless
    }
}

impl Eq for Pattern {}

impl Pattern {
    /// Parses a pattern.
    pub(crate) fn parse(source: &str) -> Result<Self, LoadErrorKind> {
        Self::new(source, false).map(|(pattern, _)| pattern)
    }

    /// Parses a pattern in which letters match in either case.
    pub(crate) fn parse_caseless(source: &str) -> Result<Self, LoadErrorKind> {
        Self::new(source, true).map(|(pattern, _)| pattern)
    }

    /// Parses a pattern and gives its parsed form too, for literal analysis.
    pub(crate) fn with_hir(source: &str) -> Result<(Self, Hir), LoadErrorKind> {
        Self::new(source, false)
    }

    fn new(source: &str, caseless: bool) -> Result<(Self, Hir), LoadErrorKind> {
        let failed = |why: String, help| LoadErrorKind::Regex { pattern: source.to_owned(), why, help };
        let rewritten =
            rewrite::rewrite(source).map_err(|refused| failed(refused.why.to_owned(), refused.help))?;
        let hir = syntax::parse_with(&rewritten, &syntax_config(caseless))
            .map_err(|e| failed(first_line(&e.to_string()), None))?;
        let pattern =
            Self { source: source.into(), rewritten: rewritten.into(), caseless, compiled: OnceLock::new() };
        if size(&hir) > SURE_SIZE && pattern.regex().is_none() {
            let help = Some("make the counted repetitions smaller");
            return Err(failed("it needs more than 10 MB of memory".to_owned(), help));
        }
        Ok((pattern, hir))
    }

    /// The pattern as it was written.
    pub(crate) fn source(&self) -> &str {
        &self.source
    }

    fn regex(&self) -> Option<&meta::Regex> {
        self.compiled
            .get_or_init(|| {
                let config = meta::Config::new()
                    .utf8_empty(false)
                    .nfa_size_limit(Some(SIZE_LIMIT))
                    .onepass(false)
                    .hybrid_cache_capacity(256 << 10);
                meta::Builder::new()
                    .configure(config)
                    .syntax(syntax_config(self.caseless))
                    .build(&self.rewritten)
                    .ok()
            })
            .as_ref()
    }

    /// Compiles the pattern now.
    pub(crate) fn compile(&self) {
        self.regex();
    }

    /// Whether the pattern matches somewhere in the input.
    pub(crate) fn is_match(&self, input: &[u8]) -> bool {
        self.regex().is_some_and(|regex| regex.is_match(input))
    }

    /// The spans of the first match: the whole and each group.
    pub(crate) fn captures(&self, input: &[u8]) -> Option<Vec<Option<(usize, usize)>>> {
        let regex = self.regex()?;
        let mut captures = regex.create_captures();
        regex.captures(input, &mut captures);
        captures.is_match().then(|| captures.iter().map(|span| span.map(|s| (s.start, s.end))).collect())
    }

    /// The spans of every match, one after the other.
    pub(crate) fn all_matches(&self, input: &[u8], limit: usize) -> Vec<(usize, usize)> {
        self.regex()
            .map(|regex| regex.find_iter(input).take(limit).map(|m| (m.start(), m.end())).collect())
            .unwrap_or_default()
    }
}

fn syntax_config(caseless: bool) -> syntax::Config {
    syntax::Config::new()
        .unicode(false)
        .utf8(false)
        .dot_matches_new_line(true)
        .case_insensitive(caseless)
        .nest_limit(200)
}

/// The message without the drawing of the pattern around it.
fn first_line(message: &str) -> String {
    message
        .lines()
        .rev()
        .find(|l| !l.trim().is_empty())
        .unwrap_or(message)
        .trim()
        .trim_start_matches("error: ")
        .to_owned()
}

/// An upper estimate of the states a pattern compiles to.
fn size(hir: &Hir) -> u64 {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => 1,
        HirKind::Literal(literal) => literal.0.len() as u64,
        HirKind::Class(_) => 4,
        HirKind::Capture(group) => size(&group.sub).saturating_add(2),
        HirKind::Repetition(rep) => {
            let times = u64::from(rep.max.unwrap_or(rep.min).max(1));
            size(&rep.sub).saturating_add(1).saturating_mul(times)
        }
        HirKind::Concat(parts) | HirKind::Alternation(parts) => {
            parts.iter().fold(1u64, |sum, part| sum.saturating_add(size(part)))
        }
    }
}
