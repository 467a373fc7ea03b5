//! Just enough of API Management's policy language: the elements of a policy document, where they stand, and their
//! attributes. Expressions (`@(…)`, `@{…}`) are skipped, never evaluated; the document is not checked.

use crate::prelude::*;
use ravelin_model::{Data, Form, Piece, Reason};

/// Elements nest no deeper than this in documents that are read.
const MAX_DEPTH: usize = 64;
/// What stands for an unknown part of a policy text.
const HOLE: char = '\u{fffc}';

/// An element of a policy document.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Element {
    /// Its name in lower case.
    pub(super) name: String,
    /// Its attributes, names in lower case.
    pub(super) attributes: Vec<(String, String)>,
    /// The names of the elements around it, the outermost first.
    pub(super) within: Vec<String>,
    /// The text directly inside it.
    pub(super) text: String,
    /// The header that the nearest `set-header` around it sets, in lower case.
    pub(super) header: Option<String>,
}

/// A policy document, read.
#[derive(Debug, Default)]
pub(super) struct Policy {
    /// Every element, in order.
    pub(super) elements: Vec<Element>,
    /// May there be others, because parts of the text are unknown?
    pub(super) open: bool,
}

impl Element {
    /// An attribute's value.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Is it in the inbound section?
    pub(super) fn is_inbound(&self) -> bool {
        self.within.iter().any(|name| name == "inbound")
    }

    /// Does it run for every request: not only in a branch of `choose`, not only sometimes?
    pub(super) fn is_unconditional(&self) -> bool {
        self.within.iter().all(|name| matches!(name.as_str(), "policies" | "inbound" | "fragment"))
    }
}

/// The policy document of a policy or fragment resource; why it can't be read otherwise.
pub(super) fn of(node: &Node<'_>) -> Result<Policy, Vec<std::sync::Arc<Reason>>> {
    let unread = |why: &str| {
        let name = node.resource.shown().name;
        vec![Reason::new(
            format!("policy of {name}"),
            format!("the policy of `{name}` {why}"),
            Some(node.resource.header),
        )]
    };
    let linked = node
        .prop("properties.format")
        .text()
        .is_some_and(|format| format.to_ascii_lowercase().ends_with("-link"));
    if linked {
        return Err(unread("is behind a link"));
    }
    let prop = text_prop(node);
    let Some((text, reasons)) = prop_text(&prop) else {
        let test = prop.ask(|_| None);
        return Err(test.reasons);
    };
    match read(&text) {
        Some(elements) => Ok(Policy { elements, open: !reasons.is_empty() }),
        None => Err(unread("is not well-formed")),
    }
}

/// The property that holds the document; before API version 2018-06-01-preview it had another name.
pub(super) fn text_prop(node: &Node<'_>) -> Prop {
    let value = node.prop("properties.value");
    let old = node.prop("properties.policyContent");
    if value.is_absent() && !old.is_absent() { old } else { value }
}

fn prop_text(prop: &Prop) -> Option<(String, Vec<std::sync::Arc<Reason>>)> {
    let value = match &prop.got {
        crate::prop::Got::Set(value) => value,
        _ => return None,
    };
    match &value.data {
        Data::String(text) => Some((text.as_ref().to_owned(), Vec::new())),
        Data::Unknown(unknown) => match &unknown.form {
            Form::Pattern(pieces) => Some((with_holes(pieces), value.reasons())),
            Form::Any | Form::OneOf(_) | Form::Holding(_) => None,
        },
        _ => None,
    }
}

fn with_holes(pieces: &[Piece]) -> String {
    let mut text = String::new();
    for piece in pieces {
        match piece {
            Piece::Text(known) => text.push_str(known),
            Piece::Hole(_) => text.push(HOLE),
        }
    }
    text
}

/// Asks a policy resource for an element; unknown parts of the text leave an absence undecided.
pub(super) fn has(node: &Node<'_>, wanted: impl Fn(&Element) -> bool) -> Test {
    let policy = match of(node) {
        Ok(policy) => policy,
        Err(reasons) => return Test::unknown(reasons),
    };
    let found = policy.elements.iter().any(wanted);
    let fact = hidden_fact(node);
    match (found, policy.open) {
        (true, _) => Test::yes().with(fact),
        (false, false) => Test::no().with(fact),
        (false, true) => Test::unknown(text_prop(node).ask(|_| None).reasons).with(fact),
    }
}

/// The fact of a policy's text, without the text: policies are long, and may hold secrets.
pub(super) fn hidden_fact(node: &Node<'_>) -> Fact {
    let fact = text_prop(node).fact();
    Fact { value: None, note: Some(format!("the policy of `{}`", node.resource.shown().name)), ..fact }
}

/// Does the text contain an unknown part?
pub(super) fn has_hole(text: &str) -> bool {
    text.contains(HOLE)
}

/// The elements of a document; `None` where it is not well-formed enough.
pub(super) fn read(text: &str) -> Option<Vec<Element>> {
    let mut elements: Vec<Element> = Vec::new();
    // Positions in `elements` of the elements that are open.
    let mut open: Vec<usize> = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix("<!--") {
            rest = after.split_once("-->")?.1;
        } else if let Some(after) = rest.strip_prefix("<![CDATA[") {
            rest = after.split_once("]]>")?.1;
        } else if let Some(after) = rest.strip_prefix("<?") {
            rest = after.split_once("?>")?.1;
        } else if let Some(after) = rest.strip_prefix("</") {
            let (name, after) = after.split_once('>')?;
            let at = open.pop()?;
            let opened = elements.get(at)?;
            if !opened.name.eq_ignore_ascii_case(name.trim()) {
                return None;
            }
            rest = after;
        } else if let Some(after) = rest.strip_prefix('<') {
            let (mut element, empty, after) = tag(after)?;
            element.within =
                open.iter().filter_map(|at| elements.get(*at)).map(|outer| outer.name.clone()).collect();
            let around = open.last().and_then(|at| elements.get(*at));
            element.header = around
                .filter(|outer| outer.name == "set-header")
                .and_then(|outer| outer.attribute("name").map(str::to_ascii_lowercase));
            if !empty {
                open.push(elements.len());
            }
            if open.len() > MAX_DEPTH {
                return None;
            }
            elements.push(element);
            rest = after;
        } else {
            let (words, after) = text_part(rest)?;
            if let Some(element) = open.last().and_then(|at| elements.get_mut(*at)) {
                element.text.push_str(words);
            }
            rest = after;
        }
    }
    open.is_empty().then_some(elements)
}

/// Text up to the next tag. An expression may hold `<` and `>` of its own.
fn text_part(rest: &str) -> Option<(&str, &str)> {
    let trimmed = rest.trim_start();
    let lead = rest.len() - trimmed.len();
    let body = if trimmed.starts_with("@(") || trimmed.starts_with("@{") { expression(trimmed)? } else { 0 };
    let from = lead + body;
    let end = rest.get(from..)?.find('<').map_or(rest.len(), |at| from + at);
    Some((rest.get(..end)?, rest.get(end..)?))
}

/// A start tag behind its `<`: the element, whether it is empty, and what follows.
fn tag(rest: &str) -> Option<(Element, bool, &str)> {
    let end = rest.find(|c: char| c.is_whitespace() || c == '>' || c == '/')?;
    let mut element = Element { name: rest.get(..end)?.to_ascii_lowercase(), ..Element::default() };
    let mut rest = rest.get(end..)?.trim_start();
    loop {
        if let Some(after) = rest.strip_prefix("/>") {
            return Some((element, true, after));
        }
        if let Some(after) = rest.strip_prefix('>') {
            return Some((element, false, after));
        }
        let (name, after) = rest.split_once('=')?;
        let after = after.trim_start();
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let body = after.get(1..)?;
        let from = if body.starts_with("@(") || body.starts_with("@{") { expression(body)? } else { 0 };
        let end = from + body.get(from..)?.find(quote)?;
        let name = name.trim();
        if name.is_empty() || name.contains(['<', '>']) {
            return None;
        }
        element.attributes.push((name.to_ascii_lowercase(), body.get(..end)?.to_owned()));
        rest = body.get(end + 1..)?.trim_start();
    }
}

/// How long the expression is that the text starts with: to the bracket that closes its first one, strings aside.
fn expression(text: &str) -> Option<usize> {
    let (open, close) = if text.starts_with("@(") { ('(', ')') } else { ('{', '}') };
    let mut depth = 0usize;
    let mut string = false;
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if string => escaped = true,
            '"' => string = !string,
            _ if string => {}
            _ if c == open => depth += 1,
            _ if c == close => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at + c.len_utf8());
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn elements_are_found_with_what_surrounds_them() {
        let text = r#"<policies><!-- <validate-jwt/> --><inbound><base/><validate-jwt header-name="Authorization" x='1'>
            <openid-config url="https://x"/></validate-jwt></inbound></policies>"#;
        let names: Vec<String> =
            read(text).unwrap().into_iter().map(|e| format!("{}/{}", e.within.join("/"), e.name)).collect();
        assert_eq!(
            names,
            [
                "/policies",
                "policies/inbound",
                "policies/inbound/base",
                "policies/inbound/validate-jwt",
                "policies/inbound/validate-jwt/openid-config"
            ]
        );
    }

    #[test]
    fn expressions_may_hold_quotes_and_brackets() {
        let text = r#"<inbound><when condition="@(a["x"] < b && f(")") > 1)"><set-header name="Authorization">
            <value>@{ List<string> l = null; return "}"; }</value></set-header></when></inbound>"#;
        let elements = read(text).unwrap();
        assert_eq!(elements.len(), 4);
        assert_eq!(elements[2].attribute("name"), Some("Authorization"));
        assert!(elements[3].text.contains("List<string>"));
    }

    #[test]
    fn broken_documents_are_refused() {
        for text in
            ["<a>", "<a></b>", "</a>", "<a x></a>", "<a x=1/>", "<", "<a x=\"@(\"/>", &"<a>".repeat(1000)]
        {
            assert!(read(text).is_none(), "{text:.20}");
        }
        assert!(read("").unwrap().is_empty());
    }
}
