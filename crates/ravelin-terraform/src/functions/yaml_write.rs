//! YAML as `yamlencode` writes it: blocks, strings between double quotes, several lines as a literal block.

use crate::types::number;
use ravelin_model::{Data, Entry, MAX_STRING, Value};
use std::fmt::Write as _;

/// A value as a document; `None` when a part is not known.
pub(super) fn written(value: &Value) -> Result<Option<String>, String> {
    if !value.is_known() {
        return Ok(None);
    }
    let mut out = String::new();
    node(value, 0, &mut out)?;
    out.push('\n');
    // A plain word alone could go on.
    let plain =
        matches!(value.data, Data::Null | Data::Bool(_) | Data::Int(_) | Data::Float(_) | Data::Decimal(_));
    if plain {
        out.push_str("...\n");
    }
    Ok(Some(out))
}

fn pad(indent: usize, out: &mut String) {
    out.extend(std::iter::repeat_n(' ', indent));
}

/// A value whose first line goes on where the text is; further lines are indented.
fn node(value: &Value, indent: usize, out: &mut String) -> Result<(), String> {
    if out.len() > MAX_STRING {
        return Err("the string would be too long".to_owned());
    }
    match &value.data {
        Data::Null => out.push_str("null"),
        Data::Bool(answer) => out.push_str(if *answer { "true" } else { "false" }),
        Data::Float(number) if number.is_infinite() => {
            out.push_str(if *number < 0.0 { "-.Inf" } else { "+.Inf" });
        }
        Data::Int(_) | Data::Float(_) | Data::Decimal(_) => {
            out.push_str(&number::text(value).unwrap_or_default());
        }
        Data::String(text) => string(text, indent, out),
        Data::Array(array) if array.items().is_empty() => out.push_str("[]"),
        Data::Array(array) => {
            for (at, item) in array.items().iter().enumerate() {
                if at > 0 {
                    out.push('\n');
                    pad(indent, out);
                }
                out.push_str("- ");
                node(item, indent + 2, out)?;
            }
        }
        Data::Object(object) => {
            let mut entries: Vec<&Entry> = object.entries().iter().collect();
            entries.sort_by(|a, b| a.key.cmp(&b.key));
            if entries.is_empty() {
                out.push_str("{}");
            }
            for (at, entry) in entries.into_iter().enumerate() {
                if at > 0 {
                    out.push('\n');
                    pad(indent, out);
                }
                member(entry, indent, out)?;
            }
        }
        Data::Unknown(_) => return Err("a part is not known".to_owned()),
    }
    Ok(())
}

fn member(entry: &Entry, indent: usize, out: &mut String) -> Result<(), String> {
    quoted(&entry.key, out);
    out.push(':');
    // A list stands at the depth of its key, a mapping deeper.
    let (broken, inner) = match &entry.value.data {
        Data::Array(array) => (!array.items().is_empty(), indent),
        Data::Object(object) => (!object.entries().is_empty(), indent + 2),
        _ => (false, indent),
    };
    if broken {
        out.push('\n');
        pad(inner, out);
    } else {
        out.push(' ');
    }
    node(&entry.value, inner, out)
}

fn string(text: &str, indent: usize, out: &mut String) {
    let plain = |letter: char| letter == '\n' || !(letter.is_control() || letter == '\u{feff}');
    if !text.contains('\n') || !text.chars().all(plain) || text.lines().any(|line| line.ends_with(' ')) {
        quoted(text, out);
        return;
    }
    out.push('|');
    if text.starts_with([' ', '\n']) {
        out.push('2');
    }
    // What happens to line breaks at the end.
    if !text.ends_with('\n') {
        out.push('-');
    } else if text.ends_with("\n\n") || text == "\n" {
        out.push('+');
    }
    let body = text.strip_suffix('\n').unwrap_or(text);
    for line in body.split('\n') {
        out.push('\n');
        if !line.is_empty() {
            pad(indent + 2, out);
            out.push_str(line);
        }
    }
}

fn quoted(text: &str, out: &mut String) {
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\0' => out.push_str("\\0"),
            '\u{7}' => out.push_str("\\a"),
            '\u{8}' => out.push_str("\\b"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\u{b}' => out.push_str("\\v"),
            '\u{c}' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            '\u{1b}' => out.push_str("\\e"),
            '\u{85}' => out.push_str("\\N"),
            '\u{a0}' => out.push_str("\\_"),
            '\u{2028}' => out.push_str("\\L"),
            '\u{2029}' => out.push_str("\\P"),
            control if control.is_control() => {
                let _ = write!(out, "\\x{:02X}", u32::from(control));
            }
            '\u{feff}' => out.push_str("\\uFEFF"),
            letter => out.push(letter),
        }
    }
    out.push('"');
}
