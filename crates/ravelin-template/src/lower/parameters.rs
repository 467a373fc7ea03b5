//! What parameters are declared to be, and parameter files.

use super::{Lower, syntax};
use crate::eval::GivenParameter;
use crate::json::{self, Node};
use ravelin_finding::{FileId, Problem, ProblemKind, Span};
use ravelin_model::{Origin, Reason, Value};
use std::sync::Arc;

/// How many definitions refer to one another before they are taken for a circle.
pub(super) const MAX_REFERENCES: u8 = 16;

/// What a declaration says of its values.
pub(super) struct Facts<'d, 's> {
    pub(super) ty: Arc<str>,
    pub(super) secure: bool,
    pub(super) nullable: bool,
    pub(super) allowed: Option<Node<'d, 's>>,
}

/// What a parameter or output is declared to be, its `$ref` followed.
pub(super) fn facts<'d, 's>(
    node: Node<'d, 's>,
    definitions: Option<Node<'d, 's>>,
    depth: u8,
) -> Facts<'d, 's> {
    let written = node.get("type").and_then(Node::as_str).unwrap_or_default().to_ascii_lowercase();
    let (ty, secure) = match written.as_str() {
        "securestring" => ("string", true),
        "secureobject" => ("object", true),
        other => (other, false),
    };
    let mut facts = Facts {
        ty: ty.into(),
        secure,
        nullable: node.get("nullable").and_then(Node::as_bool).unwrap_or(false),
        allowed: node.get("allowedValues").filter(|node| node.is_array()),
    };
    let target = definitions.and_then(|definitions| referenced(node, definitions));
    if let Some(target) = target.filter(|_| depth < MAX_REFERENCES) {
        let target = self::facts(target, definitions, depth + 1);
        facts.ty = target.ty;
        facts.secure |= target.secure;
        facts.nullable |= target.nullable;
        facts.allowed = facts.allowed.or(target.allowed);
    }
    facts
}

/// The definition that a `$ref` names.
pub(super) fn referenced<'d, 's>(node: Node<'d, 's>, definitions: Node<'d, 's>) -> Option<Node<'d, 's>> {
    let reference = node.get("$ref").and_then(Node::as_str)?;
    let name = reference.strip_prefix("#/definitions/")?;
    // Names in a JSON pointer have `~1` for `/` and `~0` for `~`.
    definitions.get(&name.replace("~1", "/").replace("~0", "~"))
}

/// Reads a parameter file: each parameter with the place where it is given.
#[must_use]
pub fn parameters(file: FileId, text: &str) -> (Vec<GivenParameter>, Vec<Problem>) {
    let parsed = json::parse(text);
    let mut problems: Vec<Problem> =
        parsed.errors.iter().map(|error| syntax(file, error, Span::default())).collect();
    let mut given = Vec::new();
    let Some(document) = &parsed.document else { return (given, problems) };
    let Some(node) = document.root().get("parameters") else {
        problems.push(Problem {
            kind: ProblemKind::Invalid,
            place: Some(Span::default().in_file(file)),
            path: None,
            message: "this parameter file has no `parameters`".to_owned(),
            help: Some("write `\"parameters\": {\"name\": {\"value\": …}}`".to_owned()),
        });
        return (given, problems);
    };
    for (key, node) in node.members() {
        let place = key.span.to(node.span()).in_file(file);
        let value = if let Some(value) = node.get("value") {
            literal(file, value)
        } else if let Some(reference) = node.get("reference") {
            secret(reference, place)
        } else {
            problems.push(Problem {
                kind: ProblemKind::Invalid,
                place: Some(place),
                path: None,
                message: format!("parameter `{}` has neither `value` nor `reference`", key.text),
                help: None,
            });
            continue;
        };
        given.push(GivenParameter { name: key.text.as_ref().into(), value, place: Some(place) });
    }
    (given, problems)
}

/// The values of a parameter file are taken as they stand: no expression is evaluated there.
fn literal(file: FileId, node: Node<'_, '_>) -> Value {
    let mut lower = Lower::new(file, 0);
    let place = lower.place(node);
    match node.as_str() {
        Some(text) => Value::from(text.as_ref()).with_origin(Origin::written(place)),
        None => {
            let id = lower.plain(node);
            lower.builder.constant(id).cloned().unwrap_or(Value::NULL)
        }
    }
}

fn secret(reference: Node<'_, '_>, place: ravelin_finding::Place) -> Value {
    let text = |node: Option<Node<'_, '_>>| node.and_then(Node::as_str).unwrap_or_default().into_owned();
    let vault = text(reference.get("keyVault").and_then(|vault| vault.get("id")));
    let secret = text(reference.get("secretName"));
    let why = format!("secret `{secret}` of a key vault is read at deployment");
    let reason = Reason::new(secret.as_str(), why, Some(place));
    Value::unknown(format!("getSecret('{vault}', '{secret}')"), reason).marked(true)
}

impl Lower {
    /// A JSON value in which no string is an expression.
    fn plain(&mut self, node: Node<'_, '_>) -> crate::ir::ExprId {
        use crate::ir::{Item, Member};
        let place = self.place(node);
        if node.is_array() {
            let items = node.items().map(|item| Item::One(self.plain(item))).collect();
            return self.builder.array(place, items);
        }
        if node.is_object() {
            let members = node.members().map(|(key, value)| {
                let at = key.span.to(value.span()).in_file(self.file);
                Member::Named(key.text.as_ref().into(), self.plain(value), at)
            });
            let members = members.collect();
            return self.builder.object(place, members);
        }
        match node.as_str() {
            Some(text) => self.text(place, &text),
            None => self.value(node),
        }
    }
}

/// The value of a JSON text that is data, comments and trailing commas allowed; values know no place.
///
/// # Errors
/// What is wrong in the text.
pub fn json_value(text: &str) -> Result<Value, json::SyntaxError> {
    let parsed = json::parse(text);
    match (parsed.errors.into_iter().next(), &parsed.document) {
        (Some(error), _) => Err(error),
        (None, Some(document)) => Ok(data(document.root())),
        (None, None) => Ok(Value::NULL),
    }
}

fn data(node: Node<'_, '_>) -> Value {
    match node.kind() {
        json::Kind::Null | json::Kind::Invalid => Value::NULL,
        json::Kind::Bool(value) => value.into(),
        json::Kind::Integer(value) => value.into(),
        json::Kind::Float(value) => value.into(),
        json::Kind::String => node.as_str().unwrap_or_default().as_ref().into(),
        json::Kind::Array => node.items().map(data).collect::<Vec<_>>().into(),
        json::Kind::Object => {
            let mut object = ravelin_model::ObjectBuilder::default();
            node.members().for_each(|(key, value)| object.put(key.text.as_ref(), data(value)));
            object.build().into()
        }
    }
}
