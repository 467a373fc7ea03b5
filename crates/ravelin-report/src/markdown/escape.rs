//! Text as Markdown and in the HTML that Markdown may hold: nothing in it is markup, a mention or a reference.

use crate::words::{clean, one_line};

/// Text on one line; what stands between backticks stays code.
pub(super) fn prose(text: &str) -> String {
    let text = one_line(text);
    let parts: Vec<&str> = text.split('`').collect();
    let balanced = parts.len() % 2 == 1;
    let mut escaped = String::with_capacity(text.len() + 16);
    for (at, part) in parts.iter().enumerate() {
        if balanced && at % 2 == 1 {
            escaped.push_str(&code(part));
        } else {
            if at > 0 && !balanced {
                escaped.push_str("\\`");
            }
            plain(part, &mut escaped);
        }
    }
    escaped
}

fn plain(text: &str, escaped: &mut String) {
    for c in text.chars() {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            // Would notify somebody, or refer to an issue.
            '@' => escaped.push_str("&#64;"),
            '#' => escaped.push_str("&#35;"),
            '\\' | '*' | '_' | '[' | ']' | '|' | '~' | '!' => {
                escaped.push('\\');
                escaped.push(c);
            }
            c => escaped.push(c),
        }
    }
}

/// Text as inline code: quoted with more backticks than it holds in a row.
pub(super) fn code(text: &str) -> String {
    let text = one_line(text);
    if text.trim().is_empty() {
        return String::new();
    }
    let quote = "`".repeat(longest_run(&text) + 1);
    let space = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{quote}{space}{text}{space}{quote}")
}

/// Text as a block of code.
pub(super) fn fence(text: &str) -> String {
    let text = clean(text);
    let quote = "`".repeat(longest_run(&text).max(2) + 1);
    format!("{quote}text\n{text}\n{quote}\n\n")
}

/// Text in a `summary` element.
pub(super) fn heading(text: &str) -> String {
    let mut escaped = String::new();
    for c in one_line(text).chars() {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '@' | '#' | '`' | '*' | '_' | '[' | ']' | '|' | '\\' | '~' | '!' => {
                escaped.push_str(&format!("&#{};", u32::from(c)));
            }
            c => escaped.push(c),
        }
    }
    escaped
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}
