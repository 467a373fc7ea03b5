//! A row of a plan or state as an instance.

use super::Shown;
use super::value::{self, Marked};
use crate::{Instance, ProviderConfig};
use ravelin_finding::Place;
use ravelin_model::{Entry, Existence, ObjectBuilder, ObjectKind, Value};
use ravelin_template::json::Node;
use std::sync::Arc;

/// A resource as a plan or state has it.
pub(super) struct Row<'d, 's> {
    pub(super) address: String,
    pub(super) managed: bool,
    pub(super) ty: String,
    pub(super) values: Marked<'d, 's>,
    pub(super) provider: Arc<ProviderConfig>,
    /// The row, whole.
    pub(super) node: Node<'d, 's>,
}

/// The text under a key.
pub(super) fn text(node: Node<'_, '_>, key: &str) -> Option<String> {
    value::exact(node, key)?.as_str().map(std::borrow::Cow::into_owned)
}

impl Row<'_, '_> {
    /// The row as an instance: what is `null` was left out, defaults are filled in.
    pub(super) fn instance(self, shown: Shown<'_>) -> Instance {
        let mut attributes = ObjectBuilder::of_kind(ObjectKind::Exact);
        for (key, (place, member)) in value::members(shown.file, self.values) {
            let value = value::value(shown.file, member, &format!("{}.{key}", self.address));
            if !value.is_null() {
                attributes.insert(Entry { key, value, place });
            }
        }
        let place = self.node.span().in_file(shown.file);
        let header = value::exact(self.node, "address").or_else(|| value::exact(self.node, "type"));
        Instance {
            address: self.address.into(),
            managed: self.managed,
            ty: self.ty.into(),
            attributes: attributes.build().into(),
            provider: self.provider,
            existence: Existence::Certain,
            complete: true,
            place,
            header: header.map_or(place, |node| node.span().in_file(shown.file)),
            chain: Arc::from([]),
            depends_on: Vec::new(),
        }
    }
}

/// A provider by its whole name, `registry.terraform.io/hashicorp/azurerm`, perhaps as state files write it:
/// `provider["registry.terraform.io/hashicorp/azurerm"].hub`.
pub(super) fn provider(name: &str, arguments: Value, place: Option<Place>) -> Arc<ProviderConfig> {
    let name = name.split('"').nth(1).unwrap_or(name);
    let source = name.strip_prefix("registry.terraform.io/").unwrap_or(name);
    Arc::new(ProviderConfig { source: source.into(), arguments, majors: Vec::new(), place })
}
