//! All instances of a root as resources, for one choice of the providers' versions at a time.

use super::attributes::{Attributes, Key};
use super::body::Node;
use super::engine::{self, Sent};
use super::ids::{self, Context};
use super::table::{self, Child, Known};
use super::versions::Versions;
use super::{Lowered, azapi, data, generic};
use crate::Instance;
use ravelin_model::{Data, EntryId, Existence, Form, Lookup, ObjectBuilder, Resource, Unknown, Value};
use ravelin_template::eval::Settings;
use std::collections::HashMap;
use std::sync::Arc;

/// A resource while others may still add to its body.
pub(super) struct Draft {
    /// The address of the instance.
    pub(super) address: Arc<str>,
    pub(super) resource: Resource,
    pub(super) body: Node,
}

/// One look at all instances.
pub(super) struct Pass<'p> {
    pub(super) entry: EntryId,
    pub(super) instances: &'p [Instance],
    pub(super) settings: &'p Settings,
    pub(super) versions: &'p Versions,
    pub(super) number: usize,
    names: HashMap<(String, String), Value>,
    ids: Vec<Option<Value>>,
    drafts: Vec<Draft>,
    by_id: HashMap<String, usize>,
}

impl<'p> Pass<'p> {
    pub(super) fn new(
        entry: EntryId,
        instances: &'p [Instance],
        settings: &'p Settings,
        versions: &'p Versions,
        number: usize,
    ) -> Self {
        let (names, ids, drafts, by_id) = (HashMap::new(), Vec::new(), Vec::new(), HashMap::new());
        Self { entry, instances, settings, versions, number, names, ids, drafts, by_id }
    }

    /// The resources.
    pub(super) fn run(mut self, out: &mut Lowered) -> Vec<Resource> {
        self.index();
        for (at, instance) in self.instances.iter().enumerate() {
            self.own(at, instance);
        }
        for (at, instance) in self.instances.iter().enumerate() {
            self.merge(at, instance);
        }
        azapi::updates(&mut self);
        if self.number == 0 {
            generic::report(self.instances, out);
        }
        let depends = self.dependencies();
        let finish = |draft: Draft| finished(draft, &depends);
        std::mem::take(&mut self.drafts).into_iter().map(finish).collect()
    }

    /// Works out all ids, and which resource has which name.
    fn index(&mut self) {
        for _ in 0..2 {
            let ids: Vec<Option<Value>> = self.instances.iter().map(|one| self.id_of(one)).collect();
            for (instance, id) in self.instances.iter().zip(&ids) {
                let (Some(id), Some(ty)) = (id, arm_type(instance)) else { continue };
                let name = ids::identity(id, &ty).name;
                let own = name.display().unwrap_or_default();
                let own = own.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
                self.names.entry((ty.to_ascii_lowercase(), own)).or_insert_with(|| id.clone());
            }
            self.ids = ids;
        }
    }

    pub(super) fn named(&self, ty: &str, name: &Value) -> Option<Value> {
        let key = (ty.to_ascii_lowercase(), name.display()?.to_ascii_lowercase());
        self.names.get(&key).cloned()
    }

    pub(super) fn attributes<'a>(
        &self,
        instance: &'a Instance,
        row: &'static table::Resource,
    ) -> Attributes<'a> {
        Attributes { instance, row, major: self.versions.major(&instance.provider, self.number), id: None }
    }

    fn id_of(&self, instance: &Instance) -> Option<Value> {
        if instance.ty.starts_with("azapi_") {
            return azapi::id(instance, self.settings);
        }
        let (row, templates) = match table::find(&instance.ty)? {
            Known::Row(row) => (row, row.id.clone()),
            Known::Unmapped { id, .. } => (&*generic::ROW, vec![id.to_owned()]),
        };
        let named = |ty: &str, name: &Value| self.named(ty, name);
        let attributes = self.attributes(instance, row);
        Some(
            Context { attributes, settings: self.settings, keys: &[], id: None, named: &named }
                .id(&templates),
        )
    }

    fn own(&mut self, at: usize, instance: &Instance) {
        let Some(id) = self.ids.get(at).cloned().flatten() else { return };
        if instance.ty.starts_with("azapi_") {
            if let Some(draft) = azapi::draft(self.entry, instance, id) {
                self.push(draft);
            }
            return;
        }
        match table::find(&instance.ty) {
            Some(Known::Row(row)) if !instance.managed => {
                if !row.into && data::names_a_resource(&instance.ty) {
                    let mut draft = self.draft(instance, &row.arm, id, None);
                    draft.resource.existing = true;
                    draft.body.blur(&[], &data::read(instance));
                    self.push(draft);
                }
            }
            Some(Known::Row(row)) => {
                let attributes = Attributes { id: Some(&id), ..self.attributes(instance, row) };
                if !row.into {
                    let mut draft = self.draft(instance, &row.arm, id.clone(), row.api.as_ref());
                    engine::apply(&attributes, &row.map, &[], &mut draft.body);
                    engine::unmapped(&attributes, None, &mut draft.body);
                    self.push(draft);
                }
                for child in &row.children {
                    self.children(&attributes, child, &id);
                }
            }
            Some(Known::Unmapped { arm, .. }) if instance.managed && !arm.is_empty() => {
                let mut draft = self.draft(instance, &arm.into(), id, None);
                draft.body.blur(&[], &generic::unmapped(instance));
                self.push(draft);
            }
            Some(Known::Unmapped { .. }) | None => {}
        }
    }

    fn children(&mut self, attributes: &Attributes<'_>, child: &Child, id: &Value) {
        let items: Vec<(Vec<Key>, Value)> = match &child.each {
            None => vec![(Vec::new(), Value::NULL)],
            Some(path) => {
                let all = attributes.all(path, &[]);
                all.into_iter().filter(|found| !found.rest).map(|found| (found.keys, found.value)).collect()
            }
        };
        for (keys, _) in items {
            let perhaps = match engine::sent(attributes, &child.conditions, &keys) {
                Sent::No => continue,
                Sent::Yes => None,
                Sent::Perhaps(condition) => Some(condition),
            };
            let own = {
                let named = |ty: &str, name: &Value| self.named(ty, name);
                let (attributes, keys) = (*attributes, keys.as_slice());
                Context { attributes, settings: self.settings, keys, id: Some(id), named: &named }
                    .id(&child.id)
            };
            let mut draft = self.draft(attributes.instance, &child.arm, own, child.api.as_ref());
            if let (Some(condition), Existence::Certain) = (perhaps, &draft.resource.existence) {
                draft.resource.existence = Existence::Depends(condition);
            }
            engine::apply(attributes, &child.map, &keys, &mut draft.body);
            engine::unmapped(attributes, Some(&child.map), &mut draft.body);
            self.push(draft);
        }
    }

    /// What an instance adds to the body of another resource.
    fn merge(&mut self, at: usize, instance: &Instance) {
        let Some(Known::Row(row)) = table::find(&instance.ty).filter(|_| instance.managed) else { return };
        let Some(id) = self.ids.get(at).cloned().flatten().filter(|_| row.into) else { return };
        let attributes = Attributes { id: Some(&id), ..self.attributes(instance, row) };
        let mut part = Node::default();
        engine::apply(&attributes, &row.map, &[], &mut part);
        engine::unmapped(&attributes, None, &mut part);
        if let Existence::Depends(condition) = &instance.existence {
            part.perhaps(condition);
        }
        self.patch(instance, &row.arm, id.clone(), part);
    }

    /// Adds to the body of a resource; where it is not in this root, it is one that exists.
    pub(super) fn patch(&mut self, instance: &Instance, ty: &Arc<str>, id: Value, part: Node) {
        let known = id.display().and_then(|id| self.by_id.get(&canonical(&id)).copied());
        if let Some(draft) = known.and_then(|at| self.drafts.get_mut(at)) {
            draft.body.absorb(part, &instance.address);
            return;
        }
        let mut draft = self.draft(instance, ty, id, None);
        draft.resource.existing = true;
        draft.body = part;
        draft.body.blur(&[], &data::read(instance));
        self.push(draft);
    }

    pub(super) fn draft(
        &self,
        instance: &Instance,
        ty: &Arc<str>,
        id: Value,
        api: Option<&Arc<str>>,
    ) -> Draft {
        let api = api.map(|api| Arc::clone(api).into());
        let resource = resource(self.entry, instance, ty, id, api);
        Draft { address: Arc::clone(&instance.address), resource, body: Node::default() }
    }

    fn push(&mut self, draft: Draft) {
        if let Some(id) = draft.resource.id.display() {
            let at = self.drafts.len();
            self.by_id.entry(canonical(&id)).or_insert(at);
        }
        self.drafts.push(draft);
    }

    /// The ids that each address depends on, whatever their instance keys.
    fn dependencies(&self) -> HashMap<Arc<str>, Vec<Value>> {
        let mut found: HashMap<String, Vec<Value>> = HashMap::new();
        for (instance, id) in self.instances.iter().zip(&self.ids) {
            if let Some(id) = id {
                found.entry(without_keys(&instance.address)).or_default().push(id.clone());
            }
        }
        let wanted = |instance: &Instance| -> Vec<Value> {
            let ids = instance.depends_on.iter().flat_map(|address| found.get(&without_keys(address)));
            ids.flatten().cloned().collect()
        };
        let depending = self.instances.iter().filter(|instance| !instance.depends_on.is_empty());
        depending.map(|instance| (Arc::clone(&instance.address), wanted(instance))).collect()
    }
}

/// The resource that an instance becomes, with an empty body.
pub(super) fn resource(
    entry: EntryId,
    instance: &Instance,
    ty: &Arc<str>,
    id: Value,
    api_version: Option<Value>,
) -> Resource {
    let ids::Identity { name, scope } = ids::identity(&id, ty);
    Resource {
        entry,
        ty: Arc::clone(ty),
        name,
        id,
        scope,
        api_version,
        existing: false,
        existence: instance.existence.clone(),
        location: None,
        body: Value::NULL,
        place: instance.place,
        header: instance.header,
        chain: Arc::clone(&instance.chain),
        depends_on: Vec::new(),
    }
}

/// The type of an instance in Azure Resource Manager.
fn arm_type(instance: &Instance) -> Option<Arc<str>> {
    if instance.ty.starts_with("azapi_") {
        return azapi::type_of(instance).map(|(ty, _)| ty);
    }
    match table::find(&instance.ty)? {
        Known::Row(row) => (!row.into).then(|| Arc::clone(&row.arm)),
        Known::Unmapped { arm, .. } => Some(arm.into()),
    }
}

pub(super) fn canonical(id: &str) -> String {
    id.to_ascii_lowercase()
}

fn finished(draft: Draft, depends: &HashMap<Arc<str>, Vec<Value>>) -> Resource {
    let Draft { address, mut resource, body } = draft;
    let body = body.build();
    let body = if body.is_null() { ObjectBuilder::default().build().into() } else { body };
    resource.location = match body.get("location") {
        Lookup::Found(value) if !value.is_null() => Some(value),
        _ => None,
    };
    resource.body = without_location(&body);
    resource.depends_on = depends.get(&address).cloned().unwrap_or_default();
    resource
}

fn without_location(body: &Value) -> Value {
    let Data::Object(object) = &body.data else { return body.clone() };
    let mut kept = ObjectBuilder::with_capacity(object.entries().len());
    let rest = object.entries().iter().filter(|entry| !entry.key.eq_ignore_ascii_case("location"));
    rest.for_each(|entry| kept.insert(entry.clone()));
    Value {
        data: Data::Object(kept.build().opened(object.open().cloned())),
        origin: body.origin.clone(),
        secret: body.secret,
    }
}

/// An address without the keys of `count` and `for_each`.
fn without_keys(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    let (mut depth, mut quoted, mut escaped) = (0u32, false, false);
    for c in address.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' if depth > 0 => quoted = !quoted,
            '[' if !quoted => depth += 1,
            ']' if !quoted => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// The resources of several looks as one list: what differs is one of several.
pub(super) fn together(passes: Vec<Vec<Resource>>, reason: &Arc<ravelin_model::Reason>) -> Vec<Resource> {
    let mut passes = passes.into_iter();
    let Some(mut first) = passes.next() else { return Vec::new() };
    let others: Vec<Vec<Resource>> = passes.collect();
    if others.is_empty() {
        return first;
    }
    let key =
        |resource: &Resource| (resource.ty.to_ascii_lowercase(), resource.id.display().unwrap_or_default());
    let indexed: Vec<HashMap<_, &Resource>> =
        others.iter().map(|pass| pass.iter().map(|resource| (key(resource), resource)).collect()).collect();
    for resource in &mut first {
        let key = key(resource);
        let same: Vec<Option<&&Resource>> = indexed.iter().map(|pass| pass.get(&key)).collect();
        let bodies: Vec<Value> = std::iter::once(&resource.body)
            .chain(same.iter().flatten().map(|other| &other.body))
            .cloned()
            .collect();
        resource.body = engine::either(&bodies, reason, &resource.name.display().unwrap_or_default());
        if same.iter().any(Option::is_none) && matches!(resource.existence, Existence::Certain) {
            resource.existence = version_decides(reason);
        }
    }
    let mut known: std::collections::HashSet<_> = first.iter().map(key).collect();
    for mut resource in others.into_iter().flatten() {
        if known.insert(key(&resource)) {
            if matches!(resource.existence, Existence::Certain) {
                resource.existence = version_decides(reason);
            }
            first.push(resource);
        }
    }
    first
}

fn version_decides(reason: &Arc<ravelin_model::Reason>) -> Existence {
    Existence::Depends(Unknown::new("azurerm provider version", [Arc::clone(reason)], Form::Any).into())
}
