//! What can be kept of a file with a mistake: its top-level blocks one by one.
//!
//! Knows strings, heredocs, comments and brackets, and nothing else of the grammar.

use ravelin_finding::Span;

/// A token as far as cutting needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    Open(char),
    Close(char),
    NewLine,
    /// A comment that ends with its line (the line break is a token of its own).
    LineComment,
    /// A comment that ends where it says.
    BlockComment,
    Word,
    Other,
}

/// The text cut behind each line that ends outside of all brackets: blocks and attributes of the top level.
pub(super) fn pieces(text: &str) -> Vec<Span> {
    let mut pieces = Vec::new();
    let (mut depth, mut start) = (0usize, 0usize);
    for (token, at, end) in tokens(text) {
        match token {
            Token::Open(_) => depth += 1,
            Token::Close(_) => depth = depth.saturating_sub(1),
            Token::NewLine if depth == 0 => {
                pieces.push((start, end));
                start = end;
            }
            // A block that is never closed must not swallow those behind it: blocks begin at the first column.
            Token::Word if depth > 0 && begins_block(text, at) => {
                pieces.push((start, at));
                (start, depth) = (at, 0);
            }
            _ => {}
        }
    }
    pieces.push((start, text.len()));
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let said = pieces
        .into_iter()
        .filter(|(start, end)| text.get(*start..*end).is_some_and(|text| !text.trim().is_empty()));
    said.map(|(start, end)| Span::new(offset(start), offset(end))).collect()
}

const BLOCKS: &[&str] = &[
    "resource",
    "data",
    "module",
    "variable",
    "output",
    "locals",
    "provider",
    "terraform",
    "moved",
    "import",
    "check",
];

/// Does a word at the start of a line begin a block?
fn begins_block(text: &str, at: usize) -> bool {
    let first = at == 0 || text.as_bytes().get(at - 1) == Some(&b'\n');
    let rest = text.get(at..).unwrap_or("");
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
    let (word, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
    first && BLOCKS.contains(&word) && behind.trim_start_matches([' ', '\t']).starts_with(['"', '{'])
}

/// The text with line breaks inside `{ for …}`, `[…]` and `(…)` as spaces, where that changes anything: inside these they
/// have no meaning. Offsets stay.
pub(super) fn joined(text: &str) -> Option<String> {
    let mut out = text.as_bytes().to_vec();
    let mut changed = false;
    // For each open bracket: do line breaks mean nothing in it?
    let mut open: Vec<bool> = Vec::new();
    let mut blank = |from: usize, to: usize| {
        if let Some(bytes) = out.get_mut(from..to) {
            bytes.fill(b' ');
            changed = true;
        }
    };
    let tokens = tokens(text);
    for (index, (token, at, end)) in tokens.iter().enumerate() {
        match token {
            Token::Open('{') => {
                let mut next = tokens.iter().skip(index + 1);
                let next = next.find(|(token, ..)| {
                    !matches!(token, Token::NewLine | Token::LineComment | Token::BlockComment)
                });
                let word = next.and_then(|(_, at, _)| text.get(*at..));
                let each = word
                    .and_then(|word| word.strip_prefix("for"))
                    .is_some_and(|rest| rest.starts_with([' ', '\t', '\n', '\r']));
                open.push(each);
            }
            Token::Open(_) => open.push(true),
            Token::Close(_) => {
                open.pop();
            }
            Token::NewLine | Token::LineComment if open.last() == Some(&true) => blank(*at, *end),
            Token::NewLine | Token::LineComment | Token::BlockComment | Token::Word | Token::Other => {}
        }
    }
    if changed { String::from_utf8(out).ok() } else { None }
}

/// The places of all comments, with their marks, in order.
pub(super) fn comments(text: &str) -> Vec<Span> {
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let comments = tokens(text)
        .into_iter()
        .filter(|(token, ..)| matches!(token, Token::LineComment | Token::BlockComment));
    comments.map(|(_, start, end)| Span::new(offset(start), offset(end))).collect()
}

/// The tokens of a text, strings and heredocs as one each.
fn tokens(text: &str) -> Vec<(Token, usize, usize)> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let (token, length) = token(rest);
        let end = at + length.max(1);
        if let Some(token) = token {
            tokens.push((token, at, end));
        }
        at = end;
    }
    tokens
}

fn token(rest: &str) -> (Option<Token>, usize) {
    let first = rest.chars().next().unwrap_or(' ');
    let line = || rest.find('\n').unwrap_or(rest.len());
    match first {
        '\n' => (Some(Token::NewLine), 1),
        '#' => (Some(Token::LineComment), line()),
        '/' if rest.starts_with("//") => (Some(Token::LineComment), line()),
        '/' if rest.starts_with("/*") => {
            (Some(Token::BlockComment), rest.find("*/").map_or(rest.len(), |end| end + 2))
        }
        '"' => (Some(Token::Other), string(rest)),
        '<' if rest.starts_with("<<") => match heredoc(rest) {
            Some(length) => (Some(Token::Other), length),
            None => (Some(Token::Other), 2),
        },
        '{' | '[' | '(' => (Some(Token::Open(first)), 1),
        '}' | ']' | ')' => (Some(Token::Close(first)), 1),
        _ if first.is_alphabetic() || first == '_' => {
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '-');
            (Some(Token::Word), end.unwrap_or(rest.len()))
        }
        _ if first.is_whitespace() => (None, first.len_utf8()),
        _ => (Some(Token::Other), first.len_utf8()),
    }
}

/// The length of a string with its quotation marks; one that is not closed ends with its line. Holes may hold strings.
fn string(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut holes: Vec<usize> = Vec::new();
    let mut quoted = true;
    let mut at = 1;
    while let Some(byte) = bytes.get(at) {
        let next = bytes.get(at + 1);
        match (byte, quoted) {
            (b'\\', true) => at += 1,
            (b'$' | b'%', true) if next == Some(byte) && bytes.get(at + 2) == Some(&b'{') => at += 2,
            (b'$' | b'%', true) if next == Some(&b'{') => {
                holes.push(0);
                quoted = false;
                at += 1;
            }
            (b'"', true) if holes.is_empty() => return at + 1,
            (b'"', _) => quoted = !quoted,
            (b'\n', true) => return at,
            (b'{', false) => holes.iter_mut().last().into_iter().for_each(|depth| *depth += 1),
            (b'}', false) => match holes.pop() {
                Some(0) => quoted = true,
                Some(depth) => holes.push(depth - 1),
                None => return at,
            },
            _ => {}
        }
        at += 1;
    }
    rest.len()
}

/// The length of a heredoc up to the line break behind its closing word; `None` where it is none or has no end.
fn heredoc(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix("<<")?;
    let after = after.strip_prefix('-').unwrap_or(after);
    let (word, _) = after.split_once('\n')?;
    let word = word.trim_end_matches('\r');
    if word.is_empty() || !word.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-')) {
        return None;
    }
    let mut at = rest.find('\n')? + 1;
    while let Some(line) = rest.get(at..).filter(|line| !line.is_empty()) {
        let end = line.find('\n').unwrap_or(line.len());
        if line.get(..end)?.trim() == word {
            return Some(at + end);
        }
        at += end + 1;
    }
    None
}
