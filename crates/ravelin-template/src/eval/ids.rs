//! Resource ids: scope, type and names joined as Azure Resource Manager writes them, unknown parts included.

use ravelin_model::{Data, Form, Piece, Unknown, Value};
use std::sync::Arc;

/// `{scope}/providers/{namespace}/{type}/{name}/{type}/{name}…`. `None` where the type has other than one part per name.
pub(super) fn resource_id(scope: &Value, ty: &str, names: &[Value]) -> Option<Value> {
    let mut segments = ty.split('/');
    let namespace = segments.next()?;
    let types: Vec<&str> = segments.collect();
    if types.len() != names.len() || types.is_empty() {
        return None;
    }
    // A resource group's id has a form of its own.
    if let ("microsoft.resources/resourcegroups", [name]) = (&*ty.to_ascii_lowercase(), names) {
        return Some(Value::join(&[scope.clone(), "/resourceGroups/".into(), name.clone()]));
    }
    let mut parts = vec![scope.clone(), format!("/providers/{namespace}").into()];
    for (ty, name) in types.into_iter().zip(names) {
        parts.push(format!("/{ty}/").into());
        parts.push(name.clone());
    }
    Some(Value::join(&parts))
}

/// The id of a resource by its whole name. Where the name's parts can't be told apart, the id still tells the resource
/// from every other one.
pub(super) fn id_of(scope: &Value, ty: &str, name: &Value) -> Value {
    if let Some(Form::OneOf(names)) = name.as_unknown().map(|unknown| &unknown.form) {
        let ids: Vec<Value> = names.iter().map(|one| id_of(scope, ty, one)).collect();
        let residual = format!("resourceId({ty}, {})", name.residual());
        return Value::one_of(ids, residual, name.reasons());
    }
    let count = ty.split('/').count().saturating_sub(1);
    split_name(name, count)
        .and_then(|names| resource_id(scope, ty, &names))
        .unwrap_or_else(|| Value::join(&[scope.clone(), format!("/providers/{ty}/").into(), name.clone()]))
}

/// An extension resource in the older notation, a type `Microsoft.X/ys/providers/locks` with the name
/// `y1/Microsoft.Authorization/lock1`: the id of what it extends, and its own type and name.
pub(super) fn older_extension(scope: &Value, ty: &str, name: &Value) -> Option<(Value, String, Value)> {
    let types: Vec<&str> = ty.split('/').collect();
    let at = types.iter().position(|part| part.eq_ignore_ascii_case("providers"))?;
    let names = split_name(name, types.len().checked_sub(1)?)?;
    let target = id_of(scope, &types.get(..at)?.join("/"), &joined(names.get(..at.checked_sub(1)?)?));
    let namespace = names.get(at.checked_sub(1)?)?.as_str()?.to_owned();
    let own = std::iter::once(namespace.as_str()).chain(types.get(at + 1..)?.iter().copied());
    Some((target, own.collect::<Vec<_>>().join("/"), joined(names.get(at..)?)))
}

fn joined(names: &[Value]) -> Value {
    let parts = names
        .iter()
        .enumerate()
        .flat_map(|(at, name)| (at > 0).then(|| "/".into()).into_iter().chain([name.clone()]));
    Value::join(&parts.collect::<Vec<_>>())
}

/// The parts of a whole name, when there are `count`.
pub(super) fn split_name(name: &Value, count: usize) -> Option<Vec<Value>> {
    if count == 1 {
        return Some(vec![name.clone()]);
    }
    let parts = split(name)?;
    (parts.len() == count).then_some(parts)
}

/// A string's parts between slashes; `None` where an unknown part may hold some. A hole is taken to hold none.
fn split(name: &Value) -> Option<Vec<Value>> {
    match &name.data {
        Data::String(text) => Some(text.split('/').map(Value::from).collect()),
        Data::Unknown(unknown) => match &unknown.form {
            Form::Pattern(pieces) => {
                let mut parts: Vec<Vec<Value>> = vec![Vec::new()];
                for piece in pieces.iter() {
                    match piece {
                        Piece::Text(text) => split_text(text, &mut parts),
                        Piece::Hole(hole) => parts.last_mut()?.push(Arc::clone(hole).into()),
                    }
                }
                Some(parts.iter().map(|part| Value::join(part)).collect())
            }
            Form::Any | Form::OneOf(_) | Form::Holding(_) => Some(vec![name.clone()]),
        },
        _ => None,
    }
}

fn split_text(text: &str, parts: &mut Vec<Vec<Value>>) {
    for (at, part) in text.split('/').enumerate() {
        if at > 0 {
            parts.push(Vec::new());
        }
        if let (false, Some(last)) = (part.is_empty(), parts.last_mut()) {
            last.push(part.into());
        }
    }
}

/// An id as it is compared: without regard to case.
pub(super) fn key(id: &Value) -> Option<String> {
    let id = id.display()?.to_ascii_lowercase();
    Some(id.replace("/providers/microsoft.resources/resourcegroups/", "/resourcegroups/"))
}

/// Does a string begin with this text, for certain?
pub(super) fn starts_with(value: &Value, prefix: &str) -> bool {
    match &value.data {
        Data::String(text) => text.starts_with(prefix),
        Data::Unknown(unknown) => starts_with_pieces(unknown, prefix),
        _ => false,
    }
}

fn starts_with_pieces(unknown: &Unknown, prefix: &str) -> bool {
    match &unknown.form {
        Form::Pattern(pieces) => {
            matches!(pieces.first(), Some(Piece::Text(text)) if text.starts_with(prefix))
        }
        Form::OneOf(values) => values.iter().all(|value| starts_with(value, prefix)),
        Form::Any | Form::Holding(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ravelin_model::Reason;

    fn hole(name: &str) -> Value {
        Value::unknown(name, Reason::new(name, "test", None))
    }

    #[test]
    fn ids_interleave_types_and_names() {
        let scope = Value::from("/subscriptions/s/resourceGroups/g");
        let id = id_of(&scope, "Microsoft.ServiceBus/namespaces/queues", &"ns/q".into());
        assert_eq!(
            id.as_str(),
            Some("/subscriptions/s/resourceGroups/g/providers/Microsoft.ServiceBus/namespaces/ns/queues/q")
        );
    }

    #[test]
    fn extensions_in_the_older_notation_are_those_of_the_newer() {
        let scope = Value::from("/subscriptions/s/resourceGroups/g");
        let name = Value::join(&[hole("kv"), "/Microsoft.Insights/audit".into()]);
        let (target, ty, own) =
            older_extension(&scope, "Microsoft.KeyVault/vaults/providers/diagnosticSettings", &name).unwrap();
        let vault = "/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/{kv}";
        assert_eq!(target.display().as_deref(), Some(vault));
        assert_eq!((ty.as_str(), own.as_str()), ("Microsoft.Insights/diagnosticSettings", Some("audit")));
    }

    #[test]
    fn unknown_names_keep_their_place() {
        let name = Value::join(&[hole("p"), "/q-".into(), hole("r")]);
        let id = id_of(&"".into(), "A.B/c/d", &name);
        assert_eq!(id.display().as_deref(), Some("/providers/A.B/c/{p}/d/q-{r}"));
        let whole = id_of(&"".into(), "A.B/c/d", &hole("p"));
        assert_eq!(whole.display().as_deref(), Some("/providers/A.B/c/d/{p}"));
    }
}
