//! Ids: written by a row's template, taken apart into names and scope. Unknown parts stay holes.

use super::attributes::{Attributes, Key, is_zero};
use super::path::Path;
use ravelin_model::{Data, Form, Lookup, Piece, Reason, Unknown, Value};
use ravelin_template::eval::Settings;
use std::sync::Arc;

/// A value that is chosen where the estate is deployed, with the name that templates give it.
pub(super) fn chosen(setting: Option<&String>, expression: &str, what: &str) -> Value {
    match setting {
        Some(text) => text.as_str().into(),
        None => {
            let why = format!("{what} is chosen at deployment");
            Value::unknown(expression, Reason::new(expression, why, None))
        }
    }
}

/// The subscription (its GUID) that a provider's arguments, or the settings, say.
pub(super) fn subscription(arguments: &Value, settings: &Settings) -> Value {
    match arguments.get("subscription_id") {
        Lookup::Found(value) if !is_zero(&value) => value,
        Lookup::Unknown(unknown) if arguments.as_unknown().is_none() => unknown.into(),
        _ => chosen(settings.subscription.as_ref(), "subscription().subscriptionId", "the subscription"),
    }
}

/// The tenant that a provider's arguments, or the settings, say.
pub(super) fn tenant(arguments: &Value, settings: &Settings) -> Value {
    match arguments.get("tenant_id") {
        Lookup::Found(value) if !is_zero(&value) => value,
        _ => chosen(settings.tenant.as_ref(), "tenant().tenantId", "the tenant"),
    }
}

/// What templates are filled in from.
pub(super) struct Context<'c> {
    pub(super) attributes: Attributes<'c>,
    pub(super) settings: &'c Settings,
    pub(super) keys: &'c [Key],
    /// The instance's own id, for children.
    pub(super) id: Option<&'c Value>,
    /// Finds the id of a resource of this root by its type and own name.
    pub(super) named: &'c dyn Fn(&str, &Value) -> Option<Value>,
}

impl Context<'_> {
    /// The first template whose attributes are there; where none is complete, the first with holes.
    pub(super) fn id(&self, templates: &[String]) -> Value {
        let complete = templates.iter().find_map(|template| self.fill(template, false));
        let holes = || templates.first().and_then(|template| self.fill(template, true));
        complete.or_else(holes).unwrap_or_else(|| self.missing("id"))
    }

    fn missing(&self, name: &str) -> Value {
        let instance = self.attributes.instance;
        let why = format!("`{name}` of `{}` is chosen by the provider", instance.address);
        Value::unknown(format!("{}.{name}", instance.address), Reason::new(name, why, Some(instance.header)))
    }

    /// A template with `{…}` filled in: `{group}`, `{subscription}`, `{tenant}`, `{id}`, an attribute (`{a.b}`, `{a!last}`
    /// for what comes after its last slash), `{?name}` for what only the provider knows, `{@Type:attribute}` for the id of
    /// the resource of that type and name.
    pub(super) fn fill(&self, template: &str, holes: bool) -> Option<Value> {
        let mut parts: Vec<Value> = Vec::new();
        let mut rest = template;
        while let Some((text, tail)) = rest.split_once('{') {
            let (what, tail) = tail.split_once('}')?;
            parts.push(text.into());
            parts.push(match self.part(what) {
                Some(part) => part,
                None if holes => self.missing(what.split('!').next().unwrap_or(what)),
                None => return None,
            });
            rest = tail;
        }
        parts.push(rest.into());
        Some(joined(&parts))
    }

    fn part(&self, what: &str) -> Option<Value> {
        let provider = &self.attributes.instance.provider.arguments;
        if let Some(name) = what.strip_prefix('?') {
            return Some(self.missing(name));
        }
        if let Some((ty, attribute)) = what.strip_prefix('@').and_then(|what| what.split_once(':')) {
            let name = self.attribute(attribute)?;
            return Some((self.named)(ty, &name).unwrap_or_else(|| self.elsewhere(ty, &name)));
        }
        let subscription = || joined(&["/subscriptions/".into(), subscription(provider, self.settings)]);
        match what {
            "id" => self.id.cloned(),
            "subscription" => Some(subscription()),
            "tenant" => Some(tenant(provider, self.settings)),
            "group" => {
                let name = self.attribute("resource_group_name")?;
                Some(joined(&[subscription(), "/resourceGroups/".into(), name]))
            }
            _ => self.attribute(what),
        }
    }

    /// The id of a resource that is known by name only: somewhere in the subscription.
    fn elsewhere(&self, ty: &str, name: &Value) -> Value {
        let provider = &self.attributes.instance.provider.arguments;
        let shown = name.display().unwrap_or_default();
        if let Some(group) = self.part("group") {
            return joined(&[group, format!("/providers/{ty}/").into(), name.clone()]);
        }
        let why = format!("the resource group of `{shown}` is not in the code");
        let group =
            Value::unknown(format!("resourceGroupOf('{ty}', '{shown}')"), Reason::new(shown, why, None));
        let subscription = subscription(provider, self.settings);
        let head = ["/subscriptions/".into(), subscription, "/resourceGroups/".into(), group];
        let tail = [format!("/providers/{ty}/").into(), name.clone()];
        joined(&head.into_iter().chain(tail).collect::<Vec<_>>())
    }

    fn attribute(&self, what: &str) -> Option<Value> {
        let (path, last) = what.strip_suffix("!last").map_or((what, false), |path| (path, true));
        let found = self.attributes.one(&Path::parse(path), self.keys)?;
        if is_zero(&found.value) || found.rest {
            return None;
        }
        let value = if last { last_part(&found.value) } else { found.value };
        Some(Value { origin: None, ..value })
    }
}

/// Strings joined. Numbers join as they print; what is neither is left out.
fn joined(parts: &[Value]) -> Value {
    let parts: Vec<Value> = parts.iter().filter(|part| part.as_str() != Some("")).cloned().collect();
    Value::join(&parts)
}

fn last_part(value: &Value) -> Value {
    super::ops::apply(&[super::table::Op::Last("/".to_owned())], value, &[])
}

/// What an id says: the name and the scope of a resource of this type.
pub(super) struct Identity {
    pub(super) name: Value,
    pub(super) scope: Value,
}

/// Takes an id apart.
pub(super) fn identity(id: &Value, ty: &str) -> Identity {
    if let Some((unknown, values)) = alternatives(id) {
        let (mut names, mut scopes) = (Vec::new(), Vec::new());
        for value in values {
            let Identity { name, scope } = identity(value, ty);
            names.push(name);
            scopes.push(scope);
        }
        let one_of = |values, what: &str| {
            let residual = format!("{what}({})", unknown.residual);
            Value::one_of(values, residual, unknown.reasons.iter().cloned())
        };
        return Identity { name: one_of(names, "name"), scope: one_of(scopes, "scope") };
    }
    let parts = split(id);
    let wanted = ty.split('/').count().saturating_sub(1).max(1);
    let is = |part: &Value, text: &str| part.as_str().is_some_and(|part| part.eq_ignore_ascii_case(text));
    if ty.eq_ignore_ascii_case("Microsoft.Resources/resourceGroups")
        || ty.eq_ignore_ascii_case("Microsoft.Resources/subscriptions")
    {
        let (scope, name) = parts.split_at(parts.len().saturating_sub(1));
        let scope = scope.split_at(scope.len().saturating_sub(1)).0;
        return Identity { name: name.first().cloned().unwrap_or(Value::NULL), scope: with_slashes(scope) };
    }
    let provider = parts.iter().rposition(|part| is(part, "providers"));
    if let Some((scope, tail)) = provider.and_then(|at| Some((parts.get(..at)?, parts.get(at + 2..)?)))
        && tail.len() == wanted * 2
    {
        let names: Vec<Value> = tail.iter().skip(1).step_by(2).cloned().collect();
        return Identity { name: with_slashes(&names), scope: with_slashes(scope) };
    }
    // The parent is not known: its own name and scope are what is known of it.
    let mut names: Vec<Value> = Vec::new();
    let mut at = parts.len();
    while names.len() < wanted && at >= 2 && parts.len() > 2 {
        names.extend(parts.get(at - 1).cloned());
        at -= 2;
    }
    let parent =
        parts.get(..at).map(with_slashes).filter(|parent| !is_zero(parent)).unwrap_or_else(|| id.clone());
    if names.len() < wanted {
        names.push(derived("name", &parent));
    }
    names.reverse();
    Identity { name: with_slashes(&names), scope: derived("scope", &parent) }
}

fn derived(what: &str, of: &Value) -> Value {
    let mut reasons = of.reasons();
    if reasons.is_empty() {
        reasons.push(Reason::new("id", format!("`{}` is not an id", of.display().unwrap_or_default()), None));
    }
    Unknown::new(format!("{what}({})", of.residual()), reasons, Form::Any).into()
}

fn alternatives(value: &Value) -> Option<(&Arc<Unknown>, &[Value])> {
    let unknown = value.as_unknown()?;
    match &unknown.form {
        Form::OneOf(values) => Some((unknown, values)),
        _ => None,
    }
}

pub(super) fn with_slashes(parts: &[Value]) -> Value {
    let between = parts.iter().enumerate();
    let parts = between.flat_map(|(at, part)| (at > 0).then(|| "/".into()).into_iter().chain([part.clone()]));
    Value::join(&parts.collect::<Vec<_>>())
}

/// The parts between slashes; a hole is taken to hold none.
pub(super) fn split(id: &Value) -> Vec<Value> {
    let mut parts: Vec<Vec<Value>> = vec![Vec::new()];
    let pieces = match &id.data {
        Data::String(text) => vec![Piece::Text(Arc::clone(text))],
        Data::Unknown(unknown) => unknown.pieces(),
        _ => Vec::new(),
    };
    for piece in pieces {
        match piece {
            Piece::Text(text) => {
                for (at, part) in text.split('/').enumerate() {
                    if at > 0 {
                        parts.push(Vec::new());
                    }
                    if let (false, Some(last)) = (part.is_empty(), parts.last_mut()) {
                        last.push(part.into());
                    }
                }
            }
            Piece::Hole(hole) => {
                if let Some(last) = parts.last_mut() {
                    last.push(hole.into());
                }
            }
        }
    }
    parts.iter().map(|part| Value::join(part)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(id: &Value, ty: &str, name: &str, scope: &str) {
        let identity = identity(id, ty);
        let shown = |value: &Value| value.display().unwrap_or_default();
        assert_eq!(
            (shown(&identity.name).as_str(), shown(&identity.scope).as_str()),
            (name, scope),
            "{id:?}"
        );
    }

    fn hole(name: &str) -> Value {
        Value::unknown(name, Reason::new(name, "test", None))
    }

    #[test]
    fn ids_are_taken_apart() {
        let group = "/subscriptions/s/resourceGroups/g";
        let id = Value::from(format!("{group}/providers/A.B/cs/c/ds/d"));
        check(&id, "A.B/cs/ds", "c/d", group);
        check(&group.into(), "Microsoft.Resources/resourceGroups", "g", "/subscriptions/s");
        let lock =
            Value::from(format!("{group}/providers/A.B/cs/c/providers/Microsoft.Authorization/locks/l"));
        check(&lock, "Microsoft.Authorization/locks", "l", &format!("{group}/providers/A.B/cs/c"));
    }

    #[test]
    fn unknown_parts_stay_holes() {
        let id = Value::join(&[hole("account"), "/blobServices/default/containers/c".into()]);
        let ty = "Microsoft.Storage/storageAccounts/blobServices/containers";
        check(&id, ty, "{name(account)}/default/c", "{scope(account)}");
        let id = Value::join(&[
            "/subscriptions/s/resourceGroups/".into(),
            hole("g"),
            "/providers/A.B/cs/".into(),
            hole("c"),
        ]);
        check(&id, "A.B/cs", "{c}", "/subscriptions/s/resourceGroups/{g}");
    }
}
