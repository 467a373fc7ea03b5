//! Functions that need the deployment.

use super::context;
use super::deployment::{Deployment, Env};
use super::ids;
use super::world::{derived, unknown};
use crate::ir::{ExprId, Level, Special};
use ravelin_finding::Place;
use ravelin_model::{Form, Reason, Unknown, Value};
use std::rc::Rc;

impl<'w> Deployment<'w> {
    pub(super) fn special(
        self: &Rc<Self>,
        special: Special,
        arguments: &[ExprId],
        place: Place,
        env: &Env<'_>,
    ) -> Value {
        match special {
            Special::If => self.if_(arguments, place, env),
            Special::And => self.and_or(arguments, false, place, env),
            Special::Or => self.and_or(arguments, true, place, env),
            Special::Coalesce => self.coalesce(arguments, env),
            Special::Map => self.map(arguments, place, env),
            Special::Filter => self.filter(arguments, place, env),
            Special::Reduce => self.reduce(arguments, place, env),
            Special::Sort => self.sort(arguments, place, env),
            Special::ToObject => self.to_object(arguments, place, env),
            Special::GroupBy => self.group_by(arguments, place, env),
            Special::MapValues => self.map_values(arguments, place, env),
            Special::Reference => self.reference_path(arguments, &[], place, env).0,
            Special::References => self.references(arguments, place, env),
            Special::ResourceInfo => self.resource_info(arguments, place, env),
            _ => {
                let values = self.eval_all(arguments, env);
                let value = self.contextual(special, &values, place);
                super::expr::computed(value, &values, place)
            }
        }
    }

    fn contextual(self: &Rc<Self>, special: Special, values: &[Value], place: Place) -> Value {
        let target = &self.target;
        match special {
            Special::Subscription => match values.first() {
                Some(id) => context::subscription(&target.subscription(Some(id.clone()))),
                None => context::subscription(target),
            },
            Special::ResourceGroup => match values {
                [] => context::resource_group(target),
                [name] => context::resource_group(&self.group_named(None, name)),
                [subscription, name, ..] => {
                    context::resource_group(&self.group_named(Some(subscription), name))
                }
            },
            Special::ManagementGroup => match values.first() {
                Some(name) => context::management_group(&target.management_group(Some(name.clone()))),
                None => context::management_group(target),
            },
            Special::Tenant => context::tenant(target),
            Special::Deployment => {
                context::deployment(&self.name, &self.world.loader.uri(self.template.file), target)
            }
            Special::Deployer => context::deployer(),
            Special::Environment => context::environment(),
            Special::Parameters => self.by_name(values, place, "parameter"),
            Special::Variables => self.by_name(values, place, "variable"),
            Special::ResourceId => self.resource_id(&target.id(), values, place),
            Special::SubscriptionResourceId => self.resource_id(&target.subscription_id(), values, place),
            Special::TenantResourceId => self.plain_id(&"".into(), values, place),
            Special::ManagementGroupResourceId => self.management_group_id(values, place),
            Special::ExtensionResourceId => match values.split_first() {
                Some((scope, rest)) => self.plain_id(scope, rest, place),
                None => self.world.fail(place, "`extensionResourceId` takes a scope, a type and names"),
            },
            Special::Fail => {
                let why = values.first().and_then(Value::display).unwrap_or_default();
                self.world.fail(place, &format!("the template refuses to be deployed: {why}"))
            }
            Special::Runtime(name, secret) => self.runtime(name, values, place).marked(secret),
            Special::List => self.list(values, place),
            Special::Fresh(name) => {
                let why = format!("`{name}()` gives another value at each deployment");
                unknown(format!("{name}()#{}", self.world.fresh()), &format!("{name}()"), &why, Some(place))
            }
            Special::External(name) => self.external(name, values, place),
            Special::Secret => {
                let text = |at: usize| values.get(at).and_then(Value::display).unwrap_or_default();
                let (vault, secret) = (text(0), text(1));
                let why = format!("secret `{secret}` of key vault `{vault}` is read at deployment");
                unknown(format!("getSecret('{vault}', '{secret}')"), &secret, &why, Some(place)).marked(true)
            }
            Special::NonNull => values.first().cloned().unwrap_or(Value::NULL),
            // Handled where their arguments are still expressions.
            _ => Value::NULL,
        }
    }

    fn by_name(self: &Rc<Self>, values: &[Value], place: Place, what: &str) -> Value {
        let Some(name) = values.first() else {
            return self.world.fail(place, &format!("`{what}s` takes the name of a {what}"));
        };
        let Some(text) = name.as_str() else {
            return derived(format!("{what}s({})", name.residual()), &[name]);
        };
        let found = if what == "parameter" { self.parameter_named(text) } else { self.variable_named(text) };
        found.unwrap_or_else(|| self.world.fail(place, &format!("there is no {what} `{text}`")))
    }

    /// `resourceId([subscription], [resource group], type, names…)` at the level of the deployment.
    /// <https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-resource#resourceid>
    fn resource_id(&self, here: &Value, values: &[Value], place: Place) -> Value {
        let is_type =
            |value: &Value| value.as_str().is_some_and(|text| text.contains('/') && text.contains('.'));
        let Some(at) = values.iter().position(is_type) else {
            let from: Vec<&Value> = values.iter().collect();
            let residuals: Vec<String> = values.iter().map(Value::residual).collect();
            if values.iter().all(Value::is_known) {
                return self.world.fail(place, "the resource type is missing: `Microsoft.Provider/type`");
            }
            return derived(format!("resourceId({})", residuals.join(", ")), &from);
        };
        let (before, rest) = values.split_at(at);
        let target = &self.target;
        let scope = match before {
            [] => here.clone(),
            // Below a subscription, one argument more is the group; at a subscription it is the subscription.
            [one] if target.level == Level::ResourceGroup && here.same(&target.id()) == Some(true) => {
                target.group(None, Some(one.clone())).id()
            }
            [one] => target.subscription(Some(one.clone())).id(),
            [subscription, group, ..] => target.group(Some(subscription.clone()), Some(group.clone())).id(),
        };
        self.plain_id(&scope, rest, place)
    }

    fn management_group_id(&self, values: &[Value], place: Place) -> Value {
        let is_type =
            |value: &Value| value.as_str().is_some_and(|text| text.contains('/') && text.contains('.'));
        let at = values.iter().position(is_type).unwrap_or(0);
        let (before, rest) = values.split_at(at.min(values.len()));
        self.plain_id(&self.target.management_group(before.first().cloned()).id(), rest, place)
    }

    /// A type and its names below a scope.
    fn plain_id(&self, scope: &Value, values: &[Value], place: Place) -> Value {
        let Some((ty, names)) = values.split_first() else {
            return self.world.fail(place, "the resource type is missing");
        };
        let Some(ty) = ty.as_str() else {
            let from: Vec<&Value> = values.iter().collect();
            return derived(format!("resourceId({})", ty.residual()), &from);
        };
        let ty = ty.trim_matches('/');
        // Names may be given joined, as one argument with slashes.
        let count = ty.split('/').count().saturating_sub(1);
        let names = match names {
            [joined] if count > 1 => ids::split_name(joined, count).unwrap_or_else(|| names.to_vec()),
            _ => names.to_vec(),
        };
        match ids::resource_id(scope, ty, &names) {
            Some(id) => id,
            None if names.iter().all(Value::is_known) => {
                let given = names.len();
                self.world.fail(place, &format!("`{ty}` needs {count} names, but {given} are given"))
            }
            None => {
                let from: Vec<&Value> = names.iter().collect();
                let residuals: Vec<String> = names.iter().map(Value::residual).collect();
                derived(format!("resourceId('{ty}', {})", residuals.join(", ")), &from)
            }
        }
    }

    fn runtime(&self, name: &'static str, values: &[Value], place: Place) -> Value {
        let residuals: Vec<String> = values.iter().map(Value::residual).collect();
        let subject = values.first().and_then(Value::display).unwrap_or_default();
        let why = format!("{name}() of `{subject}` is known only after deployment");
        let own = Reason::new(format!("{name}()"), why, Some(place));
        Unknown::new(format!("{name}({})", residuals.join(", ")), [own], Form::Any).into()
    }

    /// `list*(id, …)`: the first value is the function's name.
    fn list(self: &Rc<Self>, values: &[Value], place: Place) -> Value {
        let Some((name, rest)) = values.split_first() else { return Value::NULL };
        let name = name.as_str().unwrap_or("list");
        if name.eq_ignore_ascii_case("listOutputsWithSecureValues")
            && let Some(outputs) = rest.first().and_then(|which| self.secure_outputs(which))
        {
            return outputs;
        }
        let residuals: Vec<String> = rest.iter().map(Value::residual).collect();
        let subject = rest.first().and_then(Value::display).unwrap_or_default();
        let why = format!("{name}() of `{}` is known only after deployment", short(&subject));
        let own = Reason::new(format!("{name}()"), why, Some(place));
        Value::from(Unknown::new(format!("{name}({})", residuals.join(", ")), [own], Form::Any)).marked(true)
    }

    fn external(&self, name: &'static str, values: &[Value], place: Place) -> Value {
        let what = values.first().and_then(Value::as_str).unwrap_or_default();
        if name == "readEnvironmentVariable" {
            if let Some(text) = self.world.settings.environment.get(what) {
                return text.as_str().into();
            }
            if let Some(default) = values.get(1) {
                return default.clone();
            }
        }
        let why = format!("`{name}('{what}')` comes from outside the code");
        unknown(format!("{name}('{what}')"), &format!("{name}('{what}')"), &why, Some(place))
    }
}

/// The type and name of an id, which is what people call a resource: `Microsoft.Web/sites/app1`.
pub(super) fn short(id: &str) -> &str {
    id.rsplit_once("/providers/").map_or(id, |(_, rest)| rest)
}
