//! Values as JSON: known parts as they are, unknown ones as `{"$unknown": …}`, secret ones never.

use crate::{Data, Form, Object, Piece, Unknown, Value};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value as Json, json};

/// What stands for a secret.
const REDACTED: &str = "********";

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.data {
            Data::Unknown(unknown) => unknown.serialize(serializer),
            Data::Null => serializer.serialize_unit(),
            Data::Array(array) if !self.secret => serializer.collect_seq(array.items()),
            Data::Object(object) if !self.secret => object.serialize(serializer),
            Data::Bool(value) => serializer.serialize_bool(*value),
            _ if self.secret => serializer.serialize_str(REDACTED),
            Data::Int(value) => serializer.serialize_i64(*value),
            Data::Float(value) => serializer.serialize_f64(*value),
            // JSON has numbers of any size, this writer has not.
            Data::Decimal(digits) => serializer.serialize_f64(digits.parse().unwrap_or(f64::NAN)),
            Data::String(text) => serializer.serialize_str(text),
            Data::Array(array) => serializer.collect_seq(array.items()),
            Data::Object(object) => object.serialize(serializer),
        }
    }
}

impl Serialize for Object {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for entry in self.entries() {
            map.serialize_entry(&*entry.key, &entry.value)?;
        }
        if let Some(open) = self.open() {
            map.serialize_entry("$unknown", &open.rest.why())?;
        }
        map.end()
    }
}

impl Serialize for Unknown {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("$unknown", &self.why())?;
        match &self.form {
            Form::Any => {}
            Form::Pattern(pieces) => map.serialize_entry("$pattern", &pattern(pieces))?,
            Form::OneOf(values) => map.serialize_entry("$oneOf", values)?,
            Form::Holding(items) => map.serialize_entry("$holding", items)?,
        }
        map.end()
    }
}

/// The known parts of a string, `{}` at each unknown one.
fn pattern(pieces: &[Piece]) -> String {
    let parts = pieces.iter().map(|piece| match piece {
        Piece::Text(text) => text,
        Piece::Hole(_) => "{}",
    });
    parts.collect()
}

impl Value {
    /// The value as JSON, for display.
    #[must_use]
    pub fn to_json(&self) -> Json {
        serde_json::to_value(self).unwrap_or(Json::Null)
    }

    /// The value as plain JSON with secrets in clear and unknown parts as their canonical expressions: for hashing and
    /// for functions that turn a value into text, never for display.
    #[must_use]
    pub fn plain(&self) -> Json {
        match &self.data {
            Data::Null => Json::Null,
            Data::Bool(value) => json!(value),
            Data::Int(value) => json!(value),
            Data::Float(value) => json!(value),
            Data::Decimal(digits) => json!(digits.parse::<f64>().ok()),
            Data::String(text) => Json::String(text.as_ref().to_owned()),
            Data::Array(array) => array.items().iter().map(Self::plain).collect(),
            Data::Object(object) => {
                let members =
                    object.entries().iter().map(|entry| (entry.key.as_ref().to_owned(), entry.value.plain()));
                let mut map: Map<String, Json> = members.collect();
                if let Some(open) = object.open() {
                    map.insert("...".to_owned(), json!(format!("[{}]", open.rest.residual)));
                }
                Json::Object(map)
            }
            Data::Unknown(unknown) => json!(format!("[{}]", unknown.residual)),
        }
    }
}
