//! Types that a template defines for others to import, as far as evaluation needs them.

use super::Lower;
use super::parameters::{Facts, facts};
use crate::json::{self, Node};
use ravelin_finding::FileId;
use ravelin_model::Value;
use std::sync::Arc;

/// How many steps a path into a type may take.
const MAX_STEPS: usize = 64;

/// What a type says of its values.
#[derive(Clone, Debug)]
pub struct Definition {
    /// `string`, `int`, `bool`, `object`, `array`; empty where it is none of them for certain.
    pub ty: Arc<str>,
    /// Is null one of its values?
    pub nullable: bool,
    /// Is it secure?
    pub secure: bool,
    /// Its values, where they are listed.
    pub allowed: Option<Vec<Value>>,
}

/// What a template defines under a name, after steps into it: names of properties, numbers of items, `*` for any.
#[must_use]
pub fn definition(file: FileId, text: &str, name: &str, path: &[String]) -> Option<Definition> {
    let parsed = json::parse(text);
    let definitions = parsed.document.as_ref()?.root().get("definitions")?;
    let mut node = definitions.get(name)?;
    for step in path.iter().take(MAX_STEPS) {
        node = inner(target(node, definitions)?, step)?;
    }
    let Facts { ty, secure, nullable, allowed } = facts(node, Some(definitions), 0);
    let mut lower = Lower::new(file, 0);
    let allowed = allowed.map(|allowed| {
        let items: Vec<_> = allowed.items().map(|item| lower.value(item)).collect();
        items.into_iter().filter_map(|id| lower.builder.constant(id).cloned()).collect()
    });
    Some(Definition { ty, nullable, secure, allowed })
}

/// The definition that a node refers to, or the node itself.
fn target<'d, 's>(node: Node<'d, 's>, definitions: Node<'d, 's>) -> Option<Node<'d, 's>> {
    let mut node = node;
    for _ in 0..super::parameters::MAX_REFERENCES {
        match super::parameters::referenced(node, definitions) {
            Some(next) => node = next,
            None => return Some(node),
        }
    }
    None
}

fn inner<'d, 's>(node: Node<'d, 's>, step: &str) -> Option<Node<'d, 's>> {
    let additional = || node.get("additionalProperties").filter(|node| node.is_object());
    if step == "*" {
        return node.get("items").filter(|node| node.is_object()).or_else(additional);
    }
    let property = node.get("properties").and_then(|properties| properties.get(step));
    let item = || {
        let at: usize = step.parse().ok()?;
        let items = node.get("prefixItems").filter(|node| node.is_array())?;
        items.items().nth(at)
    };
    property.or_else(item).or_else(additional)
}
