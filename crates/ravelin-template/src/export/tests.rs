//! Exports written by hand, in the shape that the query language's pages show.

use super::evaluate;
use ravelin_finding::FileId;
use ravelin_model::{EntryId, Lookup};

const ID: &str = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/st1";

#[track_caller]
fn check(text: &str, csv: bool, expected: &[(&str, &str)]) {
    let evaluation = evaluate(EntryId(0), FileId(0), text, csv);
    assert!(evaluation.problems.is_empty(), "{:?}", evaluation.problems);
    assert!(!evaluation.gaps.is_empty(), "what is not in an export is not known to be absent");
    let shown: Vec<(String, String)> = evaluation
        .resources
        .iter()
        .map(|one| (one.ty.to_string(), one.name.as_str().unwrap_or_default().to_owned()))
        .collect();
    let expected: Vec<(String, String)> =
        expected.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
    assert_eq!(shown, expected);
}

#[test]
fn each_shape_of_an_export_is_read() {
    let row = format!(r#"{{"id": "{ID}", "type": "microsoft.storage/storageaccounts", "properties": {{}}}}"#);
    let account = [("Microsoft.Storage/storageAccounts", "st1")];
    check(&format!("[{row}]"), false, &account);
    check(&format!(r#"{{"count": 1, "data": [{row}], "skip_token": null}}"#), false, &account);
    check(&format!(r#"{{"value": [{row}]}}"#), false, &account);
    check(&row, false, &account);
    check(
        &format!(
            r#"[{{"id": "{ID}/blobServices/default/containers/c"}}, {{"id": "/subscriptions/s/resourceGroups/rg"}}]"#
        ),
        false,
        &[
            ("Microsoft.Storage/storageAccounts/blobServices/containers", "st1/default/c"),
            ("Microsoft.Resources/resourceGroups", "rg"),
        ],
    );
}

#[test]
fn what_is_not_exported_is_unknown() {
    let text = format!(
        r#"[{{"id": "{ID}", "location": "westeurope", "properties": {{"minimumTlsVersion": "TLS1_0", "publicNetworkAccess": null}}}}]"#
    );
    let evaluation = evaluate(EntryId(0), FileId(0), &text, false);
    let account = &evaluation.resources[0];
    let at = |path: &str| account.body.at(path);
    assert!(
        matches!(at("properties.minimumTlsVersion"), Lookup::Found(value) if value.as_str() == Some("TLS1_0"))
    );
    assert!(matches!(at("properties.publicNetworkAccess"), Lookup::Unknown(_)));
    assert!(matches!(at("properties.encryption.keySource"), Lookup::Unknown(_)));
    assert!(matches!(at("identity"), Lookup::Unknown(_)));
    assert_eq!(account.location.as_ref().and_then(|value| value.as_str()), Some("westeurope"));
}

#[test]
fn csv_has_json_in_its_cells() {
    let text = format!("id,type,properties\n{ID},x,\"{{\"\"minimumTlsVersion\"\":\"\"TLS1_2\"\"}}\"\n");
    check(&text, true, &[("Microsoft.Storage/storageAccounts", "st1")]);
    let evaluation = evaluate(EntryId(0), FileId(0), &text, true);
    let found = evaluation.resources[0].body.at("properties.minimumTlsVersion");
    assert!(matches!(found, Lookup::Found(value) if value.as_str() == Some("TLS1_2")));
    assert!(evaluation.resources[0].place.span.of(&text).starts_with(ID));
}

#[test]
fn rows_that_are_no_resources_are_told() {
    let evaluation =
        evaluate(EntryId(0), FileId(0), r#"[{"id": "/subscriptions/s/x"}, {"name": "y"}]"#, false);
    assert_eq!(evaluation.problems.len(), 2);
    let evaluation = evaluate(EntryId(0), FileId(0), "name,type\na,b\n", true);
    assert_eq!(evaluation.problems.len(), 1);
}
