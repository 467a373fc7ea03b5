//! What the platform makes of a property that is left out: one row a fact, each with its source.
//!
//! A property without a row has no recorded default, and a test of it is undecided when it is left out.

mod api_management;
mod application_gateway;
mod data_factory;
mod front_door;
mod identity;
mod key_vault;
mod logic_apps;
mod monitoring;
mod network;
mod private_link;
mod service_bus;
mod storage;
mod waf;
mod web;

use ravelin_model::Value;

/// A platform default.
#[derive(Debug)]
pub struct Default {
    /// The resource type.
    pub ty: &'static str,
    /// The property's path in the body.
    pub path: &'static str,
    /// The API versions for which it holds, `from..until` by date, both optional: `("2021-01-01", "")` is from then on.
    pub versions: (&'static str, &'static str),
    /// What the platform fills in.
    pub value: Literal,
    /// Where that is documented.
    pub source: &'static str,
    /// When that was read, `2026-11`.
    pub read: &'static str,
}

/// A default as it is written in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Literal {
    /// Nothing: the feature is off, the list empty.
    Null,
    /// A boolean.
    Bool(bool),
    /// A number.
    Int(i64),
    /// A string.
    Text(&'static str),
}

impl From<Literal> for Value {
    fn from(literal: Literal) -> Self {
        match literal {
            Literal::Null => Self::NULL,
            Literal::Bool(value) => value.into(),
            Literal::Int(value) => value.into(),
            Literal::Text(value) => value.into(),
        }
    }
}

/// Every table, one per provider.
const TABLES: &[&[Default]] = &[
    api_management::ROWS,
    application_gateway::ROWS,
    data_factory::ROWS,
    front_door::ROWS,
    identity::ROWS,
    key_vault::ROWS,
    logic_apps::ROWS,
    monitoring::ROWS,
    network::ROWS,
    private_link::ROWS,
    service_bus::ROWS,
    storage::ROWS,
    waf::ROWS,
    web::ROWS,
];

/// The default of a property of a type at an API version (`None` when that is unknown: then only defaults that hold for all).
#[must_use]
pub fn find(ty: &str, path: &str, api_version: Option<&str>) -> Option<&'static Default> {
    rows().find(|row| {
        row.ty.eq_ignore_ascii_case(ty) && row.path.eq_ignore_ascii_case(path) && row.holds_at(api_version)
    })
}

/// All rows.
pub fn rows() -> impl Iterator<Item = &'static Default> {
    TABLES.iter().flat_map(|table| table.iter())
}

impl Default {
    fn holds_at(&self, api_version: Option<&str>) -> bool {
        let (from, until) = self.versions;
        // Versions are dates with an optional suffix; a preview sorts with its date.
        let date = |version: &str| version.chars().take(10).collect::<String>();
        match api_version {
            _ if from.is_empty() && until.is_empty() => true,
            None => false,
            Some(version) => {
                let version = date(version);
                (from.is_empty() || version >= date(from)) && (until.is_empty() || version < date(until))
            }
        }
    }
}
