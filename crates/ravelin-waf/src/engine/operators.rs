//! Running an operator on a value: transformations first, then the test, and what a match has to say.

use super::items::Item;
use super::transaction::{Transaction, ValueRef};
use super::values::write_number;
use crate::libinjection;
use crate::regex::Pattern;
use crate::seclang::operators::{Checked, Compare, Operator, Strings, Test, number};
use crate::seclang::parser::Rule;
use crate::seclang::text::Text;
use std::borrow::Cow;
use std::net::IpAddr;

/// A captured text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Capture {
    /// A part of the value.
    Part(usize, usize),
    /// A text of its own.
    Text(Vec<u8>),
    /// A group that took no part.
    None,
}

/// A match.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The value after transformations, if they changed it.
    pub(super) value: Option<Vec<u8>>,
    pub(super) captures: Option<Vec<Capture>>,
    /// What an operator with news of its own says.
    pub(super) reason: Option<String>,
}

/// The result of an operator on one text.
enum Hit {
    No,
    Plain,
    Captured(Vec<Capture>),
    Said(String, Vec<Capture>),
}

impl Transaction<'_> {
    /// The matches of a link on one value: none or one, or several under `multiMatch`.
    pub(super) fn test(&self, link: &Rule, item: &Item) -> Option<Found> {
        if let (ValueRef::Number(value), Operator::Compare(how, text, constant)) =
            (item.value, &link.test.operator)
            && link.actions.transforms.is_empty()
        {
            let other = constant.unwrap_or_else(|| self.expanded_number(text));
            return (compare(*how, value, other) != link.test.negated).then(Found::default);
        }
        let mut digits = Vec::new();
        let value: &[u8] = match item.value {
            ValueRef::Span(span) => self.values.get(span),
            ValueRef::Number(number) => {
                write_number(number, &mut digits);
                &digits
            }
        };
        if link.actions.multi_match {
            return self.test_each_form(link, value);
        }
        let mut current = Cow::Borrowed(value);
        for transformation in &link.actions.transforms {
            current = transformation.apply(current, &self.engine.rules.unicode);
        }
        self.test_text(link, current)
    }

    /// `multiMatch`: the value is tested as it is and after every transformation that changes it; the first match tells.
    fn test_each_form(&self, link: &Rule, value: &[u8]) -> Option<Found> {
        let mut current: Cow<'_, [u8]> = Cow::Borrowed(value);
        if let Some(found) = self.test_text(link, current.clone()) {
            return Some(found);
        }
        for transformation in &link.actions.transforms {
            let changed = transformation.apply(current.clone(), &self.engine.rules.unicode);
            if changed != current {
                current = changed;
                if let Some(found) = self.test_text(link, current.clone()) {
                    return Some(found);
                }
            }
        }
        None
    }

    fn test_text(&self, link: &Rule, text: Cow<'_, [u8]>) -> Option<Found> {
        let hit = self.run_operator(&link.test, &text, link.actions.capture);
        let (matched, captures, reason) = match hit {
            Hit::No => (false, None, None),
            Hit::Plain => (true, None, None),
            Hit::Captured(captures) => (true, Some(captures), None),
            Hit::Said(reason, captures) => (true, Some(captures), Some(reason)),
        };
        if matched == link.test.negated {
            return None;
        }
        let value = match text {
            Cow::Borrowed(_) if link.actions.transforms.is_empty() => None,
            text => Some(text.into_owned()),
        };
        Some(Found { value, captures, reason })
    }

    fn expanded<'t>(&self, text: &'t Text) -> Cow<'t, [u8]> {
        match text.literal() {
            Some(literal) => Cow::Borrowed(literal),
            None => {
                let mut out = Vec::new();
                self.expand(text, &mut out);
                Cow::Owned(out)
            }
        }
    }

    fn run_operator(&self, test: &Test, text: &[u8], capture: bool) -> Hit {
        let plain = |matched: bool| if matched { Hit::Plain } else { Hit::No };
        match &test.operator {
            Operator::Regex { pattern, global } => regex(pattern, text, capture && !test.negated, *global),
            Operator::RegexMacro(argument) => {
                let source = String::from_utf8_lossy(&self.expanded(argument)).into_owned();
                match Pattern::parse(&source) {
                    Ok(pattern) => regex(&pattern, text, capture, false),
                    Err(_) => Hit::No,
                }
            }
            Operator::Phrases(phrases) => {
                let Some(automaton) = phrases.automaton() else { return Hit::No };
                if !capture {
                    return plain(automaton.is_match(text));
                }
                match automaton.find(text) {
                    Some(found) => Hit::Captured(vec![Capture::Part(found.start(), found.end())]),
                    None => Hit::No,
                }
            }
            Operator::Strings(how, argument) => plain(strings(*how, text, &self.expanded(argument))),
            Operator::Compare(how, argument, constant) => {
                let other = constant.unwrap_or_else(|| self.expanded_number(argument));
                plain(compare(*how, number(text), other))
            }
            Operator::IpMatch(networks) => {
                let address = std::str::from_utf8(text).ok().and_then(|t| t.trim().parse::<IpAddr>().ok());
                plain(address.is_some_and(|a| networks.iter().any(|n| n.contains(&a))))
            }
            Operator::ByteRange(allowed) => plain(text.iter().any(|b| !allowed.contains(*b))),
            Operator::UrlEncoding => plain(!url_encoding_is_valid(text)),
            Operator::Utf8Encoding => plain(std::str::from_utf8(text).is_err()),
            // One word is no SQL, whatever the word; most names are one.
            Operator::DetectSqli if is_word(text) => Hit::No,
            Operator::DetectSqli => match libinjection::sqli(text) {
                Some(fingerprint) => {
                    let print = fingerprint.as_str().as_bytes();
                    let said = format!(
                        "detected SQLi using libinjection with fingerprint '{}'",
                        String::from_utf8_lossy(print)
                    );
                    Hit::Said(said, vec![Capture::Text(print.to_vec())])
                }
                None => Hit::No,
            },
            Operator::DetectXss => {
                if libinjection::xss(text) {
                    Hit::Said(
                        "detected XSS using libinjection.".to_owned(),
                        vec![Capture::Part(0, text.len())],
                    )
                } else {
                    Hit::No
                }
            }
            Operator::Verify(what, pattern) => {
                let found = pattern
                    .all_matches(text, 1000)
                    .into_iter()
                    .find(|(from, to)| checks_out(*what, text.get(*from..*to).unwrap_or_default()));
                match found {
                    Some((from, to)) => Hit::Captured(vec![Capture::Part(from, to)]),
                    None => Hit::No,
                }
            }
            Operator::GeoLookup => {
                plain(self.engine.geo.as_ref().is_some_and(|geo| !geo.lookup(text).is_empty()))
            }
            Operator::Always => Hit::Captured(vec![Capture::Part(0, text.len())]),
            Operator::Never => Hit::No,
        }
    }
}

fn regex(pattern: &Pattern, text: &[u8], capture: bool, global: bool) -> Hit {
    if !pattern.is_match(text) {
        return Hit::No;
    }
    if !capture {
        return Hit::Plain;
    }
    if global {
        let all = pattern.all_matches(text, 10);
        return Hit::Captured(all.into_iter().map(|(from, to)| Capture::Part(from, to)).collect());
    }
    let groups = pattern.captures(text).unwrap_or_default();
    Hit::Captured(
        groups.into_iter().take(10).map(|g| g.map_or(Capture::None, |(a, b)| Capture::Part(a, b))).collect(),
    )
}

/// Whether a text is one word: a letter, then letters, digits and `_`.
pub(crate) fn is_word(text: &[u8]) -> bool {
    text.first().is_none_or(u8::is_ascii_alphabetic)
        && text.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'_')
}

const fn compare(how: Compare, value: i64, other: i64) -> bool {
    match how {
        Compare::Eq => value == other,
        Compare::Ge => value >= other,
        Compare::Gt => value > other,
        Compare::Le => value <= other,
        Compare::Lt => value < other,
        Compare::Ne => value != other,
    }
}

fn strings(how: Strings, text: &[u8], argument: &[u8]) -> bool {
    match how {
        Strings::BeginsWith => text.starts_with(argument),
        Strings::EndsWith => text.ends_with(argument),
        Strings::StrEq => text == argument,
        Strings::Contains | Strings::StrMatch => memchr::memmem::find(text, argument).is_some(),
        Strings::Within => memchr::memmem::find(argument, text).is_some(),
        Strings::ContainsWord => {
            let word = |b: Option<&u8>| b.is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_');
            argument.is_empty()
                || memchr::memmem::find_iter(text, argument).any(|at| {
                    let before = at.checked_sub(1).and_then(|i| text.get(i));
                    !word(before) && !word(text.get(at + argument.len()))
                })
        }
    }
}

/// Whether every `%` is followed by two hexadecimal digits.
fn url_encoding_is_valid(text: &[u8]) -> bool {
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'%', rest) {
        match rest.get(at + 1..at + 3) {
            Some([a, b]) if a.is_ascii_hexdigit() && b.is_ascii_hexdigit() => {
                rest = rest.get(at + 3..).unwrap_or_default();
            }
            _ => return false,
        }
    }
    true
}

/// Whether the digits of a number fit its check digits.
fn checks_out(what: Checked, text: &[u8]) -> bool {
    let digits: Vec<u32> = text.iter().filter(|b| b.is_ascii_digit()).map(|b| u32::from(b - b'0')).collect();
    match what {
        Checked::CreditCard => luhn(&digits),
        Checked::Cpf => cpf(&digits),
        Checked::Ssn => ssn(&digits),
        Checked::Svnr => svnr(&digits),
    }
}

/// The check of ISO/IEC 7812.
fn luhn(digits: &[u32]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .zip([false, true].into_iter().cycle())
        .map(|(digit, double)| match (double, digit * 2) {
            (false, _) => *digit,
            (true, twice @ 10..) => twice - 9,
            (true, twice) => twice,
        })
        .sum();
    !digits.is_empty() && sum.is_multiple_of(10)
}

/// Brazil's number of natural persons: two check digits modulo 11.
fn cpf(digits: &[u32]) -> bool {
    if digits.len() != 11 || digits.windows(2).all(|w| w.first() == w.last()) {
        return false;
    }
    [9usize, 10].into_iter().all(|count| {
        let sum: u32 =
            digits.iter().take(count).zip((2..=count as u32 + 1).rev()).map(|(d, weight)| d * weight).sum();
        let check = match sum * 10 % 11 {
            10 => 0,
            rest => rest,
        };
        digits.get(count) == Some(&check)
    })
}

/// A social security number of the United States: no part is all zeros, no area that was never given out.
fn ssn(digits: &[u32]) -> bool {
    let value =
        |range: std::ops::Range<usize>| digits.get(range).map(|d| d.iter().fold(0, |n, d| n * 10 + d));
    if digits.len() != 9 {
        return false;
    }
    let ascending = digits.windows(2).all(|w| matches!(w, [a, b] if *b == a + 1));
    let same = digits.windows(2).all(|w| w.first() == w.last());
    let (area, group, serial) = (value(0..3), value(3..5), value(5..9));
    !ascending
        && !same
        && area.is_some_and(|a| a != 0 && a != 666 && a < 740)
        && group.is_some_and(|g| g != 0)
        && serial.is_some_and(|s| s != 0)
}

/// Austria's social insurance number: the fourth digit is a check digit modulo 11.
fn svnr(digits: &[u32]) -> bool {
    const WEIGHTS: [u32; 10] = [3, 7, 9, 0, 5, 8, 4, 2, 1, 6];
    if digits.len() != 10 {
        return false;
    }
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(d, w)| d * w).sum();
    digits.get(3) == Some(&(sum % 11))
}
