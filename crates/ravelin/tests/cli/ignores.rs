//! Ignores in comments, and what is said of those that are wrong.

use crate::project::{CONTROL, OPEN, Project, template};

/// The findings with the namespace's text changed, `control: message`.
fn findings(text: &str) -> (Vec<String>, u64) {
    let project = Project::of([("main.bicep", text)]);
    let ran = project.check_ignores(&[".", "--today", "2026-06-15"]);
    let found = ran.findings().into_iter().map(|(control, _)| control).collect();
    (found, ran.json()["summary"]["ignored"].as_u64().unwrap())
}

fn with(place: &str, comment: &str) -> String {
    OPEN.replace(place, &format!("{comment}{place}"))
}

#[track_caller]
fn hidden(text: &str) {
    assert_eq!(findings(text), (Vec::new(), 1), "{text}");
}

#[test]
fn a_finding_is_hidden_at_its_line_the_line_before_or_the_resource() {
    let ignore = format!("// ravelin: ignore[{CONTROL}] partners send to it\n");
    hidden(&with("    publicNetworkAccess", &ignore));
    hidden(&with("    publicNetworkAccess", &format!("{ignore}\n    // and a remark\n")));
    hidden(&OPEN.replace("'Enabled'", &format!("'Enabled' {}", ignore.trim())));
    hidden(&with("resource", &ignore));
    hidden(&with("resource", &format!("{ignore}@description('x')\n")));
    hidden(&OPEN.replace("= {\n  name", &format!("= {{ {ignore}  name")));
    hidden(&with("    publicNetworkAccess", &format!("/* ravelin: ignore[{CONTROL}] partners */\n")));
    hidden(&with(
        "    publicNetworkAccess",
        &format!("// ravelin: ignore[{CONTROL}] until=2026-06-15 partners\n"),
    ));
}

#[test]
fn a_module_call_can_be_ignored_as_a_whole() {
    let project = Project::of([
        (
            "main.bicep",
            format!("// ravelin: ignore[{CONTROL}] theirs\nmodule m 'm.bicep' = {{ name: 'm' }}\n").as_str(),
        ),
        ("m.bicep", OPEN),
    ]);
    let ran = project.check_ignores(&["."]);
    assert!(ran.findings().is_empty(), "{ran:?}");
}

#[test]
fn comments_of_json_templates_count() {
    let resource = format!(
        r#"{{"type": "Microsoft.ServiceBus/namespaces", "apiVersion": "2024-01-01", "name": "ns1",
            "sku": {{"name": "Premium"}}, "properties": {{
            "publicNetworkAccess": "Enabled" // ravelin: ignore[{CONTROL}] partners send to it
            }}}}"#
    );
    let project = Project::of([("main.json", template(&resource).as_str())]);
    let ran = project.check_ignores(&["."]);
    assert!(ran.findings().is_empty(), "{ran:?}");
    assert_eq!(ran.code, 0);
}

#[test]
fn an_ignore_that_is_wrong_hides_nothing_and_is_reported() {
    let check = |ignore: &str, also: &str| {
        let (found, ignored) = findings(&with("    publicNetworkAccess", &format!("// ravelin: {ignore}\n")));
        assert_eq!(found, [CONTROL, also], "{ignore}");
        assert_eq!(ignored, 0);
    };
    check(&format!("ignore[{CONTROL}]"), "ignore-without-reason");
    check(&format!("ignore[{CONTROL}] until=2099-01-01"), "ignore-without-reason");
    check(&format!("ignore[{CONTROL}] until=2026-06-14 partners"), "ignore-expired");
    check("ignore[service-bus-publik-network] partners", "ignore-unknown");
    check("ignor[x] partners", "ignore-unknown");
    check(&format!("ignore[{CONTROL}] until=soon partners"), "ignore-unknown");
}

#[test]
fn an_ignore_that_hides_nothing_is_reported() {
    let (found, _) = findings(&with("  sku", &format!("// ravelin: ignore[{CONTROL}] partners\n")));
    assert_eq!(found, [CONTROL, "ignore-unused"]);
    let both = format!("// ravelin: ignore[{CONTROL}, ignore-unused] partners\n");
    let (found, ignored) = findings(&with("    publicNetworkAccess", &both));
    assert_eq!((found, ignored), (vec!["ignore-unused".to_owned()], 1));
}

#[test]
fn a_control_that_did_not_run_leaves_its_ignores_alone() {
    let text = with("    publicNetworkAccess", "// ravelin: ignore[storage-tls-minimum] elsewhere\n");
    assert_eq!(findings(&text).0, [CONTROL]);
}

#[test]
fn strings_are_no_comments() {
    let text = format!("var x = '// ravelin: ignore[{CONTROL}] no'\n{OPEN}output y string = x\n");
    assert_eq!(findings(&text).0, [CONTROL]);
}

#[test]
fn the_mistyped_name_is_shown_with_the_right_one() {
    let project =
        Project::of([("main.bicep", "// ravelin: ignore[service-bus-publik-network] x\nvar a = 1\n")]);
    let json = project.check_ignores(&["."]).json();
    assert_eq!(json["findings"][0]["message"], "there is no control `service-bus-publik-network`");
    let place = &json["findings"][0]["source"];
    assert_eq!((place["line"].as_u64(), place["column"].as_u64()), (Some(1), Some(20)));
}
