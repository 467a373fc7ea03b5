//! The contract's JSON.

use super::*;

#[test]
fn a_failure_has_every_field_of_the_contract() {
    let document = failing().parsed(Format::Json);
    assert_eq!(document["tool"], json!({"name": "ravelin", "version": "0.1.0"}));
    assert_eq!(document["inputs"], json!(["infra"]));
    let finding = &document["findings"][0];
    let given = json!({
        "source": {"file": "main.bicep", "line": 5, "column": 5, "endLine": 5, "endColumn": 20},
        "says": "given as `tlsVersion`",
    });
    assert_eq!(finding["control"], "storage-tls-minimum");
    assert_eq!(finding["title"], "Storage account accepts TLS before 1.2");
    assert_eq!(finding["recommendation"], "ENC-4");
    assert_eq!(finding["severity"], "high");
    assert_eq!(finding["verdict"], "fail");
    assert_eq!(finding["resource"]["type"], "Microsoft.Storage/storageAccounts");
    assert_eq!(finding["resource"]["name"], "st1");
    assert!(finding["resource"]["id"].as_str().unwrap().ends_with("/storageAccounts/st1"));
    let source =
        json!({"file": "modules/store.bicep", "line": 6, "column": 24, "endLine": 6, "endColumn": 34});
    assert_eq!(finding["source"], source);
    assert_eq!(finding["message"], "accepts TLS 1.0");
    assert_eq!(finding["help"], "set `minimumTlsVersion` to `TLS1_2`");
    assert_eq!(finding["chain"][0]["says"], "deployed by module `store`");
    assert_eq!(finding["evidence"][0]["path"], "properties.minimumTlsVersion");
    assert_eq!(finding["evidence"][0]["value"], "TLS1_0");
    assert_eq!(finding["evidence"][0]["source"]["column"], 20);
    assert_eq!(finding["evidence"][0]["chain"][0], given);
    assert_eq!(finding["depends_on"], json!([]));
}

#[test]
fn the_summary_counts_what_is_not_listed_too() {
    let mut estate = mixed();
    let summary = json!({
        "resources": 3, "controls": 2, "pass": 1, "fail": 2, "unknown": 2, "problems": 2, "notes": 1, "ignored": 3,
    });
    let document = estate.parsed(Format::Json);
    assert_eq!(document["summary"], summary);
    let verdicts = |document: &Json| {
        let findings = document["findings"].as_array().unwrap().iter();
        findings.map(|finding| finding["verdict"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(verdicts(&document), ["fail", "fail", "unknown", "unknown"]);
    assert_eq!(document["findings"][2]["depends_on"], json!(["sku"]));
    estate.show_all = true;
    let all = estate.parsed(Format::Json);
    assert_eq!(verdicts(&all), ["fail", "fail", "unknown", "unknown", "pass"]);
    assert_eq!(all["summary"], summary);
    estate.findings.push(finding(&TLS, Outcome::NotApplicable, "st9", None));
    assert_eq!(estate.parsed(Format::Json), all, "what is not applicable is nowhere");
}

#[test]
fn problems_and_notes_stand_apart() {
    let document = mixed().parsed(Format::Json);
    let invalid = json!({
        "file": "modules/store.bicep", "line": 4, "column": 9, "endLine": 4, "endColumn": 14,
        "kind": "invalid", "message": "expected a name", "help": "write a name",
    });
    assert_eq!(document["problems"][0], invalid);
    assert_eq!(document["problems"][1]["file"], "gone.bicep");
    assert_eq!(document["problems"][1]["line"], 1);
    assert_eq!(document["problems"].as_array().unwrap().len(), 2);
    assert_eq!(document["notes"][0]["message"], "module is not on disk");
}

#[test]
fn an_empty_report_is_whole() {
    let document = Estate::new().parsed(Format::Json);
    for list in ["findings", "problems", "notes"] {
        assert_eq!(document[list], json!([]));
    }
}

#[test]
fn columns_count_characters() {
    let mut estate = Estate::new();
    let file = estate.sources.add("ü.bicep", "// 日本 😀\nvar ü = 'é'\n");
    estate.findings.push(finding(&TLS, Outcome::Fail, "ü", Some(estate.at(file, "'é'"))));
    let source = json!({"file": "ü.bicep", "line": 2, "column": 9, "endLine": 2, "endColumn": 12});
    assert_eq!(estate.parsed(Format::Json)["findings"][0]["source"], source);
    let text = estate.write(Format::Text);
    assert!(text.contains("2 | var ü = 'é'\n  |         ^^^ accepts TLS 1.0\n"), "{text}");
}
