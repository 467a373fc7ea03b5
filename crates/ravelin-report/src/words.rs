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
    Some(brief(&said))
}

/// `st1 (Microsoft.Storage/storageAccounts)`.
pub(crate) fn resource(name: &ResourceName) -> String {
    format!("{} ({})", brief(&name.name), one_line(&name.ty))
}

/// The longest expression that a name shows in braces; longer ones say what they are a result of.
const MAX_HOLE: usize = 28;

/// A text in which the expressions that stand in braces for unknown parts are short: `vnet-{appName}` for
/// `vnet-{parameters('appName')}`, `kv{uniqueString(…)}` for a long call. For people only: machines get the whole.
pub(crate) fn brief(text: &str) -> String {
    let text = one_line(text);
    let mut out = String::with_capacity(text.len());
    let mut rest = &*text;
    while let Some((before, hole)) = rest.split_once('{') {
        let Some(end) = end_of_hole(hole) else { break };
        let (expression, after) = hole.split_at_checked(end).unwrap_or((hole, ""));
        out.push_str(before);
        out.push('{');
        out.push_str(&brief_expression(expression));
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Where a hole ends: at the brace that closes it, which strings inside it do not.
fn end_of_hole(text: &str) -> Option<usize> {
    let (mut depth, mut quoted) = (0u32, false);
    for (at, c) in text.char_indices() {
        match c {
            '\'' => quoted = !quoted,
            '{' if !quoted => depth += 1,
            '}' if !quoted && depth == 0 => return Some(at),
            '}' if !quoted => depth -= 1,
            _ => {}
        }
    }
    None
}

fn brief_expression(expression: &str) -> String {
    let parameter = expression.strip_prefix("parameters('").and_then(|rest| rest.strip_suffix("')"));
    if let Some(name) = parameter.filter(|name| !name.contains('\'')) {
        return name.to_owned();
    }
    if expression.chars().count() <= MAX_HOLE {
        return expression.to_owned();
    }
    match expression.split_once('(') {
        Some((function, _)) if function.chars().all(char::is_alphanumeric) => format!("{function}(…)"),
        _ => "…".to_owned(),
    }
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
    let quoted: Vec<String> = names.iter().map(|name| format!("`{}`", brief(name))).collect();
    match quoted.split_last() {
        None => "what is not known".to_owned(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}
