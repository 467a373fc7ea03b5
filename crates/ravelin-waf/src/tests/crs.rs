//! The regression tests of the Core Rule Set, all of them, as written: no list of exceptions.

use super::files::{Folder, crs};
use crate::regex::Pattern;
use crate::{Decision, Engine, Exchange, RuleSet, Sources};
use base64::Engine as _;
use serde_json::Value;
use std::collections::BTreeMap;

/// What surrounds the rules: ModSecurity's recommended settings, and rule 900005 of the test set-up in CRS's own readme.
const SETUP: &str = r#"
SecRuleEngine DetectionOnly
SecRequestBodyAccess On
SecResponseBodyAccess On
SecResponseBodyMimeType text/plain text/html text/xml application/json
SecRequestBodyLimit 13107200
SecRequestBodyNoFilesLimit 131072
SecRule REQUEST_HEADERS:Content-Type "^(?:application(?:/soap\+|/)|text/)xml" \
    "id:200000,phase:1,t:none,t:lowercase,pass,nolog,ctl:requestBodyProcessor=XML"
SecRule REQUEST_HEADERS:Content-Type "^application/json" \
    "id:200001,phase:1,t:none,t:lowercase,pass,nolog,ctl:requestBodyProcessor=JSON"
SecRule REQBODY_ERROR "!@eq 0" \
    "id:200002,phase:2,t:none,log,deny,status:400,msg:'Failed to parse request body.',logdata:'%{reqbody_error_msg}',severity:2"
SecRule MULTIPART_STRICT_ERROR "!@eq 0" \
    "id:200003,phase:2,t:none,log,deny,status:400,msg:'Multipart request body failed strict validation.'"
SecRule MULTIPART_UNMATCHED_BOUNDARY "@eq 1" \
    "id:200004,phase:2,t:none,log,deny,msg:'Multipart parser detected a possible unmatched boundary.'"
SecAction "id:900005,phase:1,nolog,pass,ctl:ruleEngine=DetectionOnly,ctl:ruleRemoveById=910000,\
    setvar:tx.blocking_paranoia_level=4,setvar:tx.crs_validate_utf8_encoding=1,setvar:tx.arg_name_length=100,\
    setvar:tx.arg_length=400,setvar:tx.total_arg_length=64000,setvar:tx.max_num_args=255,\
    setvar:tx.max_file_size=64100,setvar:tx.combined_file_sizes=65535"
Include crs-setup.conf.example
Include rules/*.conf
"#;

/// The rule set with a set-up text in front.
struct WithSetup(Folder, &'static str);

impl Sources for WithSetup {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        if path == "setup" { Ok(self.1.into()) } else { self.0.read(path) }
    }

    fn list(&self, pattern: &str) -> Vec<String> {
        self.0.list(pattern)
    }
}

fn load() -> Option<(Engine, std::path::PathBuf)> {
    let folder = crs()?;
    let sources = WithSetup(Folder(folder.clone()), SETUP);
    match RuleSet::load(&["setup"], &sources) {
        Ok(rules) => Some((Engine::new(rules), folder)),
        Err(errors) => {
            let all: Vec<String> = errors.iter().map(ToString::to_string).collect();
            panic!("{}", all.join("\n"));
        }
    }
}

/// What albedo, the back end of these tests, answers.
fn response(stage: &Value) -> Vec<u8> {
    let spec = stage.get("reflect_spec").filter(|s| s.is_object());
    let text =
        |name: &str| spec.and_then(|s| s.get(name)).and_then(Value::as_str).unwrap_or_default().to_owned();
    let mut body = text("body").into_bytes();
    let encoded = text("encodedBody");
    if !encoded.is_empty() {
        body = base64::engine::general_purpose::STANDARD.decode(encoded).unwrap();
    }
    let status = spec.and_then(|s| s.get("status")).and_then(Value::as_u64).unwrap_or(200);
    let mut out = format!("HTTP/1.1 {status} X\r\nContent-Length: {}\r\n", body.len());
    let mut typed = false;
    if let Some(headers) = spec.and_then(|s| s.get("headers")).and_then(Value::as_object) {
        for (name, value) in headers {
            typed |= name.eq_ignore_ascii_case("content-type");
            out.push_str(&format!("{name}: {}\r\n", value.as_str().unwrap_or_default()));
        }
    }
    if !typed {
        out.push_str("Content-Type: text/plain; charset=utf-8\r\n");
    }
    out.push_str("\r\n");
    [out.into_bytes(), body].concat()
}

fn ids(stage: &Value, name: &str) -> Vec<u64> {
    stage.get(name).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_u64).collect()
}

/// What is wrong with a decision, by the stage's own words.
fn complaint(stage: &Value, decision: &Decision) -> Option<String> {
    let found = decision.rules();
    let missing: Vec<u64> = ids(stage, "expect_ids").into_iter().filter(|id| !found.contains(id)).collect();
    let extra: Vec<u64> = ids(stage, "no_expect_ids").into_iter().filter(|id| found.contains(id)).collect();
    let log = decision.log.join("\n");
    let matches = |pattern: &str| Pattern::parse(pattern).unwrap().is_match(log.as_bytes());
    let text = |name: &str| stage.get(name).and_then(Value::as_str);
    let status = u64::from(decision.status().unwrap_or(200));
    if !missing.is_empty() {
        return Some(format!("did not match {missing:?}"));
    }
    if !extra.is_empty() {
        return Some(format!("matched {extra:?}"));
    }
    if text("match_regex").is_some_and(|p| !matches(p)) {
        return Some(format!("log lacks {}", text("match_regex").unwrap_or_default()));
    }
    if text("no_match_regex").is_some_and(matches) {
        return Some(format!("log has {found:?}"));
    }
    match stage.get("status").and_then(Value::as_u64) {
        Some(wanted) if wanted != status => Some(format!("status {status}, wanted {wanted}")),
        _ => None,
    }
}

#[test]
fn every_regression_stage_passes() {
    let Some((engine, folder)) = load() else { return };
    let text = std::fs::read_to_string(folder.join("tests.jsonl")).unwrap();
    let only = std::env::var("STAGE").ok();
    let mut failures: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut count = 0;
    for line in text.lines() {
        let stage: Value = serde_json::from_str(line).unwrap();
        let id = stage.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
        if only.as_ref().is_some_and(|o| *o != id) {
            continue;
        }
        count += 1;
        let request = stage.get("request_b64").and_then(Value::as_str).unwrap_or_default();
        let request = base64::engine::general_purpose::STANDARD.decode(request).unwrap();
        let response = response(&stage);
        let mut exchange = Exchange::request(&request).with_response(&response);
        exchange.trace = only.is_some();
        let decision = engine.decide(&exchange);
        if only.is_some() {
            println!("{}\n{}\n{}", request.escape_ascii(), stage, decision.log.join("\n"));
            println!("{:#?}\n{:?}", decision.trace, decision.refusal);
        }
        if let Some(complaint) = complaint(&stage, &decision) {
            let rule = stage.get("rule_id").map(ToString::to_string).unwrap_or_default();
            failures.entry(rule).or_default().push(format!("{id}: {complaint}"));
        }
    }
    let failed: usize = failures.values().map(Vec::len).sum();
    for (rule, stages) in &failures {
        println!("{rule}  {} failed", stages.len());
        for stage in stages {
            println!("    {stage}");
        }
    }
    println!("{} of {count} stages pass", count - failed);
    assert_eq!(failed, 0, "{failed} of {count} stages fail");
}
