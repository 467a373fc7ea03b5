//! Modules.

use super::resource::member;
use super::{Lower, Unit};
use crate::syntax::ast::{Deployable, ExpressionKind, Member as AstMember};
use ravelin_finding::Place;
use ravelin_template::ir::{
    ExprId, Kind, Level, Member, Module, ModuleSource, ResourceDeclaration, Scope, Special, Symbol,
};

impl Lower<'_> {
    pub(crate) fn module(&mut self, unit: &Unit<'_>, module: &Deployable<'_>, place: Place, symbol: Symbol) {
        let header = unit.place(module.header);
        let depth = self.locals.len();
        let each = module.body.each.as_ref().map(|each| self.loop_over(unit, each, None).0);
        let object = &module.body.object;
        let path_place = unit.place(module.path.span);
        let source = match module.path.plain() {
            Some(path) => ModuleSource::Path(path.into(), path_place),
            None => ModuleSource::Unknown("the path of a module must be a constant".into()),
        };
        let mut parameters = Vec::new();
        let mut parameters_object = None;
        if let Some(params) = member(object, "params") {
            match &params.kind {
                ExpressionKind::Object(params) => {
                    for param in &params.members {
                        if let AstMember::Property { key, value } = param
                            && let Some(name) = key.plain()
                        {
                            let value_id = self.expression(unit, value);
                            parameters.push((name.into(), value_id, unit.place(key.span.to(value.span))));
                        }
                    }
                }
                _ => {
                    let message = "the parameters of a module must be written out";
                    self.problem(unit.place(params.span), message, Some("write `params: { name: value }`"));
                    parameters_object = Some(self.expression(unit, params));
                }
            }
        }
        let name = member(object, "name").map(|name| self.expression(unit, name));
        let ty = self.builder.literal(path_place, "Microsoft.Resources/deployments");
        let without = ["name", "params", "scope", "dependsOn", "identity", "extensionConfigs"];
        let scope = member(object, "scope").and_then(|scope| self.scope(unit, scope));
        let body = self.object(unit, object, &without);
        let body = self.with_location(body, scope.as_ref(), header);
        let declaration = ResourceDeclaration {
            symbol: Some(module.name.text.into()),
            ty,
            api_version: None,
            name,
            parent: None,
            existing: false,
            condition: module.body.condition.as_ref().map(|condition| self.expression(unit, condition)),
            each,
            scope,
            body,
            depends_on: member(object, "dependsOn").map_or_else(Vec::new, |list| self.depends_on(unit, list)),
            module: Some(Module { source, parameters, parameters_object }),
            place,
            header,
        };
        self.put(symbol, declaration);
        self.locals.truncate(depth);
    }

    /// A deployment above resource groups has a location: that of the deployment around it, or of the group it is in,
    /// as the compiler writes it (`TemplateWriter.EmitModule`).
    fn with_location(&mut self, body: ExprId, scope: Option<&Scope>, place: Place) -> ExprId {
        let to_group = match scope {
            None => self.level == Level::ResourceGroup,
            Some(Scope::ResourceGroup { .. } | Scope::Resource(..) | Scope::Id(_)) => true,
            Some(Scope::Subscription(_) | Scope::ManagementGroup(_) | Scope::Tenant) => false,
        };
        let to_group = match scope {
            Some(Scope::Resource(symbol, _)) => !self.is_management_group(*symbol),
            _ => to_group,
        };
        if to_group {
            return body;
        }
        let around =
            if self.level == Level::ResourceGroup { Special::ResourceGroup } else { Special::Deployment };
        let base = self.builder.add(place, Kind::Special(around, Box::default()));
        let key = self.builder.literal(place, "location");
        let location = self.builder.add(place, Kind::Member { base, key, safe: false });
        let members = [Member::Spread(body), Member::Named("location".into(), location, place)];
        self.builder.add(place, Kind::Object(members.into()))
    }

    /// Is this a resource that is the scope of something above resource groups?
    fn is_management_group(&self, symbol: Symbol) -> bool {
        let declared = self.resources.get(symbol.0 as usize).and_then(Option::as_ref);
        let ty = declared.and_then(|declared| self.builder.constant(declared.ty));
        ty.and_then(ravelin_model::Value::as_str).is_some_and(|ty| {
            ["Microsoft.Management/managementGroups", "Microsoft.Subscription/aliases"]
                .iter()
                .any(|above| ty.eq_ignore_ascii_case(above))
        })
    }
}
