//! Plans: what each resource will be, and which references stand where values are not known yet.

use super::Shown;
use super::references::References;
use super::rows::{Row, provider, text};
use super::value::{Marked, exact};
use super::{state, value};
use crate::{Instance, ProviderConfig};
use ravelin_model::{ObjectBuilder, ObjectKind, Value};
use ravelin_template::eval::Settings;
use ravelin_template::json::Node;
use std::collections::HashMap;
use std::sync::Arc;

/// The instances of a plan: resources that will be there, and data sources that were read.
pub(super) fn instances(shown: Shown<'_>, root: Node<'_, '_>, settings: &Settings) -> Vec<Instance> {
    let references = References::new(root);
    let providers = providers(shown, root);
    let mut instances = Vec::new();
    for node in exact(root, "resource_changes").into_iter().flat_map(Node::items) {
        let Some(change) = exact(node, "change") else { continue };
        let actions: Vec<String> = exact(change, "actions")
            .into_iter()
            .flat_map(Node::items)
            .filter_map(|one| Some(one.as_str()?.into_owned()))
            .collect();
        if actions.iter().all(|action| matches!(action.as_str(), "delete" | "forget")) {
            continue;
        }
        let address = text(node, "address").unwrap_or_default();
        let name = text(node, "provider_name").unwrap_or_default();
        let key = references.provider(&address);
        let configured =
            key.and_then(|key| providers.get(key)).filter(|configured| name.ends_with(&*configured.source));
        let row = Row {
            managed: text(node, "mode").as_deref() != Some("data"),
            ty: text(node, "type").unwrap_or_default(),
            values: Marked {
                value: exact(change, "after"),
                unknown: exact(change, "after_unknown"),
                sensitive: exact(change, "after_sensitive"),
            },
            provider: configured.map_or_else(|| provider(&name, Value::NULL, None), Arc::clone),
            address,
            node,
        };
        instances.push(row.instance(shown));
    }
    let before = exact(root, "prior_state").and_then(|state| exact(state, "values"));
    if let Some(module) = before.and_then(|values| exact(values, "root_module")) {
        let mut read = Vec::new();
        state::module_of(shown, module, 0, &mut read);
        instances.extend(read.into_iter().filter(|instance| !instance.managed));
    }
    references.fill(&mut instances, settings);
    instances
}

/// The configured providers by their keys.
fn providers(shown: Shown<'_>, root: Node<'_, '_>) -> HashMap<String, Arc<ProviderConfig>> {
    let configured =
        exact(root, "configuration").and_then(|configuration| exact(configuration, "provider_config"));
    let each = configured.into_iter().flat_map(Node::members).map(|(key, node)| {
        let mut arguments = ObjectBuilder::of_kind(ObjectKind::Exact);
        for (name, expression) in exact(node, "expressions").into_iter().flat_map(Node::members) {
            if let Some(constant) = exact(expression, "constant_value") {
                let constant = Marked { value: Some(constant), ..Marked::default() };
                arguments.put(&*name.text, value::value(shown.file, constant, &name.text));
            }
        }
        let name = text(node, "full_name").unwrap_or_default();
        let place = Some(node.span().in_file(shown.file));
        (key.text.into_owned(), provider(&name, arguments.build().into(), place))
    });
    each.collect()
}
