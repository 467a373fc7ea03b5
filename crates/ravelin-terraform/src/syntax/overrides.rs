//! Files of overrides: their blocks replace arguments of blocks of the same name
//! (<https://developer.hashicorp.com/terraform/language/files/override>).

use super::invalid;
use crate::ir::{Attribute, Body, Module};
use ravelin_finding::Place;

/// Merges a file of overrides over a module.
pub(super) fn merge(module: &mut Module, over: Module) {
    module.files.extend(over.files);
    module.problems.extend(over.problems);
    module.required_providers.retain(|old| !over.required_providers.iter().any(|new| new.name == old.name));
    module.required_providers.extend(over.required_providers);
    replace(&mut module.locals, over.locals);
    let mut lost: Vec<(Place, String)> = Vec::new();
    for new in over.variables {
        match module.variables.iter_mut().find(|old| old.name == new.name) {
            Some(old) => {
                old.ty = new.ty.or(old.ty.take());
                old.default = new.default.or(old.default.take());
                old.sensitive |= new.sensitive;
            }
            None => lost.push((new.header, format!("variable `{}`", new.name))),
        }
    }
    for new in over.outputs {
        match module.outputs.iter_mut().find(|old| old.name == new.name) {
            Some(old) => {
                old.value = new.value.or(old.value.take());
                old.sensitive |= new.sensitive;
            }
            None => lost.push((new.place, format!("output `{}`", new.name))),
        }
    }
    for new in over.calls {
        match module.calls.iter_mut().find(|old| old.name == new.name) {
            Some(old) => {
                old.source = new.source.or(old.source.take());
                old.version = new.version.or(old.version.take());
                old.count = new.count.or(old.count.take());
                old.for_each = new.for_each.or(old.for_each.take());
                replace(&mut old.arguments, new.arguments);
            }
            None => lost.push((new.header, format!("module `{}`", new.name))),
        }
    }
    for new in over.resources {
        let old = module
            .resources
            .iter_mut()
            .find(|old| (old.managed, &old.ty, &old.name) == (new.managed, &new.ty, &new.name));
        match old {
            Some(old) => {
                old.count = new.count.or(old.count.take());
                old.for_each = new.for_each.or(old.for_each.take());
                old.provider = new.provider.or(old.provider.take());
                body(&mut old.body, new.body);
            }
            None => lost.push((new.header, format!("`{}.{}`", new.ty, new.name))),
        }
    }
    for new in over.providers {
        let same = |old: &crate::ir::Block| old.labels == new.labels && alias(&old.body) == alias(&new.body);
        match module.providers.iter_mut().find(|old| same(old)) {
            Some(old) => body(&mut old.body, new.body),
            None => module.providers.push(new),
        }
    }
    let help = "an override needs a block of the same name in another file";
    let problems = lost.into_iter().map(|(place, what)| {
        invalid(place, format!("there is no {what} to override"), Some(help.to_owned()))
    });
    module.problems.extend(problems);
}

fn alias(body: &Body) -> Option<&str> {
    let alias = body.attributes.iter().find(|attribute| &*attribute.name == "alias")?;
    match &alias.value.kind {
        crate::ir::ExprKind::Literal(value) => value.as_str(),
        _ => None,
    }
}

/// Arguments replace those of the same name, blocks all those of the same type.
fn body(old: &mut Body, new: Body) {
    replace(&mut old.attributes, new.attributes);
    let written = |block: &crate::ir::Block| match (&*block.ty, block.labels.first()) {
        ("dynamic", Some(label)) => label.clone(),
        _ => block.ty.clone(),
    };
    let types: Vec<_> = new.blocks.iter().map(written).collect();
    old.blocks.retain(|block| !types.contains(&written(block)));
    old.blocks.extend(new.blocks);
}

fn replace(old: &mut Vec<Attribute>, new: Vec<Attribute>) {
    for attribute in new {
        match old.iter_mut().find(|other| other.name == attribute.name) {
            Some(other) => *other = attribute,
            None => old.push(attribute),
        }
    }
}
