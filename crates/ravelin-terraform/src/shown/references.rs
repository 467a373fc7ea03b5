//! Where a plan does not know a value, its configuration still says which resource it is taken from.
//!
//! Only ids are filled in, and only where the argument refers to nothing but one `id`: an id is what edges between
//! resources are made of. A text that merely contains an id can't be told from the id itself in a plan; such arguments
//! are not named like ids.

use super::rows::text;
use super::value::exact;
use crate::{Instance, provider};
use ravelin_model::{Array, Data, Lookup, ObjectBuilder, Value};
use ravelin_template::eval::Settings;
use ravelin_template::json::Node;
use std::collections::HashMap;
use std::sync::Arc;

/// The deepest nesting of modules, blocks and references that is followed.
const MAX_DEPTH: usize = 32;

/// The configuration of each module, by its path without instance keys; the root's is empty.
pub(super) struct References<'d, 's> {
    modules: HashMap<String, Module<'d, 's>>,
}

struct Module<'d, 's> {
    /// The resources by their address inside the module.
    resources: HashMap<String, Node<'d, 's>>,
    /// The arguments of the call, which belong to the module above.
    arguments: Option<Node<'d, 's>>,
    outputs: Option<Node<'d, 's>>,
}

impl<'d, 's> References<'d, 's> {
    pub(super) fn new(root: Node<'d, 's>) -> Self {
        let mut modules = HashMap::new();
        let configuration = exact(root, "configuration").and_then(|node| exact(node, "root_module"));
        if let Some(module) = configuration {
            collect(module, None, "", 0, &mut modules);
        }
        Self { modules }
    }

    /// The key of the provider that a resource is configured with.
    pub(super) fn provider(&self, address: &str) -> Option<&str> {
        let (module, own) = split(address);
        let node = self.modules.get(&without_keys(module))?.resources.get(&without_keys(own))?;
        let key = exact(*node, "provider_config_key")?.as_plain_str();
        key.map(|key| key.rsplit(':').next().unwrap_or(key))
    }

    /// Gives unknown ids the ids of the resources that they are taken from.
    pub(super) fn fill(&self, instances: &mut [Instance], settings: &Settings) {
        let mut by_address: HashMap<Arc<str>, usize> = HashMap::new();
        for (at, instance) in instances.iter().enumerate() {
            by_address.insert(Arc::clone(&instance.address), at);
        }
        // Ids may be made of ids: a few rounds reach every level that real providers have.
        for _ in 0..4 {
            let mut ids: HashMap<usize, Value> = HashMap::new();
            let mut filled: Vec<(usize, Value)> = Vec::new();
            for (at, instance) in instances.iter().enumerate() {
                let (module, own) = split(&instance.address);
                let found = self
                    .modules
                    .get(&without_keys(module))
                    .and_then(|one| one.resources.get(&without_keys(own)));
                let Some(expressions) = found.and_then(|node| exact(*node, "expressions")) else { continue };
                if instance.attributes.is_known() {
                    continue;
                }
                let mut id = |reference: &str| -> Option<Value> {
                    let target = *by_address
                        .get(reference)
                        .or_else(|| by_address.get(format!("{reference}[0]").as_str()))?;
                    let id = ids.entry(target).or_insert_with(|| {
                        let exported = instances.get(target).map(|one| provider::exported(one, settings));
                        match exported.map(|value| value.get("id")) {
                            Some(Lookup::Found(id)) => id,
                            _ => Value::NULL,
                        }
                    });
                    Some(id.clone()).filter(|id| !id.is_null())
                };
                let new = self.object(&instance.attributes, expressions, module, &mut id, 0);
                filled.extend(new.map(|value| (at, value)));
            }
            if filled.is_empty() {
                return;
            }
            for (at, attributes) in filled {
                if let Some(instance) = instances.get_mut(at) {
                    instance.attributes = attributes;
                }
            }
        }
    }

    /// The object with its unknown ids filled in; `None` where nothing changes.
    fn object(
        &self,
        value: &Value,
        expressions: Node<'d, 's>,
        module: &str,
        id: &mut dyn FnMut(&str) -> Option<Value>,
        depth: usize,
    ) -> Option<Value> {
        let object = value.as_object().filter(|_| depth < MAX_DEPTH)?;
        let mut out = ObjectBuilder::of_kind(object.kind());
        let mut changed = false;
        for entry in object.entries() {
            let expression = exact(expressions, &entry.key);
            let new =
                expression.and_then(|node| self.member(&entry.key, &entry.value, node, module, id, depth));
            changed |= new.is_some();
            let mut entry = entry.clone();
            if let Some(new) = new {
                entry.value = new.marked(entry.value.secret);
            }
            out.insert(entry);
        }
        changed.then(|| out.build().into())
    }

    fn member(
        &self,
        name: &str,
        value: &Value,
        expression: Node<'d, 's>,
        module: &str,
        id: &mut dyn FnMut(&str) -> Option<Value>,
        depth: usize,
    ) -> Option<Value> {
        let (one, many) = (is_id(name), name.ends_with("_ids"));
        match &value.data {
            Data::Unknown(_) if one => id(&self.resolved(&only_id(expression)?, module, 0)?),
            Data::Unknown(_) if many => {
                let item = id(&self.resolved(&only_id(expression)?, module, 0)?)?;
                Some(Array::new(vec![item]).into())
            }
            Data::Array(array) if many => {
                let [only] = array.items() else { return None };
                only.as_unknown()?;
                let item = id(&self.resolved(&only_id(expression)?, module, 0)?)?;
                Some(Array::of_kind(vec![item], array.kind()).into())
            }
            Data::Array(array) if expression.is_array() => {
                let mut changed = false;
                let items = array.items().iter().zip(expression.items());
                let items = items.map(|(item, expression)| {
                    let new = self.object(item, expression, module, id, depth + 1);
                    changed |= new.is_some();
                    new.unwrap_or_else(|| item.clone())
                });
                let items: Vec<Value> = items.collect();
                (changed && items.len() == array.items().len())
                    .then(|| Array::of_kind(items, array.kind()).into())
            }
            _ => None,
        }
    }

    /// The whole address of the resource that a reference leads to, through variables and outputs.
    fn resolved(&self, reference: &str, module: &str, depth: usize) -> Option<String> {
        if depth > MAX_DEPTH {
            return None;
        }
        let prefix = if module.is_empty() { String::new() } else { format!("{module}.") };
        if let Some(variable) = reference.strip_prefix("var.") {
            let call = self.modules.get(&without_keys(module))?.arguments?;
            let above =
                module.rfind("module.").and_then(|at| module.get(..at)).unwrap_or("").trim_end_matches('.');
            return self.resolved(&only_id(exact(call, variable)?)?, above, depth + 1);
        }
        if let Some(rest) = reference.strip_prefix("module.") {
            let (called, output) = rest.rsplit_once('.')?;
            let inner = format!("{prefix}module.{called}");
            let outputs = self.modules.get(&without_keys(&inner))?.outputs?;
            let expression = exact(exact(outputs, output)?, "expression")?;
            return self.resolved(&only_id(expression)?, &inner, depth + 1);
        }
        reference.strip_suffix(".id").map(|resource| format!("{prefix}{resource}"))
    }
}

/// Is an argument of this name an id?
fn is_id(name: &str) -> bool {
    name.ends_with("_id") || name == "id" || name == "scope"
}

/// The one reference of an expression, where it refers to nothing else: `a.b.id`, `var.x`, `module.m.x`. Plans list the
/// longest form first, and after it those that it begins with.
fn only_id(expression: Node<'_, '_>) -> Option<String> {
    let references: Vec<String> = exact(expression, "references")?
        .items()
        .filter_map(|reference| Some(reference.as_str()?.into_owned()))
        .collect();
    let (first, rest) = references.split_first()?;
    let shorter =
        |other: &String| first.strip_prefix(other.as_str()).is_some_and(|rest| rest.starts_with(['.', '[']));
    rest.iter().all(shorter).then(|| first.clone())
}

fn collect<'d, 's>(
    module: Node<'d, 's>,
    arguments: Option<Node<'d, 's>>,
    path: &str,
    depth: usize,
    out: &mut HashMap<String, Module<'d, 's>>,
) {
    let resources = exact(module, "resources").into_iter().flat_map(Node::items);
    let resources = resources.filter_map(|node| Some((text(node, "address")?, node))).collect();
    out.insert(path.to_owned(), Module { resources, arguments, outputs: exact(module, "outputs") });
    if depth >= MAX_DEPTH {
        return;
    }
    for (name, call) in exact(module, "module_calls").into_iter().flat_map(Node::members) {
        let dot = if path.is_empty() { "" } else { "." };
        let inner = format!("{path}{dot}module.{}", name.text);
        if let Some(called) = exact(call, "module") {
            collect(called, exact(call, "expressions"), &inner, depth + 1, out);
        }
    }
}

/// An address as the path of its module and its own part: `module.a["x"]`, `azurerm_subnet.b[0]`.
pub(super) fn split(address: &str) -> (&str, &str) {
    let mut rest = address;
    let mut end = 0;
    while rest.starts_with("module.") {
        let Some(step) = step(rest).and_then(|first| Some(first + 1 + step(rest.get(first + 1..)?)?)) else {
            break;
        };
        end += step + 1;
        rest = rest.get(step + 1..).unwrap_or("");
    }
    let module = end.checked_sub(1).and_then(|end| address.get(..end)).unwrap_or("");
    (module, rest)
}

/// The length up to the next dot that stands in no key.
fn step(text: &str) -> Option<usize> {
    let (mut quoted, mut escaped) = (false, false);
    for (at, letter) in text.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '.' if !quoted => return Some(at),
            _ => {}
        }
    }
    None
}

/// An address without instance keys.
pub(super) fn without_keys(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    let (mut depth, mut quoted, mut escaped) = (0usize, false, false);
    for letter in address.chars() {
        match letter {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '[' if !quoted => depth += 1,
            ']' if !quoted => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(letter),
            _ => {}
        }
    }
    out
}
