//! What a comment says: `ravelin: ignore[service-bus-public-network] until=2027-01-01 the reason`.

use super::comments::{Language, comments};
use jiff::civil::Date;
use ravelin_finding::{FileId, Place, SourceFile, Span};

/// The most comments of one file that are looked at.
const MAX_IGNORES: usize = 10_000;

/// An ignore as written.
#[derive(Clone, Debug)]
pub(super) struct Ignore {
    /// The comment, without the white space around it.
    pub(super) place: Place,
    /// The line that it holds for.
    pub(super) line: u32,
    /// The controls, each with its place.
    pub(super) ids: Vec<(String, Place)>,
    /// The last day on which it holds.
    pub(super) until: Option<Date>,
    /// Does it say why?
    pub(super) reason: bool,
    /// What can't be understood.
    pub(super) fault: Option<String>,
}

/// The ignores of a file, in order.
pub(super) fn ignores(id: FileId, file: &SourceFile) -> Vec<Ignore> {
    let text: &str = file.text();
    if !text.contains("ravelin:") {
        return Vec::new();
    }
    let path = file.path().to_ascii_lowercase();
    let language = match path.rsplit('.').next() {
        Some("bicep" | "bicepparam") => Language::Bicep,
        Some("tf" | "tfvars" | "hcl") => Language::Hcl,
        _ => Language::Json,
    };
    let found = comments(text, language).into_iter();
    found.filter_map(|span| read(id, file, span)).take(MAX_IGNORES).collect()
}

fn read(id: FileId, file: &SourceFile, comment: Span) -> Option<Ignore> {
    let text: &str = file.text();
    let whole = comment.of(text);
    let inner = whole.trim_start_matches(['/', '*', '#']).trim_start();
    let says = inner.strip_prefix("ravelin:")?;
    let says = says.strip_suffix("*/").unwrap_or(says).trim();
    let mut ignore = Ignore {
        place: Span::new(comment.start, comment.start + length(whole.trim_end())).in_file(id),
        line: covered(file, comment),
        ids: Vec::new(),
        until: None,
        reason: false,
        fault: None,
    };
    let Some((list, rest)) = says.strip_prefix("ignore[").and_then(|rest| rest.split_once(']')) else {
        ignore.fault = Some("can't be read; write `ravelin: ignore[control] the reason`".to_owned());
        return Some(ignore);
    };
    // `list` and `rest` are parts of the text, so the distance of their addresses is that of their places.
    let start = |part: &str| length(text.get(..offset_in(text, part)).unwrap_or_default());
    for part in list.split(',').map(str::trim) {
        ignore.ids.push((part.to_owned(), Span::new(start(part), start(part) + length(part)).in_file(id)));
    }
    let mut words = rest.split_whitespace().peekable();
    if let Some(until) = words.peek().and_then(|word| word.strip_prefix("until=")) {
        match crate::config::date(until) {
            Ok(date) => ignore.until = Some(date),
            Err(message) => ignore.fault = Some(message),
        }
        words.next();
    }
    ignore.reason = words.any(|word| word.chars().any(char::is_alphanumeric));
    Some(ignore)
}

fn length(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}

/// Where `part` begins in `text`, of which it is a slice.
fn offset_in(text: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}

/// A comment behind code holds for its own line, one that stands alone for the next line with code.
fn covered(file: &SourceFile, comment: Span) -> u32 {
    let own = file.line_column(comment.start).line;
    let before = file.line(own).map(|(start, _)| Span::new(start, comment.start).of(file.text()));
    if before.is_some_and(|before| !before.trim().is_empty()) {
        return own;
    }
    let last = file.line_column(comment.end).line;
    let is_code = |line: &str| {
        let line = line.trim();
        !line.is_empty() && !line.starts_with("//") && !line.starts_with("/*") && !line.starts_with('#')
    };
    let lines = (last + 1..).map_while(|line| Some((line, file.line(line)?.1)));
    lines.into_iter().find(|(_, line)| is_code(line)).map_or(own, |(line, _)| line)
}
