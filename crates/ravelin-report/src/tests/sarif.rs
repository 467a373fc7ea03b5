//! SARIF as the standard and code scanning ask for it.

use super::*;

fn run(estate: &Estate) -> Json {
    let log = estate.parsed(Format::Sarif);
    assert_eq!(log["version"], "2.1.0");
    assert_eq!(log["$schema"], "https://json.schemastore.org/sarif-2.1.0.json");
    log["runs"][0].clone()
}

#[test]
fn every_rule_that_ran_is_listed_with_what_code_scanning_requires() {
    let driver = run(&failing())["tool"]["driver"].clone();
    assert_eq!(driver["name"], "ravelin");
    assert_eq!(driver["semanticVersion"], "0.1.0");
    let rules = driver["rules"].as_array().unwrap();
    let ids: Vec<&Json> = rules.iter().map(|rule| &rule["id"]).collect();
    assert_eq!(ids, ["storage-tls-minimum", "storage-shared-key"]);
    let rule = &rules[0];
    assert_eq!(rule["name"], "StorageTlsMinimum");
    assert_eq!(rule["shortDescription"]["text"], TLS.title);
    assert_eq!(rule["fullDescription"]["text"], "TLS 1.0 and 1.1 are broken.");
    assert_eq!(rule["help"], json!({"text": TLS.page, "markdown": TLS.page}));
    assert_eq!(rule["defaultConfiguration"]["level"], "error");
    assert_eq!(rule["properties"]["security-severity"], "8.0");
    assert_eq!(rule["properties"]["recommendation"], "ENC-4");
    assert_eq!(rule["properties"]["tags"], json!(["security", "ENC-4", "MCSB/DP-3", "external/cwe/cwe-326"]));
}

#[test]
fn a_rule_without_a_page_still_has_every_required_text() {
    static BARE: Rule = Rule { page: "", ..TAGS };
    let estate = Estate { rules: vec![&BARE], ..Estate::default() };
    let rule = run(&estate)["tool"]["driver"]["rules"][0].clone();
    for text in ["shortDescription", "fullDescription", "help"] {
        assert_eq!(rule[text]["text"], "No tags");
    }
    assert_eq!(
        rule["properties"].get("security-severity"),
        None,
        "what is merely worth knowing is no security alert"
    );
}

#[test]
fn a_result_has_its_place_its_way_and_its_rule() {
    let run = run(&failing());
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let result = &run["results"][0];
    assert_eq!(result["ruleId"], "storage-tls-minimum");
    assert_eq!(result["ruleIndex"], 0);
    assert_eq!((&result["kind"], &result["level"]), (&json!("fail"), &json!("error")));
    let text = result["message"]["text"].as_str().unwrap();
    assert!(
        text.starts_with("`st1`: accepts TLS 1.0. See [given as `tlsVersion`](1), [the default of `tls`](2)"),
        "{text}"
    );
    assert!(text.ends_with("\nHelp: set `minimumTlsVersion` to `TLS1_2`"), "{text}");
    let physical = json!({
        "artifactLocation": {"uri": "modules/store.bicep", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 6, "startColumn": 24, "endLine": 6, "endColumn": 34},
    });
    assert_eq!(result["locations"][0]["physicalLocation"], physical);
    assert_eq!(result["locations"][0]["logicalLocations"][0]["name"], "st1");
    let related = result["relatedLocations"].as_array().unwrap();
    let ids: Vec<&Json> = related.iter().map(|location| &location["id"]).collect();
    assert_eq!(ids, [1, 2, 3, 4]);
    assert_eq!(related[0]["message"]["text"], "given as `tlsVersion`");
    assert!(run["originalUriBaseIds"]["%SRCROOT%"].is_object());
}

#[test]
fn undecided_verdicts_raise_no_alerts_unless_all_shall_be_shown() {
    let mut estate = mixed();
    let first = run(&estate);
    assert_eq!(first["results"].as_array().unwrap().len(), 2);
    let invocation = &first["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let notifications = invocation["toolExecutionNotifications"].as_array().unwrap();
    let kinds: Vec<&Json> = notifications.iter().map(|one| &one["descriptor"]["id"]).collect();
    assert_eq!(kinds, ["invalid", "unreadable", "note", "undecided", "undecided"]);
    assert_eq!(notifications[1]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "gone.bicep");
    assert_eq!(notifications[3]["associatedRule"], json!({"id": "storage-tls-minimum", "index": 0}));
    assert_eq!(notifications[3]["properties"]["dependsOn"], json!(["sku"]));
    let known = &first["tool"]["driver"]["notifications"];
    for kind in kinds {
        assert!(known.as_array().unwrap().iter().any(|one| one["id"] == *kind), "{kind} is not described");
    }
    estate.show_all = true;
    let all = run(&estate);
    let kinds: Vec<Json> = all["results"].as_array().unwrap().iter().map(|one| one["kind"].clone()).collect();
    assert_eq!(kinds, ["fail", "fail", "open", "open", "pass"]);
    assert!(
        all["results"]
            .as_array()
            .unwrap()
            .iter()
            .all(|one| (one["kind"] == "fail") != (one["level"] == "none"))
    );
}

#[test]
fn a_fingerprint_stays_when_lines_move_and_differs_between_resources() {
    let print = |lead: &str, name: &str, rule| {
        let mut estate = Estate::new();
        let file = estate.sources.add("main.bicep", format!("{lead}var x = 1\n"));
        estate.findings.push(finding(rule, Outcome::Fail, name, Some(estate.at(file, "x"))));
        run(&estate)["results"][0]["partialFingerprints"]["ravelin/v1"].as_str().unwrap().to_owned()
    };
    assert_eq!(print("", "st1", &TLS), print("\n\n// moved\n", "st1", &TLS));
    assert_ne!(print("", "st1", &TLS), print("", "st2", &TLS));
    assert_ne!(print("", "st1", &TLS), print("", "st1", &KEYS));
}

#[test]
fn paths_are_uris() {
    let uri = |path: &str| {
        let mut estate = Estate::new();
        let file = estate.sources.add(path, "x");
        estate.findings.push(finding(&TLS, Outcome::Fail, "st1", Some(Span::new(0, 1).in_file(file))));
        run(&estate)["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"].clone()
    };
    assert_eq!(
        uri("./a b/ü#1%.bicep"),
        json!({"uri": "a%20b/%C3%BC%231%25.bicep", "uriBaseId": "%SRCROOT%"})
    );
    assert_eq!(uri("../x.bicep"), json!({"uri": "../x.bicep", "uriBaseId": "%SRCROOT%"}));
    assert_eq!(uri("/src/x.bicep"), json!({"uri": "file:///src/x.bicep"}));
    assert_eq!(uri("C:\\src\\x.bicep"), json!({"uri": "file:///C:/src/x.bicep"}));
    assert_eq!(uri("a:b.bicep"), json!({"uri": "a%3Ab.bicep", "uriBaseId": "%SRCROOT%"}));
}

#[test]
fn a_clean_run_has_results_all_the_same() {
    let run = run(&Estate::new());
    assert_eq!(run["results"], json!([]), "code scanning requires the list, and closes alerts by it");
    assert_eq!(run["invocations"][0]["executionSuccessful"], true);
}

#[test]
fn brackets_do_not_break_links() {
    let mut estate = failing();
    estate.findings[0].evidence[0].chain[0].says = "given as `a[0]`".to_owned();
    let text = run(&estate)["results"][0]["message"]["text"].as_str().unwrap().to_owned();
    assert!(text.contains(r"[given as `a\[0\]`](1)"), "{text}");
}
