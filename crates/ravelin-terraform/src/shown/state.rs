//! States: as `terraform show -json` prints them, and as files have them (version 4).

use super::Shown;
use super::rows::{Row, provider, text};
use super::value::{Marked, exact};
use crate::Instance;
use ravelin_model::Value;
use ravelin_template::json::Node;

/// The deepest nesting of modules that is followed.
const MAX_DEPTH: usize = 64;

/// The instances of a state that was shown.
pub(super) fn shown(shown: Shown<'_>, root: Node<'_, '_>) -> Vec<Instance> {
    let mut out = Vec::new();
    if let Some(module) = exact(root, "values").and_then(|values| exact(values, "root_module")) {
        module_of(shown, module, 0, &mut out);
    }
    out
}

/// The resources of a module and of those below it.
pub(super) fn module_of(shown: Shown<'_>, module: Node<'_, '_>, depth: usize, out: &mut Vec<Instance>) {
    for node in exact(module, "resources").into_iter().flat_map(Node::items) {
        let row = Row {
            address: text(node, "address").unwrap_or_default(),
            managed: text(node, "mode").as_deref() != Some("data"),
            ty: text(node, "type").unwrap_or_default(),
            values: Marked {
                value: exact(node, "values"),
                unknown: None,
                sensitive: exact(node, "sensitive_values"),
            },
            provider: provider(&text(node, "provider_name").unwrap_or_default(), Value::NULL, None),
            node,
        };
        out.push(row.instance(shown));
    }
    if depth < MAX_DEPTH {
        for child in exact(module, "child_modules").into_iter().flat_map(Node::items) {
            module_of(shown, child, depth + 1, out);
        }
    }
}

/// The instances of a state file.
pub(super) fn file(shown: Shown<'_>, root: Node<'_, '_>) -> Vec<Instance> {
    let mut out = Vec::new();
    for resource in exact(root, "resources").into_iter().flat_map(Node::items) {
        let (ty, name) =
            (text(resource, "type").unwrap_or_default(), text(resource, "name").unwrap_or_default());
        let managed = text(resource, "mode").as_deref() != Some("data");
        let module = text(resource, "module").map(|module| format!("{module}.")).unwrap_or_default();
        let data = if managed { "" } else { "data." };
        let provider = provider(&text(resource, "provider").unwrap_or_default(), Value::NULL, None);
        for node in exact(resource, "instances").into_iter().flat_map(Node::items) {
            let index = exact(node, "index_key").map(|key| format!("[{}]", key.source())).unwrap_or_default();
            let row = Row {
                address: format!("{module}{data}{ty}.{name}{index}"),
                managed,
                ty: ty.clone(),
                values: Marked { value: exact(node, "attributes"), ..Marked::default() },
                provider: std::sync::Arc::clone(&provider),
                node,
            };
            let mut instance = row.instance(shown);
            for path in exact(node, "sensitive_attributes").into_iter().flat_map(Node::items) {
                instance.attributes = hidden(&instance.attributes, path);
            }
            out.push(instance);
        }
    }
    out
}

/// The attributes with what a path of `sensitive_attributes` leads to marked as secret. Only its first step counts: what
/// is inside is marked as well, which hides more, never less.
fn hidden(attributes: &Value, path: Node<'_, '_>) -> Value {
    let first = path.items().next().and_then(|step| text(step, "value"));
    let (Some(name), Some(object)) = (first, attributes.as_object()) else { return attributes.clone() };
    let mut out = ravelin_model::ObjectBuilder::of_kind(object.kind());
    for entry in object.entries() {
        let mut entry = entry.clone();
        entry.value.secret |= *entry.key == *name;
        out.insert(entry);
    }
    out.build().into()
}
