//! Resource declarations.

use super::{Lower, Unit};
use crate::syntax::ast::{Expression, ExpressionKind, Member, Object, Resource};
use ravelin_finding::Place;
use ravelin_template::ir::{ExprId, Kind, Module, ModuleSource, Parent, ResourceDeclaration, Symbol};

/// Members of a resource's object that say who it is, not what it is like.
const NOT_BODY: [&str; 4] = ["name", "parent", "scope", "dependsOn"];

/// The same for a deployment, whose template becomes resources of their own.
const NOT_MODULE_BODY: [&str; 7] =
    ["name", "parent", "scope", "dependsOn", "properties", "subscriptionId", "resourceGroup"];

/// The resource around a nested one.
#[derive(Clone)]
pub(crate) struct Around {
    symbol: Symbol,
    api_version: Option<String>,
}

impl Lower<'_> {
    pub(crate) fn resource(
        &mut self,
        unit: &Unit<'_>,
        resource: &Resource<'_>,
        place: Place,
        symbol: Symbol,
        around: Option<&Around>,
        all: &mut Vec<Symbol>,
    ) {
        let declared = &resource.deployable;
        let header = unit.place(declared.header);
        let written = declared.path.plain().unwrap_or_default();
        let (ty, version) = match written.split_once('@') {
            Some((ty, version)) => (ty, Some(version.to_owned())),
            None => (written, around.and_then(|around| around.api_version.clone())),
        };
        let ty = ty.strip_prefix("az:").unwrap_or(ty);
        if ty.is_empty() || (around.is_none() && version.is_none()) {
            let help = "write it as 'Microsoft.Storage/storageAccounts@2023-05-01'";
            self.problem(
                unit.place(declared.path.span),
                "this is no resource type with its version",
                Some(help),
            );
        }
        let depth = self.locals.len();
        let each = declared.body.each.as_ref().map(|each| self.loop_over(unit, each, None).0);
        let object = &declared.body.object;
        // Nested resources are in sight in the body around them.
        let sight = self.in_sight.len();
        let nested = self.nested.get(&symbol).cloned().unwrap_or_default();
        self.in_sight.extend(nested.iter().cloned());

        let parent = match around {
            Some(around) => Some(Parent { symbol: around.symbol, index: None, nested: true }),
            None => member(object, "parent").and_then(|parent| self.parent(unit, parent)),
        };
        let own_type =
            if around.is_none() && parent.is_some() { ty.rsplit('/').next().unwrap_or(ty) } else { ty };
        let type_place = unit.place(declared.path.span);
        let type_id = self.builder.literal(type_place, own_type);
        let name = match member(object, "name") {
            Some(name) => self.expression(unit, name),
            None => self.fallback_name(declared.name.text, header, ty),
        };
        let condition = declared.body.condition.as_ref().map(|condition| self.expression(unit, condition));
        let scope = member(object, "scope").and_then(|scope| self.scope(unit, scope));
        let depends_on =
            member(object, "dependsOn").map_or_else(Vec::new, |list| self.depends_on(unit, list));
        let module = self.nested_deployment(unit, ty, resource.existing, object);
        let body = self.object(unit, object, if module.is_some() { &NOT_MODULE_BODY } else { &NOT_BODY });
        let api_version = version.as_ref().map(|version| self.builder.literal(type_place, version.as_str()));
        let declaration = ResourceDeclaration {
            symbol: Some(declared.name.text.into()),
            ty: type_id,
            api_version,
            name: Some(name),
            parent,
            existing: resource.existing,
            condition,
            each,
            scope,
            body,
            depends_on,
            module,
            place,
            header,
        };
        self.put(symbol, declaration);
        all.push(symbol);
        let around = Around { symbol, api_version: version };
        for ((decorators, child), (_, symbol)) in object.resources.iter().zip(nested) {
            let start = decorators.first().map_or(child.deployable.header, |first| first.span);
            let place = unit.place(start.to(child.deployable.header).to(child.deployable.body.object.span));
            self.resource(unit, child, place, symbol, Some(&around), all);
        }
        self.in_sight.truncate(sight);
        self.locals.truncate(depth);
    }

    pub(crate) fn put(&mut self, symbol: Symbol, declaration: ResourceDeclaration) {
        if let Some(slot) = self.resources.get_mut(symbol.0 as usize) {
            *slot = Some(declaration);
        }
    }

    /// A deployment that is declared as a resource: its template is a value.
    fn nested_deployment(
        &mut self,
        unit: &Unit<'_>,
        ty: &str,
        existing: bool,
        object: &Object<'_>,
    ) -> Option<Module> {
        if existing || !ty.eq_ignore_ascii_case("Microsoft.Resources/deployments") {
            return None;
        }
        let ExpressionKind::Object(properties) = &member(object, "properties")?.kind else { return None };
        let source = match (member(properties, "template"), member(properties, "templateLink")) {
            (Some(template), _) => ModuleSource::Computed(self.expression(unit, template)),
            (None, Some(link)) => self.linked(unit, link),
            (None, None) => return None,
        };
        let parameters_object =
            member(properties, "parameters").map(|parameters| self.expression(unit, parameters));
        Some(Module { source, parameters: Vec::new(), parameters_object })
    }

    fn linked(&mut self, unit: &Unit<'_>, link: &Expression<'_>) -> ModuleSource {
        let ExpressionKind::Object(link) = &link.kind else {
            return ModuleSource::Unknown("which template is deployed is known only at deployment".into());
        };
        let part = |name: &str| member(link, name);
        if part("uri").is_none() && part("relativePath").is_none() {
            return ModuleSource::Unknown("the template is a template spec, which is not on disk".into());
        }
        ModuleSource::Link {
            uri: part("uri").map(|uri| self.expression(unit, uri)),
            relative_path: part("relativePath").map(|path| self.expression(unit, path)),
        }
    }

    /// Resources of extensions need no `name`; they are told apart by their symbol.
    fn fallback_name(&mut self, symbol: &str, header: Place, ty: &str) -> ExprId {
        let is_azure = ty.split('/').next().is_some_and(|namespace| {
            namespace.contains('.') && !namespace.eq_ignore_ascii_case("Microsoft.Graph")
        });
        if is_azure {
            self.problem(header, "this resource has no `name`", Some("add `name: '…'` to its body"));
        }
        self.builder.literal(header, symbol)
    }

    fn parent(&mut self, unit: &Unit<'_>, expression: &Expression<'_>) -> Option<Parent> {
        match self.declared(unit, expression) {
            Some(declared) => Some(Parent { symbol: declared.symbol, index: declared.index, nested: false }),
            None => {
                self.problem(unit.place(expression.span), "the parent must be a resource of this file", None);
                None
            }
        }
    }

    /// The ids of what a `dependsOn` names.
    pub(crate) fn depends_on(&mut self, unit: &Unit<'_>, list: &Expression<'_>) -> Vec<ExprId> {
        let ExpressionKind::Array(items) = &list.kind else { return Vec::new() };
        let mut ids = Vec::new();
        for item in items {
            let crate::syntax::ast::Item::Value(value) = item else { continue };
            let Some(declared) = self.declared(unit, value) else { continue };
            let place = unit.place(value.span);
            if declared.index.is_none() && self.looped.contains(&declared.symbol) {
                continue;
            }
            let base = self.builder.add(place, Kind::Resource(declared.symbol, declared.index));
            let key = self.builder.literal(place, "id");
            ids.push(self.builder.add(place, Kind::Member { base, key, safe: true }));
        }
        ids
    }
}

/// A member of an object literal by its name.
pub(crate) fn member<'o, 's>(object: &'o Object<'s>, name: &str) -> Option<&'o Expression<'s>> {
    object.members.iter().find_map(|member| match member {
        Member::Property { key, value } if key.plain() == Some(name) => Some(value),
        _ => None,
    })
}
