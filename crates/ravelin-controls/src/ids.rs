//! What can be read from a resource id that is not wholly known.

use ravelin_model::{Form, Piece, Value};

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

#[cfg(test)]
mod tests {
    use super::last_part;
    use ravelin_model::{Reason, Value};

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
