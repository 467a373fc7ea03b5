//! Regular expressions: `regex`, `regexall`, `replace`.
//!
//! The language is RE2's, in which `\d`, `\w`, `\s` and `\b` are those of ASCII. What of it the expressions here don't
//! know gives an unknown.

use super::args::{Args, few, fits, found, list, never};
use super::strings::by_letter;
use super::{Answer, Function, Want};
use ravelin_model::{Array, ObjectBuilder, ObjectKind, Value};
use regex::{Captures, Regex, RegexBuilder};

pub(super) const FUNCTIONS: &[Function] = &[
    Function::text("regex", &[Want::String, Want::String], first),
    Function::text("regexall", &[Want::String, Want::String], all),
    Function::text("replace", &[Want::String, Want::String, Want::String], replace),
];

const UNREAD: &str = "has a pattern that is not understood here";

fn compiled(pattern: &str) -> Option<Regex> {
    RegexBuilder::new(&translated(pattern)?).size_limit(4 << 20).build().ok()
}

/// The pattern with what differs from RE2 written out; `None` for what has no counterpart.
fn translated(pattern: &str) -> Option<String> {
    let mut out = String::with_capacity(pattern.len() + 16);
    let mut rest = pattern.chars();
    let mut class = Class::Outside;
    while let Some(letter) = rest.next() {
        let was = class;
        class = if class == Class::Outside { Class::Outside } else { Class::Inside };
        match (letter, was) {
            ('\\', _) => escape(&mut rest, was != Class::Outside, &mut out)?,
            ('[', Class::Outside) => {
                out.push('[');
                class = Class::Start;
                if rest.as_str().starts_with('^') {
                    rest.next();
                    out.push('^');
                }
            }
            ('{', Class::Outside) if !repeats(rest.as_str()) => out.push_str("\\{"),
            (_, Class::Outside) => out.push(letter),
            // The first bracket in a class is one of its letters.
            (']', Class::Start) => out.push_str("\\]"),
            (']', Class::Inside) => {
                out.push(']');
                class = Class::Outside;
            }
            ('[', _) if rest.as_str().starts_with(':') => {
                let (name, after) = rest.as_str().split_once(":]")?;
                out.push_str(&format!("[{name}:]"));
                rest = after.chars();
            }
            ('[' | '&' | '~', _) => {
                out.push('\\');
                out.push(letter);
            }
            (_, _) => out.push(letter),
        }
    }
    Some(out)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Outside,
    Start,
    Inside,
}

fn escape(rest: &mut std::str::Chars<'_>, in_class: bool, out: &mut String) -> Option<()> {
    let letter = rest.next()?;
    let (open, close) = if in_class { ("", "") } else { ("[", "]") };
    let class = match letter {
        'd' => "0-9",
        'w' => "0-9A-Za-z_",
        's' => r"\t\n\f\r ",
        'D' => "^0-9",
        'W' => "^0-9A-Za-z_",
        'S' => r"^\t\n\f\r ",
        'b' if !in_class => {
            out.push_str(r"(?-u:\b)");
            return Some(());
        }
        'Q' => {
            let text = rest.as_str();
            let (literal, after) = text.split_once("\\E").unwrap_or((text, ""));
            out.push_str(&regex::escape(literal));
            *rest = after.chars();
            return Some(());
        }
        'B' | 'C' => return None,
        other => {
            out.push('\\');
            out.push(other);
            return Some(());
        }
    };
    match class.starts_with('^') {
        true => out.push_str(&format!("[{class}]")),
        false => out.push_str(&format!("{open}{class}{close}")),
    }
    Some(())
}

/// Is what follows a brace a number of repetitions? Otherwise it is a letter.
fn repeats(rest: &str) -> bool {
    let Some((inside, _)) = rest.split_once('}') else { return false };
    let (from, to) = inside.split_once(',').unwrap_or((inside, "0"));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    !from.is_empty() && digits(from) && digits(to)
}

/// What a match gives: the string, or the groups, by name if they have names.
fn shaped(regex: &Regex, captures: &Captures<'_>) -> Result<Value, String> {
    let text = |at: usize| captures.get(at).map_or(Value::NULL, |group| group.as_str().into());
    let names: Vec<Option<&str>> = regex.capture_names().skip(1).collect();
    if names.is_empty() {
        return Ok(text(0));
    }
    if names.iter().all(Option::is_none) {
        return Ok(Array::new((1..=names.len()).map(text).collect()).into());
    }
    let mut object = ObjectBuilder::of_kind(ObjectKind::Exact);
    for (at, name) in names.iter().enumerate() {
        let name = name.ok_or("a pattern can't have groups with names and others without")?;
        object.put(name, text(at + 1));
    }
    Ok(object.build().into())
}

fn first(args: &Args<'_>) -> Answer {
    let (Some(pattern), Some(text)) = (args.text(0), args.text(1)) else { return Ok(None) };
    let Some(regex) = compiled(pattern) else { return never("regex", UNREAD, args.values) };
    match regex.captures(text) {
        Some(captures) => Ok(Some(shaped(&regex, &captures)?)),
        None => Err("the pattern does not match any part of the string".to_owned()),
    }
}

fn all(args: &Args<'_>) -> Answer {
    let (Some(pattern), Some(text)) = (args.text(0), args.text(1)) else { return Ok(None) };
    let Some(regex) = compiled(pattern) else { return never("regexall", UNREAD, args.values) };
    let mut found_all = Vec::new();
    for captures in regex.captures_iter(text) {
        found_all.push(shaped(&regex, &captures)?);
        few(found_all.len())?;
    }
    found(list(found_all))
}

fn replace(args: &Args<'_>) -> Answer {
    let (Some(wanted), Some(by)) = (args.text(1), args.text(2)) else { return Ok(None) };
    let pattern = wanted.strip_prefix('/').and_then(|rest| rest.strip_suffix('/'));
    if let Some(pattern) = pattern {
        let Some(text) = args.text(0) else { return Ok(None) };
        let Some(regex) = compiled(pattern) else { return never("replace", UNREAD, args.values) };
        return replaced(&regex, text, by);
    }
    if let Some(text) = args.text(0) {
        let times = if wanted.is_empty() { text.chars().count() + 1 } else { text.matches(wanted).count() };
        fits(times.saturating_mul(by.len()).saturating_add(text.len()))?;
        return found(text.replace(wanted, by));
    }
    // One letter lies in one part.
    let mut letters = wanted.chars();
    match (letters.next(), letters.next()) {
        (Some(_), None) => {
            let more = format!(", {}, {}", args.get(1).residual(), args.get(2).residual());
            by_letter(args.get(0), "replace", &more, |text| text.replace(wanted, by))
        }
        _ => Ok(None),
    }
}

fn replaced(regex: &Regex, text: &str, by: &str) -> Answer {
    let mut out = String::new();
    let mut last = 0;
    for captures in regex.captures_iter(text) {
        let Some(whole) = captures.get(0) else { continue };
        out.push_str(text.get(last..whole.start()).unwrap_or_default());
        captures.expand(by, &mut out);
        last = whole.end();
        fits(out.len())?;
    }
    out.push_str(text.get(last..).unwrap_or_default());
    found(out)
}
