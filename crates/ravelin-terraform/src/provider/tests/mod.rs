//! The tables, and what they make of instances.

mod captures;
mod lowering;
mod tables;

use crate::{Instance, ProviderConfig};
use ravelin_finding::{FileId, Place, Span};
use ravelin_model::{Existence, Value};
use std::sync::Arc;

/// A resource with these attributes, in JSON.
pub(super) fn instance(ty: &str, name: &str, attributes: &serde_json::Value, majors: &[u32]) -> Instance {
    let place = Place { file: FileId(0), span: Span::default() };
    let attributes = super::ops::from_json(attributes);
    let arguments = super::ops::from_json(&serde_json::json!({
        "subscription_id": "00000000-0000-0000-0000-000000000000", "tenant_id": "11111111-1111-1111-1111-111111111111",
    }));
    let provider = ProviderConfig {
        source: "hashicorp/azurerm".into(),
        arguments,
        majors: majors.to_vec(),
        place: None,
    };
    Instance {
        address: format!("{ty}.{name}").into(),
        managed: true,
        ty: ty.into(),
        attributes,
        provider: Arc::new(provider),
        existence: Existence::Certain,
        complete: false,
        place,
        header: place,
        chain: Arc::new([]),
        depends_on: Vec::new(),
    }
}

/// Its value as JSON, members that are null left out.
pub(super) fn json(value: &Value) -> serde_json::Value {
    fn without_nulls(value: serde_json::Value) -> serde_json::Value {
        match value {
            serde_json::Value::Object(members) => {
                let kept = members.into_iter().filter(|(_, member)| !member.is_null());
                let mut kept: Vec<_> = kept.map(|(key, member)| (key, without_nulls(member))).collect();
                kept.sort_by(|(a, _), (b, _)| a.cmp(b));
                serde_json::Value::Object(kept.into_iter().collect())
            }
            serde_json::Value::Array(items) => items.into_iter().map(without_nulls).collect(),
            other => other,
        }
    }
    without_nulls(serde_json::to_value(value.plain()).unwrap())
}
