//! Providers: the configuration and the version that a resource is deployed with.
//!
//! A module sees the configurations of its own `provider` blocks, those that its call passes, and the default ones of
//! whoever calls it (<https://developer.hashicorp.com/terraform/language/modules/develop/providers>).

use super::memo::Memo;
use super::scope::Env;
use super::unit::Unit;
use super::versions;
use super::world::{World, unknown};
use crate::ProviderConfig;
use crate::ir::{Block, ExprKind, Module, ResourceBlock};
use crate::syntax::{self, ConfigurationFile};
use ravelin_finding::Place;
use ravelin_model::{ObjectBuilder, ObjectKind, Value};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

/// The major versions that were published.
fn published(source: &str) -> &'static [u32] {
    match source {
        "hashicorp/azurerm" => &[1, 2, 3, 4, 5],
        "azure/azapi" => &[1, 2],
        _ => &[],
    }
}

impl<'w> Unit<'w> {
    /// The provider of a resource.
    pub(super) fn provider_of(self: &Rc<Self>, block: &ResourceBlock) -> Arc<ProviderConfig> {
        let implied = block.ty.split('_').next().unwrap_or(&block.ty);
        let name = block.provider.as_ref().map_or(implied, |(name, _)| name);
        self.provider(name)
    }

    /// The configuration that a name means here: `azurerm`, `azurerm.hub`.
    fn provider(self: &Rc<Self>, name: &str) -> Arc<ProviderConfig> {
        let memo = Rc::clone(self.providers.borrow_mut().entry(name.to_owned()).or_default());
        let memo: Rc<Memo<Arc<ProviderConfig>>> = memo;
        let certain = self.certain();
        let work = || self.world.node(certain, || Arc::new(self.make_provider(name)));
        // A configuration that depends on what it configures says nothing of it.
        memo.get_or(work).unwrap_or_else(|| Arc::new(self.configured(name, Value::NULL, None)))
    }

    fn make_provider(self: &Rc<Self>, name: &str) -> ProviderConfig {
        if let Some(block) = self.module.providers.iter().find(|block| configures(block, name)) {
            let mut arguments = ObjectBuilder::of_kind(ObjectKind::Exact);
            if let Some(object) = self.body(&block.body, block.place, &Env::default()).as_object() {
                let kept =
                    object.entries().iter().filter(|entry| !matches!(&*entry.key, "alias" | "version"));
                kept.for_each(|entry| arguments.insert(entry.clone()));
            }
            return self.configured(name, arguments.build().into(), Some(block.header));
        }
        let Some((parent, caller)) = self.parent() else { return self.unconfigured(name) };
        let passed = Self::call_of(&parent, caller)
            .and_then(|call| call.providers.iter().find(|(inside, _)| &**inside == name));
        let outside = match passed {
            Some((_, outside)) => Arc::clone(outside),
            None if name.contains('.') => return self.unconfigured(name),
            None => parent.local_name(&self.source_of(name)).unwrap_or_else(|| name.into()),
        };
        let config = parent.provider(&outside);
        // The versions that this module admits are fewer, if anything.
        let narrowed = self.configured(name, config.arguments.clone(), config.place);
        let majors: Vec<u32> =
            narrowed.majors.iter().copied().filter(|major| config.majors.contains(major)).collect();
        ProviderConfig { majors: if majors.is_empty() { config.majors.clone() } else { majors }, ..narrowed }
    }

    /// A provider without a configuration. A name with an alias must have one: it comes from a caller that we do not see.
    fn unconfigured(&self, name: &str) -> ProviderConfig {
        let arguments = if name.contains('.') {
            unknown(
                name,
                name,
                &format!("the provider `{name}` is configured by the caller of this module"),
                None,
            )
        } else {
            Value::NULL
        };
        self.configured(name, arguments, None)
    }

    fn configured(&self, name: &str, arguments: Value, place: Option<Place>) -> ProviderConfig {
        let local = name.split('.').next().unwrap_or(name);
        let source = self.source_of(local);
        let (majors, said) = self.majors(local, &source);
        ProviderConfig { source, arguments, majors, place: said.or(place) }
    }

    /// The source that a local name stands for.
    fn source_of(&self, local: &str) -> Arc<str> {
        let required = self.module.required_providers.iter().find(|one| &*one.name == local);
        required.map_or_else(
            // Some resources need no declaration of where their provider comes from.
            || if local == "azapi" { "Azure/azapi".into() } else { format!("hashicorp/{local}").into() },
            |one| match &*one.source.to_ascii_lowercase() {
                "azure/azapi" => "Azure/azapi".into(),
                "hashicorp/azurerm" => "hashicorp/azurerm".into(),
                _ => Arc::clone(&one.source),
            },
        )
    }

    /// The local name of a source.
    fn local_name(&self, source: &str) -> Option<Arc<str>> {
        let required = &self.module.required_providers;
        let found = required.iter().find(|one| one.source.eq_ignore_ascii_case(source))?;
        Some(Arc::clone(&found.name))
    }

    /// The major versions that may be used, and where that is said.
    fn majors(&self, local: &str, source: &str) -> (Vec<u32>, Option<Place>) {
        let source = source.to_ascii_lowercase();
        if let Some((major, place)) = self.world.locked().get(&source) {
            return (vec![*major], Some(*place));
        }
        let known = published(&source);
        let required =
            self.module.required_providers.iter().filter(|one| one.source.eq_ignore_ascii_case(&source));
        let mut said: Vec<(Arc<str>, Option<Place>)> = required
            .filter_map(|one| one.version.as_ref())
            .map(|(text, place)| (Arc::clone(text), Some(*place)))
            .collect();
        // Before Terraform 0.13 the version stood in the provider's configuration.
        let older = self
            .module
            .providers
            .iter()
            .filter(|block| block.labels.first().is_some_and(|label| &**label == local));
        said.extend(older.filter_map(|block| Some((literal(block, "version")?, Some(block.header)))));
        let place = said.first().and_then(|(_, place)| *place);
        let admitted = versions::majors(known, said.iter().map(|(text, _)| &**text));
        match admitted {
            Some(majors) => (majors, place),
            None => {
                // One that is not known yet, or can't be read.
                let newer = said.iter().find_map(|(text, _)| {
                    versions::major(text.trim_start_matches(['~', '>', '=', '<', '!', ' ']))
                });
                (newer.map_or_else(|| known.to_vec(), |major| vec![major]), place)
            }
        }
    }
}

/// An argument that is a literal text.
fn literal(block: &Block, name: &str) -> Option<Arc<str>> {
    let attribute = block.body.attributes.iter().find(|attribute| &*attribute.name == name)?;
    match &attribute.value.kind {
        ExprKind::Literal(value) => value.as_str().map(Arc::from),
        _ => None,
    }
}

/// Is this the block that a name means?
fn configures(block: &Block, name: &str) -> bool {
    let (local, alias) = match name.split_once('.') {
        Some((local, alias)) => (local, Some(alias)),
        None => (name, None),
    };
    block.labels.first().is_some_and(|label| &**label == local) && literal(block, "alias").as_deref() == alias
}

impl World<'_> {
    /// The versions in the root's lock file.
    fn locked(&self) -> &HashMap<String, (u32, Place)> {
        self.locked.get_or_init(|| {
            let name = ".terraform.lock.hcl";
            let file = self.loader.text(&self.entry.folder, name).ok();
            let read = file.and_then(|file| Some((file, self.loader.sources().get(file)?)));
            let Some((file, source)) = read else { return HashMap::new() };
            let file = ConfigurationFile { name: "lock.tf", file, text: source.text() };
            locked_versions(&syntax::read(&self.entry.folder, &[file]))
        })
    }
}

/// `provider "registry.terraform.io/hashicorp/azurerm" { version = "3.1.0" }`
fn locked_versions(lock: &Module) -> HashMap<String, (u32, Place)> {
    let mut found = HashMap::new();
    for block in &lock.providers {
        let (Some(label), Some(version)) = (block.labels.first(), literal(block, "version")) else {
            continue;
        };
        let source = label.split_once('/').map_or(&**label, |(_, source)| source);
        if let Some(major) = versions::major(&version) {
            found.insert(source.to_ascii_lowercase(), (major, block.header));
        }
    }
    found
}
