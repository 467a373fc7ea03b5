//! A resource with its surroundings, as a control sees it.

use crate::defaults;
use crate::prop::{Got, Prop, member_place};
use crate::test::{Fact, Test, Truth, any};
use ravelin_finding::Place;
use ravelin_model::{Data, Deployed, Existence, Graph, Lookup, Resource, ResourceIndex, Value};

/// A resource in its graph.
#[derive(Clone, Copy, Debug)]
pub struct Node<'g> {
    /// The graph.
    pub graph: &'g Graph,
    /// The resource's number.
    pub at: ResourceIndex,
    /// The resource.
    pub resource: &'g Resource,
}

/// A deployed template in its graph.
#[derive(Clone, Copy, Debug)]
pub struct TemplateNode<'g> {
    /// The graph.
    pub graph: &'g Graph,
    /// The template.
    pub deployed: &'g Deployed,
}

impl<'g> Node<'g> {
    /// The resource with this number.
    #[must_use]
    pub fn new(graph: &'g Graph, at: ResourceIndex) -> Option<Self> {
        Some(Self { graph, at, resource: graph.get(at)? })
    }

    fn api_version(&self) -> Option<&str> {
        self.resource.api_version.as_ref().and_then(Value::as_str)
    }

    /// A property by its path in the body: `properties.networkAcls.defaultAction`, `sku.name`, `kind`. Where the code
    /// leaves it out, the platform's default. An existing resource's body is not given, so all of it is unknown.
    #[must_use]
    pub fn prop(&self, path: &str) -> Prop {
        let mut value = self.resource.body.clone();
        let mut place = self.resource.header;
        for key in path.split('.') {
            place = member_place(&value, key).unwrap_or(place);
            match value.get(key) {
                Lookup::Found(next) if next.is_null() => return self.absent(path, place),
                Lookup::Found(next) => value = next,
                Lookup::Absent => return self.absent(path, place),
                Lookup::Unknown(unknown) => {
                    return Prop {
                        path: path.to_owned(),
                        place: Some(place),
                        got: Got::Unknown(unknown),
                        note: None,
                    };
                }
            }
        }
        // A value that may be null may be the default.
        Prop { path: path.to_owned(), place: Some(place), got: Got::Set(value), note: None }
    }

    fn absent(&self, path: &str, place: Place) -> Prop {
        let got = match defaults::find(&self.resource.ty, path, self.api_version()) {
            Some(row) => Got::Default(row.value.into(), row),
            None => Got::Absent,
        };
        Prop { path: path.to_owned(), place: Some(place), got, note: None }
    }

    /// Its `kind` (`functionapp,linux`, …) contains this word, between commas, without regard to case.
    #[must_use]
    pub fn is_kind(&self, word: &str) -> Test {
        self.prop("kind").ask_or(false, |value| match &value.data {
            Data::Unknown(_) => None,
            _ => Some(
                value.as_str().is_some_and(|kind| kind.split(',').any(|one| one.eq_ignore_ascii_case(word))),
            ),
        })
    }

    /// Whether it will be deployed.
    #[must_use]
    pub fn exists(&self) -> Test {
        match &self.resource.existence {
            Existence::Certain => Test::yes(),
            Existence::Depends(value) => Test::unknown(value.reasons()).with(Fact {
                path: "condition".to_owned(),
                value: Some(value.clone()),
                place: Some(self.resource.header),
                note: Some(format!("of `{}`", self.resource.shown().name)),
                chain: Vec::new(),
            }),
        }
    }

    /// The fact that this resource is there: for evidence that names another resource.
    #[must_use]
    pub fn fact(&self, note: impl Into<String>) -> Fact {
        Fact {
            path: String::new(),
            value: None,
            place: Some(self.resource.header),
            note: Some(note.into()),
            chain: self.resource.chain.to_vec(),
        }
    }

    /// The parent resource, or the resource that this one extends.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        Self::new(self.graph, self.graph.parent(self.at)?)
    }

    /// The declared resource of a type that this one lies in, `storageAccounts` of a `containers` say, also where the
    /// resources between them are not declared.
    #[must_use]
    pub fn ancestor(&self, ty: &str) -> Option<Self> {
        let mut nearest = self.parent();
        while let Some(node) = nearest {
            if node.resource.is(ty) {
                return (!node.resource.existing).then_some(node);
            }
            nearest = node.parent();
        }
        None
    }

    /// Its children and extension resources of a type (the whole type, without regard to case). Declared ones only.
    pub fn children(&self, ty: &str) -> impl Iterator<Item = Self> {
        let main = self.graph.find(&self.resource.id, self.resource.entry).unwrap_or(self.at);
        let nodes = self.graph.children(main).iter().filter_map(|at| Self::new(self.graph, *at));
        nodes.filter(move |node| node.resource.is(ty) && !node.resource.existing)
    }

    /// The declared resources of a type that lie in this one, at any depth.
    #[must_use]
    pub fn descendants(&self, ty: &str) -> Vec<Self> {
        let main = self.graph.find(&self.resource.id, self.resource.entry).unwrap_or(self.at);
        let mut found = Vec::new();
        let mut open = vec![main];
        while let Some(at) = open.pop() {
            for child in self.graph.children(at).iter().filter_map(|at| Self::new(self.graph, *at)) {
                open.push(child.at);
                if child.resource.is(ty) && !child.resource.existing {
                    found.push(child);
                }
            }
        }
        found.sort_by_key(|node| node.at);
        found
    }

    /// Is there a resource of a type that extends the resource with this id, declared or not, for which the test holds?
    pub fn some_extension(&self, id: &Value, ty: &str, test: impl Fn(&Self) -> Test) -> Test {
        let entry = self.resource.entry;
        let own = self.graph.scoped_to(id, entry).iter().filter_map(|at| Self::new(self.graph, *at));
        let own = own.filter(|node| node.resource.is(ty) && !node.resource.existing);
        let adrift = self.graph.adrift(entry, ty).iter().filter_map(|at| self.graph.get(*at));
        let reasons: Vec<_> = adrift.flat_map(|resource| resource.scope.reasons()).collect();
        let found = self.some(own, test);
        if found.truth != Truth::True && !reasons.is_empty() {
            found.or(Test::unknown(reasons))
        } else {
            found
        }
    }

    /// The resources of a type that refer to this one from their bodies, each once.
    pub fn referrers(&self, ty: &str) -> impl Iterator<Item = Self> {
        let main = self.graph.find(&self.resource.id, self.resource.entry).unwrap_or(self.at);
        let mut from: Vec<ResourceIndex> = self
            .graph
            .references_to(main)
            .iter()
            .filter(|edge| &*edge.path != "dependsOn")
            .map(|edge| edge.from)
            .collect();
        from.dedup();
        let nodes = from.into_iter().filter_map(|at| Self::new(self.graph, at));
        nodes.filter(move |node| node.resource.is(ty) && !node.resource.existing)
    }

    /// The declared resource that an id names (`properties.subnet.id`'s value, say).
    #[must_use]
    pub fn find(&self, id: &Value) -> Option<Self> {
        Self::new(self.graph, self.graph.find(id, self.resource.entry)?)
    }

    /// Does this id name this resource? Not decided where the id is not known well enough to name any declared one.
    #[must_use]
    pub fn is_named_by(&self, id: &Value) -> Option<bool> {
        let main = self.graph.find(&self.resource.id, self.resource.entry).unwrap_or(self.at);
        match self.graph.find(id, self.resource.entry) {
            Some(at) => Some(at == main),
            None if id.as_unknown().is_none() => Some(false),
            None if crate::ids::names_another(id, &self.resource.ty, &self.resource.name) => Some(false),
            None => None,
        }
    }

    /// Does a property hold the id of this resource? Left out, it does not. The id is looked at as a whole before its
    /// alternatives are: a name that is one of several makes an id that is one of several.
    #[must_use]
    pub fn is_target_of(&self, id: &Prop) -> Test {
        match id.given() {
            Some(value) if self.is_named_by(value) == Some(true) => Test::yes().with(id.fact()),
            _ => id.ask_or(false, |value| self.is_named_by(value)),
        }
    }

    /// All declared resources of a type in the same entry point. Not to be asked once per resource: that makes a check
    /// quadratic. [`Node::some_referrer`] and [`Node::some_child`] look only at those that may matter.
    pub fn all(&self, ty: &str) -> impl Iterator<Item = Self> {
        let nodes =
            self.graph.of_type_in(self.resource.entry, ty).iter().filter_map(|at| Self::new(self.graph, *at));
        nodes.filter(|node| !node.resource.existing)
    }

    /// Is there a resource of a type that refers to this one by the property with this path (array items have no part
    /// in it), for which the test holds? One with an id there that is not wholly known may refer to this one, and is
    /// asked as well.
    pub fn some_referrer(&self, ty: &str, path: &str, test: impl Fn(&Self) -> Test) -> Test {
        let mut referrers: Vec<Self> = self.referrers(ty).collect();
        for at in self.graph.loose(self.resource.entry, ty, path) {
            if !referrers.iter().any(|node| node.at == *at) {
                referrers.extend(Self::new(self.graph, *at));
            }
        }
        self.some(referrers.into_iter(), test)
    }

    /// Is there one among these resources for which the test holds? Conditional resources leave it undecided, and so do
    /// parts of the code that could not be read: an absence is certain only when everything was read.
    pub fn some(&self, nodes: impl Iterator<Item = Self>, test: impl Fn(&Self) -> Test) -> Test {
        let mut tests: Vec<Test> = nodes.map(|node| node.exists().and(test(&node))).collect();
        let gaps = self.graph.gaps(self.resource.entry);
        if !gaps.is_empty() {
            tests.push(Test::unknown(gaps.iter().cloned()));
        }
        any(tests)
    }

    /// Is there an extension or child resource of a type for which the test holds? One whose scope or parent is unknown
    /// may be this one's and leaves it undecided.
    pub fn some_child(&self, ty: &str, test: impl Fn(&Self) -> Test) -> Test {
        let adrift = self.graph.adrift(self.resource.entry, ty).iter().filter_map(|at| self.graph.get(*at));
        let reasons: Vec<_> = adrift.flat_map(|resource| resource.scope.reasons()).collect();
        let found = self.some(self.children(ty), test);
        if found.truth != Truth::True && !reasons.is_empty() {
            found.or(Test::unknown(reasons))
        } else {
            found
        }
    }
}

impl TemplateNode<'_> {
    /// A fact about a parameter or output.
    #[must_use]
    pub fn fact(path: String, value: Option<Value>, place: Place, note: impl Into<Option<String>>) -> Fact {
        Fact { path, value, place: Some(place), note: note.into(), chain: Vec::new() }
    }
}
