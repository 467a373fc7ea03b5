//! Expressions: calls resolved to functions, names to numbers.

use super::Lower;
use crate::expression::{Arguments, Expr, Kind as Syntax};
use crate::functions;
use crate::ir::{ExprId, Kind, Special};
use ravelin_finding::{Place, Span};
use ravelin_model::Value;

type Places<'p> = &'p dyn Fn(Span) -> Place;

impl Lower {
    pub(super) fn lower_expression(&mut self, expr: Expr<'_, '_>, places: Places<'_>) -> ExprId {
        let place = places(expr.span());
        match expr.kind() {
            Syntax::Str(text) => self.text(place, &text),
            Syntax::Int(value) => self.builder.literal(place, value),
            Syntax::Float(value) => self.builder.literal(place, value),
            Syntax::Property { base, name } => {
                let base = self.lower_expression(base, places);
                let key = self.text(places(expr.name_span()), name);
                self.builder.add(place, Kind::Member { base, key, safe: false })
            }
            Syntax::Index { base, index } => {
                let base = self.lower_expression(base, places);
                let key = self.lower_expression(index, places);
                self.builder.add(place, Kind::Member { base, key, safe: false })
            }
            Syntax::Call { name, args } => self.lower_call(name, args, place, places),
        }
    }

    fn lower_call(
        &mut self,
        name: &str,
        args: Arguments<'_, '_>,
        place: Place,
        places: Places<'_>,
    ) -> ExprId {
        let lower = name.to_ascii_lowercase();
        match lower.as_str() {
            "parameters" | "variables" | "lambdavariables" => {
                if let Some(id) = self.lower_name(&lower, &args, place) {
                    return id;
                }
            }
            "copyindex" => return self.copy_index(args, place, places),
            "lambda" => return self.lambda(args, place, places),
            "true" => return self.builder.literal(place, true),
            "false" => return self.builder.literal(place, false),
            "null" => return self.builder.literal(place, Value::NULL),
            _ => {}
        }
        let arguments: Vec<ExprId> = args.map(|arg| self.lower_expression(arg, places)).collect();
        self.resolve_call(name, &lower, arguments, place)
    }

    fn resolve_call(&mut self, name: &str, lower: &str, mut arguments: Vec<ExprId>, place: Place) -> ExprId {
        if let Some(number) = self.function_names.get(lower) {
            return self.builder.add(place, Kind::User(*number, arguments.into()));
        }
        if let Some(special) = special(lower) {
            if special == Special::List {
                let name = self.text(place, name);
                arguments.insert(0, name);
            }
            return self.builder.add(place, Kind::Special(special, arguments.into()));
        }
        if let Some(function) = functions::find(lower) {
            return self.builder.add(place, Kind::Call(function, arguments.into()));
        }
        self.problem(place, format!("there is no template function `{name}`"), None);
        self.broken(place, &format!("there is no function `{name}`"))
    }

    /// `parameters('x')`, `variables('x')`, `lambdaVariables('x')` with a literal name.
    fn lower_name(&mut self, function: &str, args: &Arguments<'_, '_>, place: Place) -> Option<ExprId> {
        let Syntax::Str(name) = args.get(0)?.kind() else { return None };
        let key = name.to_ascii_lowercase();
        let kind = match function {
            "parameters" => match &self.function_parameters {
                Some(slots) => slots.get(&key).map(|slot| Kind::Local(*slot)),
                None => self.parameter_names.get(&key).map(|number| Kind::Parameter(*number)),
            },
            "variables" => self.variable_names.get(&key).map(|number| Kind::Variable(*number)),
            _ => {
                self.locals.iter().rev().find(|(local, _)| *local == key).map(|(_, slot)| Kind::Local(*slot))
            }
        };
        match kind {
            Some(kind) => Some(self.builder.add(place, kind)),
            None => {
                let what = match function {
                    "parameters" => "parameter",
                    "variables" => "variable",
                    _ => "lambda variable",
                };
                self.problem(place, format!("there is no {what} `{name}`"), None);
                Some(self.broken(place, &format!("there is no {what} `{name}`")))
            }
        }
    }

    /// `copyIndex([name][, offset])`
    fn copy_index(&mut self, args: Arguments<'_, '_>, place: Place, places: Places<'_>) -> ExprId {
        let mut named = None;
        let mut offset = None;
        for arg in args {
            match arg.kind() {
                Syntax::Str(name) => named = Some(name.to_ascii_lowercase()),
                _ => offset = Some(self.lower_expression(arg, places)),
            }
        }
        let found = match &named {
            Some(name) => self.loops.iter().rev().find(|around| around.name.as_ref() == Some(name)),
            None => self.loops.iter().rev().find(|around| around.unnamed).or_else(|| self.loops.last()),
        };
        let Some(slot) = found.map(|around| around.index) else {
            self.problem(place, "there is no loop around this `copyIndex`", None);
            return self.broken(place, "there is no loop around this `copyIndex`");
        };
        let index = self.builder.add(place, Kind::Local(slot));
        match (offset, functions::find("add")) {
            (Some(offset), Some(add)) => self.builder.add(place, Kind::Call(add, [index, offset].into())),
            _ => index,
        }
    }

    /// `lambda('x', 'y', body)`
    fn lambda(&mut self, args: Arguments<'_, '_>, place: Place, places: Places<'_>) -> ExprId {
        let count = args.len();
        let mut slots = Vec::new();
        let mut body = None;
        let depth = self.locals.len();
        for (at, arg) in args.enumerate() {
            if at + 1 == count {
                body = Some(self.lower_expression(arg, places));
            } else if let Syntax::Str(name) = arg.kind() {
                let slot = self.builder.slot();
                slots.push(slot);
                self.locals.push((name.to_ascii_lowercase(), slot));
            }
        }
        self.locals.truncate(depth);
        match body {
            Some(body) => self.builder.add(place, Kind::Lambda(slots.into(), body)),
            None => self.broken(place, "the lambda has no body"),
        }
    }
}

/// The functions that the evaluator itself implements, by lower-case name.
#[must_use]
pub fn special(lower: &str) -> Option<Special> {
    Some(match lower {
        "if" => Special::If,
        "and" => Special::And,
        "or" => Special::Or,
        "coalesce" => Special::Coalesce,
        "map" => Special::Map,
        "filter" => Special::Filter,
        "reduce" => Special::Reduce,
        "sort" => Special::Sort,
        "toobject" => Special::ToObject,
        "groupby" => Special::GroupBy,
        "mapvalues" => Special::MapValues,
        "subscription" => Special::Subscription,
        "resourcegroup" => Special::ResourceGroup,
        "tenant" => Special::Tenant,
        "managementgroup" => Special::ManagementGroup,
        "deployment" => Special::Deployment,
        "deployer" => Special::Deployer,
        "environment" => Special::Environment,
        "parameters" => Special::Parameters,
        "variables" => Special::Variables,
        "resourceid" => Special::ResourceId,
        "subscriptionresourceid" => Special::SubscriptionResourceId,
        "tenantresourceid" => Special::TenantResourceId,
        "managementgroupresourceid" => Special::ManagementGroupResourceId,
        "extensionresourceid" => Special::ExtensionResourceId,
        "reference" => Special::Reference,
        "references" => Special::References,
        "resourceinfo" => Special::ResourceInfo,
        "fail" => Special::Fail,
        "providers" => Special::Runtime("providers", false),
        "pickzones" => Special::Runtime("pickZones", false),
        "tologicalzone" => Special::Runtime("toLogicalZone", false),
        "tologicalzones" => Special::Runtime("toLogicalZones", false),
        "tophysicalzone" => Special::Runtime("toPhysicalZone", false),
        "tophysicalzones" => Special::Runtime("toPhysicalZones", false),
        "roledefinitions" => Special::Runtime("roleDefinitions", false),
        "newguid" => Special::Fresh("newGuid"),
        "utcnow" => Special::Fresh("utcNow"),
        "externalinput" => Special::External("externalInput"),
        "readenvironmentvariable" => Special::External("readEnvironmentVariable"),
        "list" => Special::List,
        _ if lower.starts_with("list") && lower.len() > 4 => Special::List,
        _ => return None,
    })
}
