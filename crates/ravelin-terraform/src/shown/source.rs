//! The configuration that lies beside a plan or state: places of instances point into it.

use super::references::{split, without_keys};
use crate::Instance;
use crate::ir::{Block, Body, Module, ResourceBlock};
use crate::loader::Loader;
use ravelin_finding::{Link, Place};
use ravelin_model::{Array, Data, ObjectBuilder, Origin, Value};
use std::collections::HashMap;
use std::sync::Arc;

/// Points instances at the blocks that declare them, as far as these are found.
pub(super) fn join(instances: &mut [Instance], folder: &str, loader: &dyn Loader) {
    let Ok(root) = loader.module(folder) else { return };
    let mut modules: HashMap<String, Option<Found>> = HashMap::new();
    modules.insert(String::new(), Some(Found { module: root, folder: folder.to_owned(), chain: Vec::new() }));
    for instance in instances {
        let (path, own) = split(&instance.address);
        let Some(found) = find(&without_keys(path), &mut modules, loader) else { continue };
        let own = without_keys(own);
        let Some(block) = found.module.resources.iter().find(|block| address(block) == own) else { continue };
        instance.place = block.place;
        instance.header = block.header;
        instance.chain = found.chain.iter().rev().cloned().collect();
        instance.attributes = placed(&instance.attributes, &block.body);
    }
}

#[derive(Clone)]
struct Found {
    module: Arc<Module>,
    folder: String,
    /// The calls that lead there, the outermost first.
    chain: Vec<Link>,
}

fn address(block: &ResourceBlock) -> String {
    let data = if block.managed { "" } else { "data." };
    format!("{data}{}.{}", block.ty, block.name)
}

/// The module at a path without keys, `module.a.module.b`: only local ones are followed.
fn find(path: &str, known: &mut HashMap<String, Option<Found>>, loader: &dyn Loader) -> Option<Found> {
    if let Some(found) = known.get(path) {
        return found.clone();
    }
    let (above, name) = path.rsplit_once("module.")?;
    let found = find(above.trim_end_matches('.'), known, loader).and_then(|above| {
        let call = above.module.calls.iter().find(|call| &*call.name == name)?;
        let (source, _) = call.source.as_ref()?;
        if !source.starts_with('.') {
            return None;
        }
        let folder = loader.folder(&above.folder, source);
        let module = loader.module(&folder).ok()?;
        let mut chain = above.chain.clone();
        chain.push(Link { place: call.header, says: format!("deployed by `{name}`") });
        Some(Found { module, folder, chain })
    });
    known.insert(path.to_owned(), found.clone());
    found
}

/// The value with the places of the arguments that give it, block by block.
fn placed(value: &Value, body: &Body) -> Value {
    let Some(object) = value.as_object() else { return value.clone() };
    let mut out = ObjectBuilder::of_kind(object.kind());
    for entry in object.entries() {
        let mut entry = entry.clone();
        if let Some(attribute) = body.attributes.iter().find(|attribute| attribute.name == entry.key) {
            entry.place = Some(attribute.place);
            entry.value.origin = Some(Origin::written(attribute.value.place));
        } else {
            let blocks: Vec<&Block> = body.blocks.iter().filter(|block| block.ty == entry.key).collect();
            if let Some(first) = blocks.first() {
                entry.place = Some(first.place);
                entry.value = with_blocks(&entry.value, &blocks);
            } else {
                // A default, or what the provider computes: the block as a whole is its place in the text.
                entry.place = None;
                entry.value.origin = None;
            }
        }
        out.insert(entry);
    }
    let built = Value::from(out.build()).marked(value.secret);
    Value { origin: value.origin.clone(), ..built }
}

fn with_blocks(value: &Value, blocks: &[&Block]) -> Value {
    let origin = |place: Place| Some(Origin::written(place));
    let Data::Array(array) = &value.data else { return value.clone() };
    if array.items().len() != blocks.len() {
        return Value { origin: blocks.first().and_then(|block| origin(block.header)), ..value.clone() };
    }
    let items = array.items().iter().zip(blocks).map(|(item, block)| {
        let item = placed(item, &block.body);
        Value { origin: origin(block.header), ..item }
    });
    let built = Value::from(Array::of_kind(items.collect(), array.kind())).marked(value.secret);
    Value { origin: blocks.first().and_then(|block| origin(block.header)), ..built }
}
