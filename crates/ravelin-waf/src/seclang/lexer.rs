//! From the bytes of a file to directives: lines joined at a trailing backslash, comments dropped, arguments unquoted.
//!
//! It knows no directive. A quoted argument ends at its quote; inside, a backslash before the quote stands for the quote
//! alone and every other backslash is kept, since patterns are full of them.

/// One directive: its name, its arguments and the line it starts on.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Directive {
    pub(crate) line: u32,
    pub(crate) name: String,
    pub(crate) args: Vec<String>,
}

/// The directives of a file; an error carries the line.
pub(crate) fn directives(text: &[u8]) -> Vec<Result<Directive, (u32, String)>> {
    let text = String::from_utf8_lossy(text);
    let mut out = Vec::new();
    let mut pending: Option<(u32, String)> = None;
    for (number, raw) in (1u32..).zip(text.split('\n')) {
        let line = raw.strip_suffix('\r').unwrap_or(raw);
        let (first, mut joined) = match pending.take() {
            Some(started) => started,
            None if line.trim_start().starts_with('#') => continue,
            None => (number, String::new()),
        };
        match line.trim_end().strip_suffix('\\') {
            Some(head) => {
                joined.push_str(if joined.is_empty() { head } else { head.trim_start() });
                pending = Some((first, joined));
            }
            None => {
                joined.push_str(if joined.is_empty() { line } else { line.trim_start() });
                if !joined.trim().is_empty() {
                    out.push(split(first, &joined));
                }
            }
        }
    }
    if let Some((first, joined)) = pending
        && !joined.trim().is_empty()
    {
        out.push(split(first, &joined));
    }
    out
}

fn split(line: u32, text: &str) -> Result<Directive, (u32, String)> {
    let mut words = Vec::new();
    let mut chars = text.chars().peekable();
    loop {
        while chars.next_if(|c| c.is_ascii_whitespace()).is_some() {}
        let Some(first) = chars.peek().copied() else { break };
        let mut word = String::new();
        if first == '"' || (first == '\'' && !words.is_empty()) {
            chars.next();
            let mut closed = false;
            while let Some(c) = chars.next() {
                if c == '\\' {
                    match chars.peek() {
                        Some(&next) if next == first => {
                            word.push(next);
                            chars.next();
                        }
                        // A pair of backslashes stays a pair: the second must not escape the closing quote.
                        Some('\\') => {
                            word.push_str("\\\\");
                            chars.next();
                        }
                        _ => word.push('\\'),
                    }
                } else if c == first {
                    closed = true;
                    break;
                } else {
                    word.push(c);
                }
            }
            if !closed {
                return Err((line, "a quote is opened and never closed".to_owned()));
            }
        } else {
            while let Some(c) = chars.next_if(|c| !c.is_ascii_whitespace()) {
                word.push(c);
            }
        }
        words.push(word);
    }
    let mut words = words.into_iter();
    Ok(Directive { line, name: words.next().unwrap_or_default(), args: words.collect() })
}
