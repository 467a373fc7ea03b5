//! How much a role assignment covers.

use crate::prelude::{Node, Test, Truth};
use ravelin_model::{Form, Piece, Value};

/// The kinds of scope, the widest last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    Resource,
    ResourceGroup,
    Subscription,
    ManagementGroup,
    Tenant,
}

impl Level {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Resource => "resource",
            Self::ResourceGroup => "resource group",
            Self::Subscription => "subscription",
            Self::ManagementGroup => "management group",
            Self::Tenant => "tenant",
        }
    }
}

/// The level of the resource's scope; `None` where it is not known.
pub(super) fn level(node: &Node<'_>) -> Option<Level> {
    of(&skeleton(&node.resource.scope)?)
}

/// Is the scope of this level or wider?
pub(super) fn at_least(node: &Node<'_>, level: Option<Level>, least: Level) -> Test {
    match level {
        Some(level) => {
            Test { truth: Truth::from(Some(level >= least)), facts: Vec::new(), reasons: Vec::new() }
        }
        None => Test::unknown(node.resource.scope.reasons()),
    }
}

/// The id with a mark for each unknown part.
fn skeleton(scope: &Value) -> Option<String> {
    match scope.as_unknown().map(|unknown| &unknown.form) {
        None => scope.as_str().map(str::to_owned),
        Some(Form::Pattern(pieces)) => Some(
            pieces
                .iter()
                .map(|piece| match piece {
                    Piece::Text(text) => text,
                    Piece::Hole(_) => "{}",
                })
                .collect(),
        ),
        Some(Form::Any | Form::OneOf(_) | Form::Holding(_)) => None,
    }
}

fn of(id: &str) -> Option<Level> {
    let id = id.to_ascii_lowercase();
    let parts: Vec<&str> = id.split('/').filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [] => Some(Level::Tenant),
        ["subscriptions", _] => Some(Level::Subscription),
        ["subscriptions", _, "resourcegroups", _] => Some(Level::ResourceGroup),
        ["providers", "microsoft.management", "managementgroups", _] => Some(Level::ManagementGroup),
        [.., _, _] if parts.contains(&"providers") => Some(Level::Resource),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Level, of};

    #[test]
    fn scopes_have_levels() {
        assert_eq!(of("/"), Some(Level::Tenant));
        assert_eq!(of("/providers/Microsoft.Management/managementGroups/m"), Some(Level::ManagementGroup));
        assert_eq!(of("/subscriptions/{}"), Some(Level::Subscription));
        assert_eq!(of("/subscriptions/s/resourceGroups/{}"), Some(Level::ResourceGroup));
        assert_eq!(of("/subscriptions/s/resourceGroups/g/providers/A.B/c/d"), Some(Level::Resource));
        assert_eq!(of("{}/providers/A.B/c/d"), Some(Level::Resource));
        assert_eq!(of("{}"), None);
    }
}
