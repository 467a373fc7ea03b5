//! What can be read from a resource id or name that is not wholly known.

use ravelin_model::{Form, Piece, Value};

/// What follows the last slash, known or not: `snet-{…}` of `vnet/snet-{…}`. An unknown part is taken to hold no slash.
pub(crate) fn last_value(name: &Value) -> Value {
    let pieces = match name.as_unknown().map(|unknown| &unknown.form) {
        Some(Form::Pattern(pieces)) => pieces,
        Some(Form::OneOf(values)) => {
            let last = values.iter().map(last_value).collect();
            return Value::one_of(last, name.residual(), name.reasons());
        }
        None | Some(Form::Any | Form::Holding(_)) => {
            return last_part(name).map_or_else(|| name.clone(), Value::from);
        }
    };
    let mut parts: Vec<Value> = Vec::new();
    for piece in pieces.iter() {
        match piece {
            Piece::Hole(hole) => parts.push(Value::from(std::sync::Arc::clone(hole))),
            Piece::Text(text) => match text.rsplit_once('/') {
                Some((_, rest)) => parts = vec![Value::from(rest)],
                None => parts.push(Value::from(std::sync::Arc::clone(text))),
            },
        }
    }
    Value::join(&parts)
}

/// The id's last part, where that is known: `80` of `{…}/frontendPorts/80`. `None` where it may be anything.
pub(crate) fn last_part(id: &Value) -> Option<String> {
    let last = |text: &str| text.rsplit_once('/').map(|(_, name)| name.to_owned());
    match id.as_unknown().map(|unknown| &unknown.form) {
        None => id.as_str().map(|text| last(text).unwrap_or_else(|| text.to_owned())),
        Some(Form::Pattern(pieces)) => match pieces.last() {
            Some(Piece::Text(text)) => last(text),
            Some(Piece::Hole(_)) | None => None,
        },
        Some(Form::Any | Form::OneOf(_) | Form::Holding(_)) => None,
    }
}

/// Are these two names certainly different? Names compare without regard to case.
fn differ(a: &Value, b: &Value) -> bool {
    let different = |text: Option<&str>, other: &Value| {
        text.is_some_and(|text| other.same_ignoring_case(text) == Some(false))
    };
    different(a.as_str(), b) || different(b.as_str(), a)
}

/// Is what is known of an id enough to say that it names no resource of this type and name?
pub(crate) fn names_another(id: &Value, ty: &str, name: &Value) -> bool {
    let Some(Form::Pattern(pieces)) = id.as_unknown().map(|unknown| &unknown.form) else { return false };
    if differ(&last_value(id), &last_value(name)) {
        return true;
    }
    let texts = pieces.iter().filter_map(|piece| match piece {
        Piece::Text(text) => Some(text.to_ascii_lowercase()),
        Piece::Hole(_) => None,
    });
    // `…/providers/Microsoft.KeyVault/vaults/…`: whose provider and type are whole.
    let mut kinds = texts.filter_map(|text| {
        let (_, rest) = text.rsplit_once("/providers/")?;
        let mut parts = rest.split('/');
        let kind = format!("{}/{}", parts.next()?, parts.next()?);
        parts.next().map(|_| kind)
    });
    kinds
        .next_back()
        .is_some_and(|kind| !format!("{}/", ty.to_ascii_lowercase()).starts_with(&format!("{kind}/")))
}

#[cfg(test)]
mod tests {
    use super::{last_part, last_value, names_another};
    use ravelin_model::{Reason, Value};

    #[test]
    fn the_last_value_keeps_what_is_known() {
        let hole = Value::unknown("f('/a/b')", Reason::new("p", "test", None));
        let name = Value::join(&[hole.clone(), "/snet-".into(), hole.clone()]);
        assert_eq!(last_value(&name).same_ignoring_case("GatewaySubnet"), Some(false));
        assert_eq!(last_value(&name).same_ignoring_case("snet-x"), None);
        assert_eq!(last_value(&hole).same_ignoring_case("x"), None);
        assert_eq!(last_value(&"vnet/x".into()).as_str(), Some("x"));
    }

    #[test]
    fn ids_of_other_resources_are_told() {
        let hole = Value::unknown("p", Reason::new("p", "test", None));
        let id = |tail: &str| Value::join(&["/subscriptions/".into(), hole.clone(), tail.into()]);
        let vault = |tail: &str| names_another(&id(tail), "Microsoft.KeyVault/vaults", &"kv".into());
        assert!(!vault("/resourceGroups/g/providers/Microsoft.KeyVault/vaults/KV"));
        assert!(vault("/resourceGroups/g/providers/Microsoft.KeyVault/vaults/other"));
        assert!(vault("/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/kv"));
        assert!(!names_another(&hole, "Microsoft.KeyVault/vaults", &"kv".into()));
    }

    #[test]
    fn the_last_part_is_known_or_not() {
        let hole = Value::unknown("p", Reason::new("p", "test", None));
        assert_eq!(last_part(&"/a/b".into()).as_deref(), Some("b"));
        assert_eq!(last_part(&"b".into()).as_deref(), Some("b"));
        assert_eq!(last_part(&Value::join(&["/a/".into(), hole.clone(), "/b".into()])).as_deref(), Some("b"));
        assert_eq!(last_part(&Value::join(&["/a/".into(), hole.clone(), "b".into()])), None);
        assert_eq!(last_part(&Value::join(&["/a/".into(), hole.clone()])), None);
        assert_eq!(last_part(&hole), None);
    }
}
