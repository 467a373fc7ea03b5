//! The ids of built-in roles by their names, in lower case and sorted (Azure/azure roles as published, see
//! `tables/README.md`).

use std::sync::OnceLock;

static ROLES: &str = include_str!("../../tables/roles.tsv");

/// The id of a built-in role.
pub(super) fn guid(name: &str) -> Option<&'static str> {
    static LINES: OnceLock<Vec<(&'static str, &'static str)>> = OnceLock::new();
    let lines = LINES.get_or_init(|| ROLES.lines().filter_map(|line| line.split_once('\t')).collect());
    let name = name.to_lowercase();
    let at = lines.binary_search_by(|(one, _)| (*one).cmp(name.as_str())).ok()?;
    lines.get(at).map(|(_, guid)| *guid)
}

#[cfg(test)]
mod tests {
    /// <https://learn.microsoft.com/azure/role-based-access-control/built-in-roles>
    #[test]
    fn roles_are_found_by_name() {
        assert_eq!(super::guid("Owner"), Some("8e3af657-a8ff-443c-a75c-2fe8c4bcb635"));
        assert_eq!(super::guid("key vault secrets user"), Some("4633458b-17de-408a-b874-0445c86b69e6"));
        assert_eq!(super::guid("Orders Reader"), None);
    }
}
