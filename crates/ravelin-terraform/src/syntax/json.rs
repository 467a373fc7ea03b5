//! The JSON notation: strings are templates, and what is a block follows from where it stands
//! (<https://developer.hashicorp.com/terraform/language/syntax/json>).
//!
//! Inside a resource nobody can tell a block from an attribute without the provider's schema: all of it are attributes,
//! but for `dynamic` and `lifecycle`. A block that is written as one object stays one.

use super::{ConfigurationFile, hcl, invalid, templates};
use crate::ir::{Attribute, Block, Body, Expr, ExprKind};
use ravelin_finding::{Place, Problem, Span};
use ravelin_model::Value;
use ravelin_template::json::{self, Kind, Node};
use std::sync::Arc;

/// What is read, and where problems go.
struct Reader<'r> {
    file: ConfigurationFile<'r>,
    problems: &'r mut Vec<Problem>,
}

/// How strings are read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Strings {
    Templates,
    Literals,
    Expressions,
}

pub(super) fn body(file: ConfigurationFile<'_>, problems: &mut Vec<Problem>) -> Body {
    let parsed = json::parse(file.text);
    let mut reader = Reader { file, problems };
    reader.errors(&parsed);
    let mut out = Body::default();
    let Some(document) = &parsed.document else { return out };
    for root in objects(document.root()) {
        for (key, value) in root.members() {
            let key = key.text;
            match &*key {
                "//" => {}
                "resource" | "data" => reader.labelled(&key, value, 2, &mut out.blocks),
                "module" | "variable" | "output" | "provider" => {
                    reader.labelled(&key, value, 1, &mut out.blocks)
                }
                _ => reader.labelled(&key, value, 0, &mut out.blocks),
            }
        }
    }
    out
}

/// The members of a file of variable values, taken literally.
pub(super) fn variables(file: ConfigurationFile<'_>, problems: &mut Vec<Problem>) -> Vec<Attribute> {
    let parsed = json::parse(file.text);
    let mut reader = Reader { file, problems };
    reader.errors(&parsed);
    let Some(document) = &parsed.document else { return Vec::new() };
    let root = document.root();
    if !root.is_object() {
        let message = "a file of variable values holds one object".to_owned();
        reader.problems.push(invalid(reader.place(root.span()), message, None));
    }
    reader.attributes(root, Strings::Literals)
}

/// An object, or each object of an array: both stand for blocks.
fn objects<'d, 's>(node: Node<'d, 's>) -> Vec<Node<'d, 's>> {
    if node.is_array() { node.items().collect() } else { vec![node] }
}

impl Reader<'_> {
    fn place(&self, span: Span) -> Place {
        span.in_file(self.file.file)
    }

    fn errors(&mut self, parsed: &json::Parsed<'_>) {
        for error in &parsed.errors {
            self.problems.push(invalid(self.place(error.span), error.message.clone(), error.help.clone()));
        }
    }

    /// Blocks of one type, below so many levels of labels.
    fn labelled(&mut self, ty: &str, node: Node<'_, '_>, labels: usize, out: &mut Vec<Block>) {
        self.below(ty, node, labels, &mut Vec::new(), out);
    }

    fn below(
        &mut self,
        ty: &str,
        node: Node<'_, '_>,
        left: usize,
        labels: &mut Vec<Arc<str>>,
        out: &mut Vec<Block>,
    ) {
        for object in objects(node) {
            if left == 0 {
                out.push(self.block(ty, labels.clone(), object));
                continue;
            }
            for (key, value) in object.members().filter(|(key, _)| key.text != "//") {
                labels.push((*key.text).into());
                self.below(ty, value, left - 1, labels, out);
                labels.pop();
            }
        }
    }

    fn block(&mut self, ty: &str, labels: Vec<Arc<str>>, node: Node<'_, '_>) -> Block {
        let place = self.place(node.span());
        let start = place.span.start;
        let header = self.place(Span::new(start, start.saturating_add(1).min(place.span.end)));
        let mut body = Body::default();
        for (key, value) in node.members() {
            match (ty, &*key.text) {
                (_, "//") => {}
                ("resource" | "data" | "content" | "dynamic", "dynamic") => {
                    self.labelled("dynamic", value, 1, &mut body.blocks);
                }
                ("resource" | "data", "lifecycle" | "connection" | "provisioner")
                | ("terraform", "required_providers" | "backend" | "cloud")
                | ("dynamic", "content") => self.labelled(&key.text, value, 0, &mut body.blocks),
                (_, word) => {
                    let strings = strings(ty, word);
                    body.attributes.push(self.attribute(word, key.span, value, strings));
                }
            }
        }
        Block { ty: ty.into(), labels, body, place, header }
    }

    fn attributes(&mut self, node: Node<'_, '_>, strings: Strings) -> Vec<Attribute> {
        let members = node.members().filter(|(key, _)| key.text != "//");
        members.map(|(key, value)| self.attribute(&key.text, key.span, value, strings)).collect()
    }

    fn attribute(&mut self, name: &str, key: Span, node: Node<'_, '_>, strings: Strings) -> Attribute {
        let value = self.value(node, strings);
        Attribute { name: name.into(), place: self.place(key.to(node.span())), value }
    }

    fn value(&mut self, node: Node<'_, '_>, strings: Strings) -> Expr {
        let place = self.place(node.span());
        let kind = match node.kind() {
            Kind::Null => ExprKind::Literal(Value::NULL),
            Kind::Bool(value) => ExprKind::Literal(value.into()),
            Kind::Integer(_) | Kind::Float(_) => ExprKind::Literal(super::expressions::number(node.source())),
            Kind::String => self.string(node, strings),
            Kind::Array => ExprKind::Tuple(node.items().map(|item| self.value(item, strings)).collect()),
            Kind::Object => {
                let members = node.members().filter(|(key, _)| key.text != "//");
                let members = members.map(|(key, value)| {
                    let span = self.place(key.span);
                    (self.text(&key.text, span, key.span, strings), self.value(value, strings))
                });
                ExprKind::Object(members.collect())
            }
            Kind::Invalid => ExprKind::Error,
        };
        Expr { kind, place }
    }

    fn string(&mut self, node: Node<'_, '_>, strings: Strings) -> ExprKind {
        let text = node.as_str().unwrap_or_default();
        self.text(&text, self.place(node.span()), node.span(), strings).kind
    }

    /// A string in the notation that its place has. Escapes shift what is inside: then all of it has the string's place.
    fn text(&mut self, text: &str, place: Place, span: Span, strings: Strings) -> Expr {
        let literal = |text: &str| Expr { kind: ExprKind::Literal(text.into()), place };
        if strings == Strings::Literals || (strings == Strings::Templates && !text.contains(['$', '%'])) {
            return literal(text);
        }
        let base = span.start as usize + 1;
        let read = match strings {
            Strings::Templates => hcl::template(self.file.file, text, base)
                .map(|parts| Expr { kind: templates::string(parts), place }),
            Strings::Expressions | Strings::Literals => hcl::expression(self.file.file, text, base),
        };
        read.unwrap_or_else(|problem| {
            self.problems.push(Problem { place: Some(place), ..problem });
            Expr { kind: ExprKind::Error, place }
        })
    }
}

/// What the strings of an argument are.
fn strings(block: &str, argument: &str) -> Strings {
    match (block, argument) {
        ("variable", "type") | ("resource" | "data" | "module", "depends_on") => Strings::Expressions,
        ("variable", _)
        | ("module", "source" | "version" | "providers")
        | ("resource" | "data", "provider")
        | ("lifecycle" | "required_providers", _)
        | ("dynamic", "iterator") => Strings::Literals,
        _ => Strings::Templates,
    }
}
