//! The graph: resources, found by id and type, and the edges between them.

use crate::{Data, Deployed, EntryId, Object, Piece, Reason, Resource, Value};
use rayon::prelude::*;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// A resource's number in its graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ResourceIndex(pub u32);

/// A reference from one resource's body to another resource.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edge {
    /// Who refers.
    pub from: ResourceIndex,
    /// To whom.
    pub to: ResourceIndex,
    /// By which property, `properties.subnet.id`; array items have no part in the path.
    pub path: Arc<str>,
}

/// All resources of a run.
#[derive(Debug, Default)]
pub struct Graph {
    resources: Vec<Resource>,
    by_type: HashMap<String, Vec<ResourceIndex>>,
    by_entry: HashMap<(EntryId, String), Vec<ResourceIndex>>,
    adrift: HashMap<(EntryId, String), Vec<ResourceIndex>>,
    loose: HashMap<(EntryId, String, String), Vec<ResourceIndex>>,
    by_key: HashMap<Key, Vec<ResourceIndex>>,
    by_scope: HashMap<Key, Vec<ResourceIndex>>,
    children: HashMap<ResourceIndex, Vec<ResourceIndex>>,
    parents: HashMap<ResourceIndex, ResourceIndex>,
    out: Vec<Edge>,
    incoming: Vec<Edge>,
    deployed: Vec<Deployed>,
    gaps: HashMap<EntryId, Vec<Arc<Reason>>>,
}

/// What tells resources apart: the id in lower case, and the entry point where the id is not wholly known.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key {
    id: Box<str>,
    entry: Option<EntryId>,
}

impl Key {
    fn of(id: &Value, entry: EntryId) -> Option<Self> {
        let text = id.display()?;
        let entry = (!matches!(id.data, Data::String(_))).then_some(entry);
        Some(Self { id: canonical(&text), entry })
    }
}

/// An id as it is compared: without regard to case, and with one of the two spellings of a resource group's id.
fn canonical(id: &str) -> Box<str> {
    let id = id.to_ascii_lowercase();
    id.replace("/providers/microsoft.resources/resourcegroups/", "/resourcegroups/").into()
}

/// Collects resources and builds the graph.
#[derive(Debug, Default)]
pub struct GraphBuilder {
    resources: Vec<Resource>,
    deployed: Vec<Deployed>,
    gaps: HashMap<EntryId, Vec<Arc<Reason>>>,
}

impl GraphBuilder {
    /// Adds resources, in the order in which they will be reported.
    pub fn extend(&mut self, resources: impl IntoIterator<Item = Resource>) {
        self.resources.extend(resources);
    }

    /// Adds templates as they were deployed.
    pub fn deployed(&mut self, deployed: impl IntoIterator<Item = Deployed>) {
        self.deployed.extend(deployed);
    }

    /// Says that an entry point has resources that could not be read: a module that is not on disk, a syntax error.
    /// What is absent from such an entry point is not known to be absent.
    pub fn gap(&mut self, entry: EntryId, reason: Arc<Reason>) {
        let gaps = self.gaps.entry(entry).or_default();
        if !gaps.contains(&reason) {
            gaps.push(reason);
        }
    }

    /// The graph of all that was added.
    #[must_use]
    pub fn build(self) -> Graph {
        let Self { resources, deployed, gaps } = self;
        let mut graph = Graph { resources, deployed, gaps, ..Graph::default() };
        graph.index();
        graph.connect();
        graph
    }
}

impl Graph {
    fn index(&mut self) {
        for (at, resource) in (0u32..).zip(&self.resources) {
            let at = ResourceIndex(at);
            let ty = resource.ty.to_ascii_lowercase();
            self.by_type.entry(ty.clone()).or_default().push(at);
            self.by_entry.entry((resource.entry, ty)).or_default().push(at);
            if let Some(key) = Key::of(&resource.id, resource.entry) {
                self.by_key.entry(key).or_default().push(at);
            }
            if let Some(key) = Key::of(&resource.scope, resource.entry) {
                self.by_scope.entry(key).or_default().push(at);
            }
        }
    }

    fn connect(&mut self) {
        let mut parents = Vec::new();
        let mut edges = Vec::new();
        let (mut adrift, mut loose) = (HashMap::new(), HashMap::new());
        let links: Vec<Links> = self.resources.par_iter().map(|resource| self.links(resource)).collect();
        for ((at, resource), links) in (0u32..).map(ResourceIndex).zip(&self.resources).zip(links) {
            let kind = || (resource.entry, resource.ty.to_ascii_lowercase());
            match links.parent.filter(|parent| *parent != at) {
                Some(parent) => parents.push((at, parent)),
                None if is_anywhere(&resource.scope) && !resource.existing => {
                    adrift.entry(kind()).or_insert_with(Vec::new).push(at);
                }
                None => {}
            }
            for path in links.loose.into_iter().filter(|_| !resource.existing) {
                let (entry, ty) = kind();
                loose.entry((entry, ty, path)).or_insert_with(Vec::new).push(at);
            }
            let own = links.to.into_iter().filter(|(to, _)| *to != at);
            edges.extend(own.map(|(to, path)| Edge { from: at, to, path }));
        }
        self.adrift = adrift;
        self.loose = loose;
        for (child, parent) in parents {
            self.parents.insert(child, parent);
            self.children.entry(parent).or_default().push(child);
        }
        edges.sort_unstable();
        self.incoming.clone_from(&edges);
        self.incoming.sort_unstable_by(|a, b| (a.to, a.from, &a.path).cmp(&(b.to, b.from, &b.path)));
        self.out = edges;
    }

    /// What one resource is linked to.
    fn links(&self, resource: &Resource) -> Links {
        let mut search = References {
            entry: resource.entry,
            path: String::new(),
            found: HashSet::new(),
            loose: BTreeSet::new(),
        };
        self.references(&resource.body, &mut search);
        let depends_on = resource.depends_on.iter().filter_map(|id| self.find(id, resource.entry));
        search.found.extend(depends_on.map(|to| (to, Arc::from("dependsOn"))));
        Links {
            parent: self.parent_of(resource),
            to: search.found.into_iter().collect(),
            loose: search.loose,
        }
    }

    fn references(&self, value: &Value, search: &mut References) {
        match &value.data {
            Data::String(text) if !text.starts_with('/') => {}
            Data::String(_) | Data::Unknown(_) => {
                let to = self.find(value, search.entry);
                search.found.extend(to.map(|to| (to, Arc::from(search.path.as_str()))));
                let Some(unknown) = value.as_unknown() else { return };
                if let crate::Form::OneOf(values) | crate::Form::Holding(values) = &unknown.form {
                    values.iter().for_each(|item| self.references(item, search));
                }
                if to.is_none() && ends_in_id(&search.path) {
                    search.loose.insert(search.path.to_ascii_lowercase());
                }
            }
            Data::Array(array) => array.items().iter().for_each(|item| self.references(item, search)),
            Data::Object(object) => self.object_references(object, search),
            Data::Null | Data::Bool(_) | Data::Int(_) | Data::Float(_) | Data::Decimal(_) => {}
        }
    }

    fn object_references(&self, object: &Object, search: &mut References) {
        let length = search.path.len();
        for member in object.entries() {
            if length > 0 {
                search.path.push('.');
            }
            search.path.push_str(&member.key);
            self.references(&member.value, search);
            search.path.truncate(length);
            // Some objects are keyed by resource id, `identity.userAssignedIdentities` above all.
            if member.key.starts_with('/') {
                // A key that is known in part is written with its unknown parts in braces, as ids are.
                let entry = member.key.contains('{').then_some(search.entry);
                let named = self.by_key.get(&Key { id: canonical(&member.key), entry });
                let to = named.and_then(|named| self.best(named));
                search.found.extend(to.map(|to| (to, Arc::from(search.path.as_str()))));
            }
        }
    }

    fn parent_of(&self, resource: &Resource) -> Option<ResourceIndex> {
        // The nearest that is declared: a container's account, where nobody declares the blob service between them.
        let outer = resource.ty.split('/').count().saturating_sub(2);
        let mut id = resource.id.clone();
        for _ in 0..outer {
            id = parent_id(&id)?;
            if let Some(parent) = self.find(&id, resource.entry) {
                return Some(parent);
            }
        }
        if outer > 0 {
            return None;
        }
        self.find(&resource.scope, resource.entry)
    }

    /// Declared before existing, certain before conditional.
    fn best(&self, found: &[ResourceIndex]) -> Option<ResourceIndex> {
        let rank = |at: &ResourceIndex| {
            self.resources.get(at.0 as usize).map(|resource| {
                (resource.existing, matches!(resource.existence, crate::Existence::Depends(_)), *at)
            })
        };
        found.iter().copied().min_by_key(rank)
    }

    /// Every template as it was deployed, entry points and module calls.
    #[must_use]
    pub fn deployed(&self) -> &[Deployed] {
        &self.deployed
    }

    /// Why there may be resources in an entry point that are not in the graph; empty when all was read.
    #[must_use]
    pub fn gaps(&self, entry: EntryId) -> &[Arc<Reason>] {
        self.gaps.get(&entry).map_or(&[], Vec::as_slice)
    }

    /// All resources, in order.
    #[must_use]
    pub fn resources(&self) -> &[Resource] {
        &self.resources
    }

    /// Every resource with its number.
    pub fn iter(&self) -> impl Iterator<Item = (ResourceIndex, &Resource)> {
        (0u32..).map(ResourceIndex).zip(&self.resources)
    }

    /// A resource by number.
    #[must_use]
    pub fn get(&self, at: ResourceIndex) -> Option<&Resource> {
        self.resources.get(at.0 as usize)
    }

    /// All resources of a type (without regard to case), existing ones included.
    #[must_use]
    pub fn of_type(&self, ty: &str) -> &[ResourceIndex] {
        self.by_type.get(&ty.to_ascii_lowercase()).map_or(&[], Vec::as_slice)
    }

    /// Every row that is deployed to this scope or extends this resource, which need not be declared.
    #[must_use]
    pub fn scoped_to(&self, id: &Value, entry: EntryId) -> &[ResourceIndex] {
        let key = Key::of(id, entry);
        key.and_then(|key| self.by_scope.get(&key)).map_or(&[], Vec::as_slice)
    }

    /// All resources of a type (without regard to case) of one entry point, existing ones included.
    #[must_use]
    pub fn of_type_in(&self, entry: EntryId, ty: &str) -> &[ResourceIndex] {
        of_kind(&self.by_entry, entry, ty)
    }

    /// Declared resources of a type and entry point that belong to none that is in the graph, because their scope is
    /// wholly unknown: they may be anybody's children.
    #[must_use]
    pub fn adrift(&self, entry: EntryId, ty: &str) -> &[ResourceIndex] {
        of_kind(&self.adrift, entry, ty)
    }

    /// Declared resources of a type and entry point that hold, under this path (array items have no part in it), an id
    /// which names none that is in the graph, because it is not wholly known: they may refer to anybody.
    #[must_use]
    pub fn loose(&self, entry: EntryId, ty: &str, path: &str) -> &[ResourceIndex] {
        let key = (entry, ty.to_ascii_lowercase(), path.to_ascii_lowercase());
        self.loose.get(&key).map_or(&[], Vec::as_slice)
    }

    /// The resource that an id names, as seen from an entry point: declared ones before existing ones.
    #[must_use]
    pub fn find(&self, id: &Value, entry: EntryId) -> Option<ResourceIndex> {
        self.best(self.by_key.get(&Key::of(id, entry)?)?)
    }

    /// Every row with this id: one resource may be declared several times, under conditions or as existing.
    #[must_use]
    pub fn find_all(&self, id: &Value, entry: EntryId) -> &[ResourceIndex] {
        let key = Key::of(id, entry);
        key.and_then(|key| self.by_key.get(&key)).map_or(&[], Vec::as_slice)
    }

    /// The nearest declared resource that this one lies in (`namespaces` of `namespaces/queues`), or that it extends.
    #[must_use]
    pub fn parent(&self, child: ResourceIndex) -> Option<ResourceIndex> {
        self.parents.get(&child).copied()
    }

    /// Children and extension resources.
    #[must_use]
    pub fn children(&self, parent: ResourceIndex) -> &[ResourceIndex] {
        self.children.get(&parent).map_or(&[], Vec::as_slice)
    }

    /// What this resource refers to.
    #[must_use]
    pub fn references_from(&self, from: ResourceIndex) -> &[Edge] {
        range(&self.out, |edge| edge.from, from)
    }

    /// Who refers to this resource.
    #[must_use]
    pub fn references_to(&self, to: ResourceIndex) -> &[Edge] {
        range(&self.incoming, |edge| edge.to, to)
    }
}

/// What one resource is linked to.
struct Links {
    parent: Option<ResourceIndex>,
    to: Vec<(ResourceIndex, Arc<str>)>,
    loose: BTreeSet<String>,
}

/// What the search for references in a body has found.
struct References {
    entry: EntryId,
    path: String,
    found: HashSet<(ResourceIndex, Arc<str>)>,
    /// Where there are ids that may name a resource, but it is not known which.
    loose: BTreeSet<String>,
}

/// Properties that hold ids are named so: `privateLinkServiceId`, `subnet.id`.
fn ends_in_id(path: &str) -> bool {
    path.len().checked_sub(2).and_then(|at| path.get(at..)).is_some_and(|end| end.eq_ignore_ascii_case("id"))
}

/// Is a scope unknown as a whole, so that it may be any resource?
fn is_anywhere(scope: &Value) -> bool {
    matches!(&scope.data, Data::Unknown(unknown) if matches!(unknown.form, crate::Form::Any | crate::Form::OneOf(_)))
}

fn of_kind<'g>(
    map: &'g HashMap<(EntryId, String), Vec<ResourceIndex>>,
    entry: EntryId,
    ty: &str,
) -> &'g [ResourceIndex] {
    map.get(&(entry, ty.to_ascii_lowercase())).map_or(&[], Vec::as_slice)
}

/// The id of the resource that a child's id lies in: without its last type and name. Slashes inside unknown parts do not
/// count.
#[must_use]
pub fn parent_id(id: &Value) -> Option<Value> {
    without_segments(id, 2)
}

/// An id without its last parts. Slashes inside unknown parts do not count.
fn without_segments(id: &Value, count: usize) -> Option<Value> {
    let Data::Unknown(unknown) = &id.data else {
        let text = id.as_str()?;
        let cut = text.rmatch_indices('/').nth(count.checked_sub(1)?)?.0;
        return Some(text.get(..cut)?.into());
    };
    let mut pieces = unknown.pieces();
    let mut left = count;
    while let Some(piece) = pieces.pop() {
        let Piece::Text(text) = piece else { continue };
        let slashes = text.matches('/').count();
        if slashes < left {
            left -= slashes;
            continue;
        }
        let cut = text.rmatch_indices('/').nth(left.checked_sub(1)?)?.0;
        pieces.push(Piece::Text(text.get(..cut)?.into()));
        let parts = pieces.into_iter().map(|piece| match piece {
            Piece::Text(text) => Value::from(text),
            Piece::Hole(hole) => Value::from(hole),
        });
        return Some(Value::join(&parts.collect::<Vec<_>>()));
    }
    None
}

fn range(edges: &[Edge], key: impl Fn(&Edge) -> ResourceIndex, at: ResourceIndex) -> &[Edge] {
    let start = edges.partition_point(|edge| key(edge) < at);
    let end = edges.partition_point(|edge| key(edge) <= at);
    edges.get(start..end).unwrap_or(&[])
}
