//! The tables themselves.

use crate::provider::table::{self, Known, Resource, Row};
use serde_json::Value as Json;
use std::collections::BTreeSet;

fn rows(resource: &Resource) -> impl Iterator<Item = &Row> {
    resource.map.iter().chain(resource.children.iter().flat_map(|child| &child.map))
}

#[test]
fn every_table_can_be_read_and_every_row_is_in_the_index() {
    let mut found = 0;
    for (file, text) in table::files() {
        let table = table::parse(text).unwrap_or_else(|error| panic!("{file}: {error}"));
        let mut types: Vec<&String> = table.keys().collect();
        types.sort();
        for ty in types {
            assert!(matches!(table::find(ty), Some(Known::Row(_))), "`{ty}` of {file} is not in the index");
            found += 1;
        }
    }
    let types: Vec<&str> = table::types().collect();
    assert!(types.is_sorted(), "the index is sorted");
    let mapped = types.iter().filter(|ty| matches!(table::find(ty), Some(Known::Row(_)))).count();
    assert_eq!(found, mapped, "the index names rows that are not there");
}

#[test]
fn every_row_has_an_id_and_evidence() {
    for ty in table::types() {
        let Some(Known::Row(resource)) = table::find(ty) else { continue };
        assert!(!resource.id.is_empty(), "`{ty}` has no id");
        assert!(!resource.evidence.is_empty(), "`{ty}` has no evidence");
        for evidence in &resource.evidence {
            let kind = evidence.split(':').next().unwrap_or_default();
            assert!(["capture", "perturbation", "source", "guide"].contains(&kind), "`{ty}`: `{evidence}`");
        }
        assert!(resource.ignore.values().all(|why| !why.is_empty()), "`{ty}` ignores without a reason");
        assert!(resource.unmapped.values().all(|paths| !paths.is_empty()), "`{ty}`: what could it set?");
    }
}

/// Rows are proposed by machine from recorded requests: no name or address of those configurations may stay in one.
#[test]
fn no_row_holds_what_was_recorded() {
    for (file, text) in table::files() {
        let left = text.lines().find(|line| {
            let row = ["{", "default =", "id ="].iter().any(|start| line.trim_start().starts_with(start));
            let told = ["orders", "10.20.", "203.0.113", "00000000-0000", "11111111-1111", "ssh-rsa"];
            row && told.iter().any(|name| line.contains(name))
        });
        assert_eq!(left, None, "{file}");
    }
}

/// `a.b` of `a[].b`, `a{}`.
fn plain(path: &str) -> String {
    path.replace("[]", "").replace("{}", "")
}

/// Every attribute that a row of the table speaks of.
fn spoken_of(resource: &Resource) -> BTreeSet<String> {
    let mut found = BTreeSet::from(["resource_group_name".to_owned(), "timeouts".to_owned()]);
    for row in rows(resource) {
        found.extend(row.from.iter().map(|path| plain(&path.text)));
        found.extend(row.conditions.iter().map(|condition| plain(&condition.path.text)));
        found.extend(row.named.iter().map(|path| plain(&path.text)));
    }
    for child in &resource.children {
        found.extend(child.each.iter().map(|path| plain(&path.text)));
        found.extend(child.conditions.iter().map(|condition| plain(&condition.path.text)));
    }
    for template in resource.id.iter().chain(resource.children.iter().flat_map(|child| &child.id)) {
        for part in template.split('{').skip(1) {
            let name = part.split(['}', '!']).next().unwrap_or_default();
            found.insert(plain(name.rsplit(':').next().unwrap_or(name)));
        }
    }
    found.extend(resource.ignore.keys().chain(resource.unmapped.keys()).map(|path| plain(path)));
    found
}

fn is_spoken_of(path: &str, spoken: &BTreeSet<String>) -> bool {
    // `identity` is one operation; a block that is ignored or unmapped is so with all that is in it.
    let whole =
        path.match_indices('.').any(|(at, _)| path.get(..at).is_some_and(|head| spoken.contains(head)));
    path.starts_with("identity.") || spoken.contains(path) || whole
}

fn attributes(block: &Json, prefix: &str, out: &mut Vec<String>) {
    for (name, spec) in block.as_object().unwrap() {
        let path = format!("{prefix}{name}");
        match spec.get("block") {
            Some(inner) => attributes(inner, &format!("{path}."), out),
            None if spec["req"] == true || spec["opt"] == true => out.push(path),
            None => {}
        }
    }
}

/// The provider's own schema: an attribute that no row speaks of would be passed over in silence.
#[test]
fn every_attribute_of_the_schema_is_mapped_ignored_or_unmapped() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/azurerm-schema.json");
    let Ok(text) = std::fs::read_to_string(path) else {
        println!("skipped: the schema of azurerm in ../shared/data is not there");
        return;
    };
    let schema: Json = serde_json::from_str(&text).unwrap();
    let (mut known, mut silent) = (0, Vec::new());
    for (ty, block) in schema.as_object().unwrap() {
        let Some(Known::Row(resource)) = table::find(ty) else { continue };
        let spoken = spoken_of(resource);
        let mut all = Vec::new();
        attributes(block, "", &mut all);
        for path in all {
            known += 1;
            if !is_spoken_of(&path, &spoken) {
                silent.push(format!("{ty}.{path}"));
            }
        }
    }
    assert!(known > 4000, "only {known} attributes were looked at");
    assert!(silent.is_empty(), "{} of {known} attributes:\n{}", silent.len(), silent.join("\n"));
}
