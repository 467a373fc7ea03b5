//! JSON values: literals, expressions in strings, and property loops.

use super::Lower;
use crate::expression;
use crate::ir::{ExprId, Item, Member};
use crate::json::{Kind as JsonKind, Node};
use ravelin_finding::Place;
use ravelin_model::{Data, Value};
use std::borrow::Cow;

impl Lower {
    /// A JSON value. The depth of a document is bounded by its parser.
    pub(super) fn value(&mut self, node: Node<'_, '_>) -> ExprId {
        let place = self.place(node);
        match node.kind() {
            JsonKind::Null => self.builder.literal(place, Value::NULL),
            JsonKind::Bool(value) => self.builder.literal(place, value),
            JsonKind::Integer(value) => self.builder.literal(place, value),
            JsonKind::Float(value) => self.builder.literal(place, value),
            JsonKind::String => self.string(node),
            JsonKind::Array => {
                let items = node.items().map(|item| Item::One(self.value(item))).collect();
                self.builder.array(place, items)
            }
            JsonKind::Object => {
                let members = self.members(node, &[]);
                self.builder.object(place, members)
            }
            JsonKind::Invalid => self.broken(place, "a syntax error"),
        }
    }

    /// The members of an object but for some, property loops unrolled into members of their own.
    pub(super) fn members(&mut self, node: Node<'_, '_>, without: &[&str]) -> Vec<Member> {
        let mut members = Vec::new();
        for (key, value) in node.members() {
            if without.iter().any(|not| key.text.eq_ignore_ascii_case(not)) {
                continue;
            }
            if key.text.eq_ignore_ascii_case("copy") && is_copy(value) {
                for item in value.items() {
                    let name = item.get("name").and_then(Node::as_str).unwrap_or_default();
                    let place = self.place(item);
                    let array = self.copy_item(item, false);
                    members.push(Member::Named(Self::intern(&name), array, place));
                }
                continue;
            }
            let place = key.span.to(value.span()).in_file(self.file);
            let id = self.value(value);
            let text = self.unescape(&key.text);
            if expression::is_expression(&text) {
                let key_place = key.span.in_file(self.file);
                let key = self.expression(&text, key_place, &|span| span, key_place);
                members.push(Member::Computed(key, id, place));
            } else {
                members.push(Member::Named(Self::intern(expression::literal(&text)), id, place));
            }
        }
        members
    }

    fn string(&mut self, node: Node<'_, '_>) -> ExprId {
        let place = self.place(node);
        let text = node.as_str().unwrap_or_default();
        let text = self.unescape(&text);
        if expression::is_expression(&text) {
            let shift = u32::try_from(self.escaped).unwrap_or(0);
            let within = move |span: ravelin_finding::Span| {
                node.span_within(ravelin_finding::Span::new(span.start + shift, span.end + shift))
            };
            return self.expression(&text, place, &within, place);
        }
        let literal: std::sync::Arc<str> = expression::literal(&text).into();
        self.builder.literal(place, Data::String(literal))
    }

    /// A string of a template that is kept in a variable has one bracket more than it means.
    fn unescape<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut text = Cow::Borrowed(text);
        for _ in 0..self.escaped {
            if text.starts_with("[[") && text.ends_with(']') {
                text = Cow::Owned(text.chars().skip(1).collect());
            }
        }
        text
    }

    fn expression(
        &mut self,
        text: &str,
        place: Place,
        within: &dyn Fn(ravelin_finding::Span) -> ravelin_finding::Span,
        whole: Place,
    ) -> ExprId {
        match expression::parse(text) {
            Ok(ast) => self.lower_expression(ast.root(), &|span| within(span).in_file(place.file)),
            Err(error) => {
                let at = within(error.span).in_file(place.file);
                self.problem(at, format!("in this expression, {}", error.message), error.help.as_deref());
                self.broken(whole, &error.message)
            }
        }
    }
}

/// Is this the value of a `copy` member, rather than of a property that happens to have that name?
fn is_copy(node: Node<'_, '_>) -> bool {
    node.is_array()
        && !node.is_empty()
        && node.items().all(|item| {
            item.get("name").is_some() && item.get("count").is_some() && item.get("input").is_some()
        })
}
