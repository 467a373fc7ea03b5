//! Modules.

use super::resource::member;
use super::{Lower, Unit};
use crate::syntax::ast::{Deployable, ExpressionKind, Member};
use ravelin_finding::Place;
use ravelin_template::ir::{Module, ModuleSource, ResourceDeclaration, Symbol};

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
                        if let Member::Property { key, value } = param
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
        let body = self.object(unit, object, &without);
        let declaration = ResourceDeclaration {
            symbol: Some(module.name.text.into()),
            ty,
            api_version: None,
            name,
            parent: None,
            existing: false,
            condition: module.body.condition.as_ref().map(|condition| self.expression(unit, condition)),
            each,
            scope: member(object, "scope").and_then(|scope| self.scope(unit, scope)),
            body,
            depends_on: member(object, "dependsOn").map_or_else(Vec::new, |list| self.depends_on(unit, list)),
            module: Some(Module { source, parameters, parameters_object }),
            place,
            header,
        };
        self.put(symbol, declaration);
        self.locals.truncate(depth);
    }
}
