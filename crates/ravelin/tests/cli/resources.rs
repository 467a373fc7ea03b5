//! The rows of `resources`.

use crate::project::{Project, account};

#[test]
fn rows_have_the_members_that_others_rely_on() {
    let text = format!("param name string\n{}", account("'st${name}'"));
    let project = Project::of([("main.bicep", text.as_str())]);
    let json = project.resources(&["main.bicep"]).json();
    let row = &json["resources"][0];
    let keys: Vec<&String> = row.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        ["id", "type", "name", "apiVersion", "location", "existing", "condition", "body", "source"]
    );
    assert_eq!(row["type"], "Microsoft.Storage/storageAccounts");
    assert_eq!(row["apiVersion"], "2023-05-01");
    assert_eq!(row["location"], "westeurope");
    assert_eq!(row["existing"], false);
    assert_eq!(row["condition"], true);
    assert_eq!(row["name"]["$pattern"], "st{}");
    assert_eq!(row["name"]["$unknown"], "parameter `name` has no value");
    assert_eq!(row["body"], serde_json::json!({"sku": {"name": "Standard_LRS"}, "kind": "StorageV2"}));
    let source =
        serde_json::json!({"file": "main.bicep", "line": 2, "column": 1, "endLine": 7, "endColumn": 2});
    assert_eq!(row["source"], source);
    assert_eq!(json["problems"], serde_json::json!([]));
}

#[test]
fn conditions_are_shown_or_leave_the_row_out() {
    let text = |condition: &str| {
        let account = account("'st'").replace("= {", &format!("= if ({condition}) {{"));
        format!("param on bool\n{account}")
    };
    let project = Project::of([("main.bicep", text("on").as_str())]);
    let condition =
        |arguments: &[&str]| project.resources(arguments).json()["resources"][0]["condition"].clone();
    assert_eq!(condition(&["."])["$unknown"], "parameter `on` has no value");
    assert_eq!(condition(&[".", "--set", "on=true"]), true);
    assert!(project.resources(&[".", "--set", "on=false"]).names().is_empty());
}

#[test]
fn the_tree_shows_what_is_known_and_what_is_not() {
    let text = format!("param name string\n{}", account("'st${name}'"));
    let project = Project::of([("main.bicep", text.as_str())]);
    let ran = project.run(&["resources", "."]);
    assert!(ran.stdout.contains("Microsoft.Storage/storageAccounts st{parameters('name')}"), "{ran:?}");
    assert!(ran.stdout.contains("  location: westeurope\n"), "{ran:?}");
    assert!(ran.stdout.contains("1 resource\n"), "{ran:?}");
    assert!(!ran.stdout.contains('\x1b'));
}

#[test]
fn secrets_are_never_shown() {
    let text = format!(
        "@secure()\nparam key string\n{}",
        account("'st'").replace("kind: 'StorageV2'", "kind: 'StorageV2'\n  tags: { key: key }")
    );
    let project = Project::of([("main.bicep", text.as_str())]);
    for format in ["text", "json"] {
        let ran = project.run(&["resources", ".", "--format", format, "--set", "key=TopSecret123"]);
        assert_eq!(ran.code, 0);
        assert!(!ran.stdout.contains("TopSecret123"), "{ran:?}");
    }
}
