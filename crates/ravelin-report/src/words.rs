//! Facts in words, and text that is safe to show.

use ravelin_finding::{Evidence, Place, Problem, Region, ResourceName, Sources};
use serde_json::Value as Json;
use std::borrow::Cow;

/// How many characters of a value are shown.
const MAX_VALUE: usize = 80;

/// The text without characters that could steer a terminal or hide what is written: control characters (line breaks
/// and tabs stay) and those that change the direction of writing.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| !is_hostile(c)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| if is_hostile(c) { '\u{fffd}' } else { c }).collect())
}

fn is_hostile(c: char) -> bool {
    let direction = matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    direction || (c.is_control() && c != '\n' && c != '\t')
}

/// The text on one line.
pub(crate) fn one_line(text: &str) -> Cow<'_, str> {
    match clean(text) {
        text if text.contains(['\n', '\t']) => {
            Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" "))
        }
        text => text,
    }
}

/// The first `most` characters, with a mark where something is left out.
pub(crate) fn shorten(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        Some((end, _)) => Cow::Owned(format!("{}...", text.get(..end).unwrap_or_default())),
        None => Cow::Borrowed(text),
    }
}

/// A value as a sentence shows it.
fn value(value: &Json) -> String {
    if let Some(why) = value.get("$unknown").and_then(Json::as_str) {
        return format!("not known ({why})");
    }
    let text = value.to_string();
    let text = shorten(&text, MAX_VALUE);
    // A backtick in the value would end its quotation.
    if text.contains('`') { text.into_owned() } else { format!("`{text}`") }
}

/// How notes begin where the code leaves a property out: the first without, the second with what then holds.
const ABSENT: &str = "not set";
const DEFAULT: &str = "the platform's default";

/// Is it a fact that the code leaves something out?
pub(crate) fn is_left_out(evidence: &Evidence) -> bool {
    evidence.note.as_deref().is_some_and(|note| note.starts_with(ABSENT) || note.starts_with(DEFAULT))
}

/// What a fact says beyond what its source line shows; `None` where the line says it all.
pub(crate) fn fact(evidence: &Evidence) -> Option<String> {
    let Evidence { path, note, chain, place, .. } = evidence;
    let is_shown = place.is_some() && chain.is_empty();
    let said = match note.as_deref() {
        None if is_shown || path.is_empty() => return None,
        None => format!("`{path}` is {}", value(&evidence.value)),
        Some(note) if path.is_empty() => note.to_owned(),
        Some(note) if note.starts_with(ABSENT) => format!("`{path}` is {note}"),
        Some(note) if note.starts_with(DEFAULT) => {
            format!("`{path}` is not set; {note} is {}", value(&evidence.value))
        }
        Some(note) if note.starts_with("of ") => format!("`{path}` {note} is {}", value(&evidence.value)),
        Some(note) => format!("`{path}` is {}, {note}", value(&evidence.value)),
    };
    Some(one_line(&said).into_owned())
}

/// `st1 (Microsoft.Storage/storageAccounts)`.
pub(crate) fn resource(name: &ResourceName) -> String {
    format!("{} ({})", one_line(&name.name), one_line(&name.ty))
}

/// `main.bicep:12:3`.
pub(crate) fn spot(region: &Region) -> String {
    format!("{}:{}:{}", one_line(&region.file), region.start.line, region.start.column)
}

/// `main.bicep:12:3`, when the place's text is known.
pub(crate) fn spot_of(sources: &Sources, place: Option<Place>) -> Option<String> {
    sources.region(place?).map(|region| spot(&region))
}

/// Where a problem is: its place, or the file as a whole.
pub(crate) fn problem_spot(sources: &Sources, problem: &Problem) -> Option<String> {
    spot_of(sources, problem.place)
        .or_else(|| problem.path.as_deref().map(|path| one_line(path).into_owned()))
}

/// Names as a sentence lists them: `` `a` and `b` ``.
pub(crate) fn names(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{}`", one_line(name))).collect();
    match quoted.split_last() {
        None => "what is not known".to_owned(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}
