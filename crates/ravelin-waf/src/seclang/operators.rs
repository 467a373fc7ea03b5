//! The operators of the language: a typed operator from `@name argument`, with everything that can be prepared at load.
//!
//! It reads data files through [`Sources`]; it does not run anything.

use super::text::Text;
use crate::error::LoadErrorKind;
use crate::regex::Pattern;
use crate::regex::literals::{self, ByteSet, Clause};
use crate::sources::Sources;
use aho_corasick::{AhoCorasick, AhoCorasickKind};
use ipnet::IpNet;
use std::net::IpAddr;
use std::sync::{Arc, OnceLock};

/// How many bytes of phrases one operator may have.
const MAX_PHRASES: usize = 16 << 20;

/// How two numbers are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Compare {
    Eq,
    Ge,
    Gt,
    Le,
    Lt,
    Ne,
}

/// How two texts are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Strings {
    BeginsWith,
    Contains,
    ContainsWord,
    EndsWith,
    StrEq,
    StrMatch,
    Within,
}

/// Numbers with check digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Checked {
    CreditCard,
    Cpf,
    Ssn,
    Svnr,
}

/// An operator.
#[derive(Debug)]
pub(crate) enum Operator {
    Regex {
        pattern: Pattern,
        global: bool,
    },
    /// A pattern with macros in it: compiled when the values are known.
    RegexMacro(Text),
    Phrases(Phrases),
    Strings(Strings, Text),
    Compare(Compare, Text, Option<i64>),
    IpMatch(Vec<IpNet>),
    ByteRange(ByteSet),
    UrlEncoding,
    Utf8Encoding,
    DetectSqli,
    DetectXss,
    Verify(Checked, Pattern),
    GeoLookup,
    Always,
    Never,
}

/// Phrases, any of which may occur, in either case.
#[derive(Debug)]
pub(crate) struct Phrases {
    texts: Vec<Vec<u8>>,
    automaton: OnceLock<Option<AhoCorasick>>,
}

impl Phrases {
    /// The automaton, built when it is first needed.
    pub(crate) fn automaton(&self) -> Option<&AhoCorasick> {
        let build = || {
            AhoCorasick::builder()
                .ascii_case_insensitive(true)
                .kind(Some(AhoCorasickKind::ContiguousNFA))
                .build(&self.texts)
        };
        self.automaton.get_or_init(|| build().ok()).as_ref()
    }
}

/// An operator as a rule has it.
#[derive(Debug)]
pub(crate) struct Test {
    pub(crate) operator: Operator,
    pub(crate) negated: bool,
    /// The operator's name as users know it.
    pub(crate) name: &'static str,
    /// Its argument as written.
    pub(crate) argument: Box<str>,
    /// What a value must contain for the operator to hold; empty when nothing is known.
    pub(crate) clauses: Vec<Clause>,
    /// Whether `clauses` may stand in for looking at each value.
    pub(crate) prefilter: bool,
}

const NAMES: &[&str] = &[
    "beginsWith",
    "contains",
    "containsWord",
    "detectSQLi",
    "detectXSS",
    "endsWith",
    "eq",
    "ge",
    "geoLookup",
    "gt",
    "ipMatch",
    "ipMatchF",
    "ipMatchFromFile",
    "le",
    "lt",
    "ne",
    "noMatch",
    "pm",
    "pmf",
    "pmFromFile",
    "rx",
    "rxGlobal",
    "streq",
    "strmatch",
    "unconditionalMatch",
    "validateByteRange",
    "validateUrlEncoding",
    "validateUtf8Encoding",
    "verifyCC",
    "verifyCPF",
    "verifySSN",
    "verifySVNR",
    "within",
];

const UNSUPPORTED: &[(&str, &str)] = &[
    ("fuzzyhash", "it needs the ssdeep library"),
    ("gsblookup", "it needs the network"),
    ("inspectfile", "it runs a script"),
    ("rbl", "it needs the network"),
    ("rsub", "the engine does not change bodies"),
    ("validatedtd", "it needs an XML schema processor"),
    ("validatehash", "it belongs to a feature that changes responses"),
    ("validateschema", "it needs an XML schema processor"),
];

impl Test {
    /// Parses `!@name argument`; a text without `@` is a regular expression.
    pub(crate) fn parse(text: &str, file: &str, sources: &dyn Sources) -> Result<Self, LoadErrorKind> {
        let text = text.trim_start();
        let (negated, rest) = match text.strip_prefix('!') {
            Some(rest) if rest.trim_start().starts_with('@') => (true, rest.trim_start()),
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (name, argument) = match rest.strip_prefix('@') {
            Some(rest) => rest.split_once(|c: char| c.is_ascii_whitespace()).unwrap_or((rest, "")),
            None => ("rx", rest),
        };
        let Some(known) = NAMES.iter().find(|n| n.eq_ignore_ascii_case(name)) else {
            let lower = name.to_ascii_lowercase();
            return Err(match UNSUPPORTED.iter().find(|(n, _)| *n == lower) {
                Some((_, why)) => LoadErrorKind::Unsupported { what: format!("@{name}"), why },
                None => LoadErrorKind::UnknownOperator(name.to_owned()),
            });
        };
        let argument = if *known == "rx" || *known == "rxGlobal" { argument } else { argument.trim() };
        let (operator, clauses) = build(known, argument, file, sources)?;
        let prefilter = !negated
            && (!clauses.is_empty()
                || matches!(operator, Operator::DetectSqli | Operator::DetectXss | Operator::Regex { .. }));
        Ok(Self { operator, negated, name: known, argument: argument.into(), clauses, prefilter })
    }

    /// The operator of `SecAction`.
    pub(crate) fn always() -> Self {
        Self {
            operator: Operator::Always,
            negated: false,
            name: "unconditionalMatch",
            argument: "".into(),
            clauses: Vec::new(),
            prefilter: false,
        }
    }
}

type Built = (Operator, Vec<Clause>);

fn build(name: &str, argument: &str, file: &str, sources: &dyn Sources) -> Result<Built, LoadErrorKind> {
    let compare = |how| {
        let text = Text::parse(argument);
        let number = text.literal().map(number);
        Ok((Operator::Compare(how, text, number), Vec::new()))
    };
    match name {
        "rx" | "rxGlobal" => regex(argument, name == "rxGlobal"),
        "pm" => phrases(split_phrases(argument)),
        "pmf" | "pmFromFile" => {
            let mut all = Vec::new();
            for path in argument.split_ascii_whitespace() {
                let text = read_data(path, file, sources)?;
                all.extend(data_lines(&text).map(<[u8]>::to_vec));
            }
            phrases(all)
        }
        "beginsWith" => strings(Strings::BeginsWith, argument),
        "contains" => strings(Strings::Contains, argument),
        "containsWord" => strings(Strings::ContainsWord, argument),
        "endsWith" => strings(Strings::EndsWith, argument),
        "streq" => strings(Strings::StrEq, argument),
        "strmatch" => strings(Strings::StrMatch, argument),
        "within" => strings(Strings::Within, argument),
        "eq" => compare(Compare::Eq),
        "ge" => compare(Compare::Ge),
        "gt" => compare(Compare::Gt),
        "le" => compare(Compare::Le),
        "lt" => compare(Compare::Lt),
        "ne" => compare(Compare::Ne),
        "ipMatch" => Ok((Operator::IpMatch(networks(argument.split(','))?), Vec::new())),
        "ipMatchF" | "ipMatchFromFile" => {
            let text = read_data(argument, file, sources)?;
            let text = String::from_utf8_lossy(&text).into_owned();
            let lines = text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#'));
            Ok((Operator::IpMatch(networks(lines)?), Vec::new()))
        }
        "validateByteRange" => {
            let allowed = byte_ranges(argument)?;
            Ok((Operator::ByteRange(allowed), vec![Clause::Bytes(allowed.complement())]))
        }
        "validateUrlEncoding" => Ok((Operator::UrlEncoding, vec![Clause::Bytes(ByteSet::of(b"%"))])),
        "validateUtf8Encoding" => {
            let ascii = byte_ranges("0-127")?;
            Ok((Operator::Utf8Encoding, vec![Clause::Bytes(ascii.complement())]))
        }
        "detectSQLi" => Ok((Operator::DetectSqli, Vec::new())),
        // HTML starts with `<`; inside a tag an attribute that does something has a value.
        "detectXSS" => Ok((Operator::DetectXss, vec![Clause::Bytes(ByteSet::of(b"<="))])),
        "verifyCC" => verify(Checked::CreditCard, argument),
        "verifyCPF" => verify(Checked::Cpf, argument),
        "verifySSN" => verify(Checked::Ssn, argument),
        "verifySVNR" => verify(Checked::Svnr, argument),
        "geoLookup" => Ok((Operator::GeoLookup, Vec::new())),
        "noMatch" => Ok((Operator::Never, Vec::new())),
        _ => Ok((Operator::Always, Vec::new())),
    }
}

fn regex(argument: &str, global: bool) -> Result<Built, LoadErrorKind> {
    let text = Text::parse(argument);
    if text.has_macro() {
        return Ok((Operator::RegexMacro(text), Vec::new()));
    }
    let (pattern, hir) = Pattern::with_hir(argument)?;
    Ok((Operator::Regex { pattern, global }, literals::clauses(&hir)))
}

fn verify(what: Checked, argument: &str) -> Result<Built, LoadErrorKind> {
    let (pattern, hir) = Pattern::with_hir(argument)?;
    Ok((Operator::Verify(what, pattern), literals::clauses(&hir)))
}

fn strings(how: Strings, argument: &str) -> Result<Built, LoadErrorKind> {
    let text = Text::parse(argument);
    // An empty value is within every text, and a text within a value only when its bytes are there.
    let clauses = match text.literal() {
        Some(literal) if how != Strings::Within && !literal.is_empty() => {
            literals::phrase_clauses(std::iter::once(literal))
        }
        _ => Vec::new(),
    };
    Ok((Operator::Strings(how, text), clauses))
}

fn phrases(phrases: Vec<Vec<u8>>) -> Result<Built, LoadErrorKind> {
    if phrases.iter().map(Vec::len).sum::<usize>() > MAX_PHRASES {
        return Err(LoadErrorKind::Syntax("the phrases are longer than 16 MB together".to_owned()));
    }
    let clauses = literals::phrase_clauses(phrases.iter().map(Vec::as_slice));
    Ok((Operator::Phrases(Phrases { texts: phrases, automaton: OnceLock::new() }), clauses))
}

/// The phrases of `@pm`: words, with bytes in hexadecimal between bars: `select |2f 2a|`.
fn split_phrases(argument: &str) -> Vec<Vec<u8>> {
    argument
        .split_ascii_whitespace()
        .map(|word| hex_bars(word.as_bytes()))
        .filter(|w| !w.is_empty())
        .collect()
}

fn hex_bars(word: &[u8]) -> Vec<u8> {
    let parts: Vec<&[u8]> = word.split(|b| *b == b'|').collect();
    if parts.len() < 3 || parts.len().is_multiple_of(2) {
        return word.to_vec();
    }
    let mut out = Vec::new();
    for (part, hex) in parts.iter().zip([false, true].into_iter().cycle()) {
        if !hex {
            out.extend_from_slice(part);
            continue;
        }
        let digits: Vec<u8> =
            part.iter().filter_map(|b| (*b as char).to_digit(16)).map(|d| d as u8).collect();
        if digits.len() != part.len() || digits.len() % 2 == 1 {
            return word.to_vec();
        }
        out.extend(digits.chunks_exact(2).map(|pair| pair.iter().fold(0, |n, d| n * 16 + d)));
    }
    out
}

/// The phrases of a data file: one a line, comments and empty lines left out.
fn data_lines(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split(|b| *b == b'\n')
        .map(<[u8]>::trim_ascii)
        .filter(|line| !line.is_empty() && line.first() != Some(&b'#'))
}

/// Reads a data file: beside the rule file, or where its path says.
fn read_data(path: &str, file: &str, sources: &dyn Sources) -> Result<Arc<[u8]>, LoadErrorKind> {
    let beside = match file.rsplit_once('/') {
        Some((folder, _)) if !path.starts_with('/') => format!("{folder}/{path}"),
        _ => path.to_owned(),
    };
    let read = sources
        .read(&beside)
        .or_else(|why| if beside == path { Err(why) } else { sources.read(path).map_err(|_| why) });
    read.map(Arc::from).map_err(|why| LoadErrorKind::Unreadable { file: beside, why })
}

fn networks<'a>(items: impl Iterator<Item = &'a str>) -> Result<Vec<IpNet>, LoadErrorKind> {
    items
        .map(str::trim)
        .filter(|item| !item.is_empty())
        .map(|item| {
            let parsed = item.parse::<IpNet>().ok().or_else(|| item.parse::<IpAddr>().ok().map(IpNet::from));
            parsed.ok_or_else(|| LoadErrorKind::Syntax(format!("`{item}` is no IP address and no network")))
        })
        .collect()
}

fn byte_ranges(argument: &str) -> Result<ByteSet, LoadErrorKind> {
    let bad = |item: &str| LoadErrorKind::Syntax(format!("`{item}` is no range of bytes (0 to 255)"));
    let mut set = ByteSet::default();
    for item in argument.split(',').map(str::trim).filter(|i| !i.is_empty()) {
        let (from, to) = item.split_once('-').unwrap_or((item, item));
        let (Ok(from), Ok(to)) = (from.trim().parse::<u8>(), to.trim().parse::<u8>()) else {
            return Err(bad(item));
        };
        if from > to {
            return Err(bad(item));
        }
        (from..=to).for_each(|byte| set.insert(byte));
    }
    Ok(set)
}

/// The number at the start of a text, as C's `atoi` reads it.
pub(crate) fn number(text: &[u8]) -> i64 {
    let text = text.trim_ascii_start();
    let (sign, digits) = match text.split_first() {
        Some((b'-', rest)) => (-1, rest),
        Some((b'+', rest)) => (1, rest),
        _ => (1, text),
    };
    let value = digits
        .iter()
        .take_while(|b| b.is_ascii_digit())
        .fold(0i64, |n, d| n.saturating_mul(10).saturating_add(i64::from(*d - b'0')));
    sign * value
}
