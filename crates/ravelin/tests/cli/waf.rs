//! `ravelin waf` as a user runs it: rules loaded, requests decided, tests run, decisions explained.

use crate::project::{Project, Ran};
use serde_json::{Value as Json, json};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;

/// Two rules: one that stops a request, one that tells the value of a variable.
const RULES: &str = r#"
SecRule ARGS "@contains attack" "id:1,phase:2,deny,status:403,log,msg:'An attack in %{MATCHED_VAR_NAME}'"
SecRule TX:level "@eq 2" "id:2,phase:1,pass,log,msg:'The level is two'"
SecRule RESPONSE_STATUS "@streq 500" "id:3,phase:3,deny,status:502,log,msg:'It broke'"
"#;

fn base64(bytes: &str) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for piece in bytes.as_bytes().chunks(3) {
        let number = (0..3).fold(0u32, |n, at| (n << 8) | u32::from(piece.get(at).copied().unwrap_or(0)));
        let digits = (0..4).map(|at| char::from(DIGITS[(number >> (18 - 6 * at)) as usize & 63]));
        out.extend(digits.take(piece.len() + 1));
    }
    out
}

fn get(target: &str) -> String {
    format!("GET {target} HTTP/1.1\r\nHost: example.org\r\n\r\n")
}

fn line(id: &str, request: &str) -> String {
    json!({"id": id, "request_b64": base64(request)}).to_string()
}

fn rows(ran: &Ran) -> Vec<Json> {
    ran.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

/// A project with `my.conf`.
fn project(rules: &str) -> Project {
    Project::of([("my.conf", rules)])
}

/// Runs the program with something on its standard input.
fn piped(project: &Project, arguments: &[&str], input: &str) -> Ran {
    let mut child = project
        .command(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    child.stdin.take().expect("an input").write_all(input.as_bytes()).expect("the input is read");
    let output = child.wait_with_output().expect("the program ends");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Ran { code: output.status.code().unwrap_or(-1), stdout: text(output.stdout), stderr: text(output.stderr) }
}

#[test]
fn every_line_has_its_answer_in_order() {
    let project = project(RULES);
    let answered = json!({"id": "c", "request_b64": base64(&get("/")),
        "response_b64": base64("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n")});
    let input = format!(
        "{}\n{}\n\n{answered}\nno request\n{}\n{}",
        line("a", &get("/?q=attack")),
        line("b", &get("/")),
        r#"{"id": "e"}"#,
        line("f", &get("/")),
    );
    let ran = piped(&project, &["waf", "run", "--rules", "my.conf"], &input);
    let rows = rows(&ran);
    let ids: Vec<&Json> = rows.iter().map(|row| &row["id"]).collect();
    assert_eq!(ids, [&json!("a"), &json!("b"), &json!("c"), &Json::Null, &json!("e"), &json!("f")]);
    assert_eq!(rows[0]["status"], 403);
    assert_eq!(rows[0]["matched"], json!([1]));
    assert_eq!(rows[0]["intervention"], json!({"rule": 1, "action": "deny", "status": 403}));
    assert!(rows[0]["log"][0].as_str().is_some_and(|log| log.contains("An attack in ARGS:q")), "{}", rows[0]);
    assert_eq!(
        rows[1],
        json!({"id": "b", "status": null, "matched": [], "intervention": null, "log": [], "error": null})
    );
    assert_eq!(rows[2]["intervention"], json!({"rule": 3, "action": "deny", "status": 502}));
    assert!(rows[3]["error"].as_str().is_some_and(|error| error.contains("no request")));
    assert_eq!(rows[4]["error"], "`request_b64` is missing");
    assert_eq!(ran.code, 4, "two lines could not be read");
    let order: Vec<usize> = ["id", "status", "matched", "intervention", "log", "error"]
        .map(|key| ran.stdout.find(&format!("\"{key}\":")).expect("a key"))
        .into();
    assert!(order.is_sorted(), "the members stand in the order that is promised");
}

#[test]
fn a_decision_does_not_change_the_exit_code() {
    let project = project(RULES);
    project.put("r.jsonl", line("a", &get("/?q=attack")));
    for format in ["json", "text"] {
        let ran = project.run(&["waf", "run", "--rules", "my.conf", "--format", format, "r.jsonl"]);
        assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{format}");
        assert!(ran.stdout.contains("403"), "{format}: {}", ran.stdout);
    }
}

#[test]
fn variables_are_set_before_the_rules_run() {
    let project = project(RULES);
    let matched = |set: &[&str]| {
        let arguments = [&["waf", "run", "--rules", "my.conf"], set].concat();
        rows(&piped(&project, &arguments, &line("a", &get("/"))))[0]["matched"].clone()
    };
    assert_eq!(matched(&[]), json!([]));
    assert_eq!(matched(&["--set", "level=2"]), json!([2]));
    assert_eq!(matched(&["--set", "LEVEL=3", "--set", "tx.level=2"]), json!([2]));
    assert_eq!(project.run(&["waf", "run", "--rules", "my.conf", "--set", "level"]).code, 2);
}

#[test]
fn raw_requests_and_archives_are_read_as_well() {
    let project = project(RULES);
    project.put(
        "a.http",
        "POST / HTTP/1.1\nHost: example.org\nContent-Length: 8\n\
        Content-Type: application/x-www-form-urlencoded\n\nq=attack\n",
    );
    project.put(
        "a.har",
        json!({"log": {"entries": [
        {"request": {"method": "GET", "url": "https://example.org/?q=attack", "headers": []},
         "response": {"status": 200, "headers": [], "content": {"text": "fine"}}},
        {"request": {"method": "GET", "url": "https://example.org/", "headers": []}}]}})
        .to_string(),
    );
    let decided = |file: &str| {
        let ran = project.run(&["waf", "run", "--rules", "my.conf", "--", file]);
        rows(&ran).iter().map(|row| (row["id"].to_string(), row["status"].to_string())).collect::<Vec<_>>()
    };
    let row = |id: &str, status: &str| (format!("\"{id}\""), status.to_owned());
    assert_eq!(decided("a.http"), [row("a.http", "403")]);
    assert_eq!(decided("a.har"), [row("a.har#1", "403"), row("a.har#2", "null")]);
}

#[test]
fn what_no_server_may_take_is_refused() {
    let ran =
        piped(&project(RULES), &["waf", "run", "--rules", "my.conf"], &line("a", "GET / HTTP/1.1\r\n\r\n"));
    let rows = rows(&ran);
    assert_eq!((&rows[0]["status"], &rows[0]["intervention"]), (&json!(400), &Json::Null), "{}", ran.stdout);
    assert_eq!(ran.code, 0);
}

#[test]
fn rules_are_files_folders_and_patterns() {
    let project = Project::of([
        ("rules/a.conf", "Include more/*.conf\n"),
        ("rules/more/b.conf", "SecRule ARGS \"@pmFromFile words.data\" \"id:7,phase:2,deny,log\"\n"),
        ("rules/more/words.data", "# words\nattack\n"),
        ("r.jsonl", &line("a", &get("/?q=attack"))),
    ]);
    for rules in ["rules", "rules/a.conf", "rules/*.conf", "./rules/more"] {
        let ran = project.run(&["waf", "run", "--rules", rules, "r.jsonl"]);
        assert_eq!(rows(&ran)[0]["intervention"]["rule"], 7, "{rules}: {ran:?}");
    }
}

#[test]
fn settings_of_ones_own_replace_the_recommended_ones() {
    let body = "{\"q\": \"attack\"}";
    let request = format!(
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let status = |files: &[(&str, &str)]| {
        let project = Project::of(files.iter().copied());
        rows(&piped(&project, &["waf", "run", "--rules", "."], &line("a", &request)))[0]["status"].clone()
    };
    let my = ("my.conf", RULES);
    assert_eq!(status(&[my]), 403, "bodies are read and rules act");
    assert_eq!(status(&[my, ("modsecurity.conf", "SecRuleEngine On\n")]), Json::Null, "no body is read");
    assert_eq!(
        status(&[my, ("x.conf", "SecRuleEngine DetectionOnly\n")]),
        Json::Null,
        "a directive goes before"
    );
    let own = ("x.conf", "SecAction \"id:200001,phase:1,pass,nolog\"\n");
    assert_eq!(status(&[my, own]), Json::Null, "a rule goes before");
}

#[test]
fn a_rule_set_is_checked() {
    let check = |rules: &str| {
        let ran = project(rules).run(&["waf", "check", "my.conf", "--format", "json"]);
        let json = ran.json();
        let findings = json["findings"].as_array().expect("findings").clone();
        let kinds: Vec<String> =
            findings.iter().map(|row| row["kind"].as_str().unwrap_or("").to_owned()).collect();
        (ran.code, kinds)
    };
    let found =
        |code: i32, kinds: &[&str]| (code, kinds.iter().map(|kind| (*kind).to_owned()).collect::<Vec<_>>());
    assert_eq!(check(RULES), found(0, &[]));
    assert_eq!(check("SecRule ARGS a \"id:1\"\nSecRule ARGS b \"id:1\"\n"), found(1, &["duplicate-id"]));
    assert_eq!(check("SecRule ARGS \"@rx (?=a)\" \"id:1\"\nSecNoSuch\n"), found(1, &["pattern", "syntax"]));
    assert_eq!(check("SecRule ARGS a \"id:1,phase:2,pass,skipAfter:END\"\n"), found(1, &["marker-missing"]));
    assert_eq!(
        check("SecAction \"id:1,phase:1,deny\"\nSecAction \"id:2,phase:1,pass\"\n"),
        found(1, &["unreachable"])
    );
    assert_eq!(check("SecRule ARGS \"@pmFromFile no.data\" \"id:1\"\n"), found(4, &["unreadable"]));
    let text = project("SecRule ARGS \"@rx (?=a)\" \"id:1\"\n").run(&["waf", "check", "my.conf"]);
    assert!(
        text.stdout.starts_with("error[pattern]: my.conf:1: cannot use the pattern `(?=a)`"),
        "{}",
        text.stdout
    );
    assert!(text.stdout.ends_with("1 error · 0 warnings · 0 notes\n"), "{}", text.stdout);
}

#[test]
fn exit_codes_are_those_of_the_program() {
    let project = Project::of([("my.conf", RULES), ("bad.conf", "SecNoSuch\n"), ("empty/x.txt", "")]);
    let code = |arguments: &[&str]| project.run(&[&["waf"], arguments].concat()).code;
    assert_eq!(code(&["check", "empty"]), 3);
    assert_eq!(code(&["run", "--rules", "empty", "-"]), 3);
    assert_eq!(code(&["test", "--rules", "my.conf", "empty"]), 3);
    assert_eq!(code(&["check", "no.conf"]), 2);
    assert_eq!(code(&["run", "--rules", "no.conf"]), 2);
    assert_eq!(code(&["run", "--rules", "my.conf", "no.jsonl"]), 2);
    assert_eq!(code(&["run", "--rules", "bad.conf"]), 2);
    assert_eq!(code(&["run"]), 2);
    assert_eq!(code(&["explain", "--rules", "my.conf"]), 2);
    assert_eq!(code(&["test", "--rules", "my.conf"]), 2);
    let ran = project.run(&["waf", "run", "--rules", "bad.conf"]);
    assert!(ran.stderr.contains("bad.conf:1: unknown directive `SecNoSuch`"), "{}", ran.stderr);
}

#[test]
fn tests_pass_and_fail() {
    let test = |number: u32, uri: &str, output: &str| {
        format!(
            "  - test_id: {number}\n    stages:\n      - input: {{uri: \"{uri}\", headers: {{Host: h}}}}\n        output: {output}\n"
        )
    };
    let good = test(1, "/?q=attack", "{status: 403, log: {expect_ids: [1]}}");
    let quiet = test(2, "/?q=x", "{log: {no_expect_ids: [1]}}");
    let bad = test(3, "/?q=x", "{log: {expect_ids: [1], match_regex: 'An attack'}}");
    let suite = |tests: &[&String]| {
        let text = tests.iter().fold("rule_id: 9\ntests:\n".to_owned(), |text, test| text + test);
        let project = Project::of([("my.conf", RULES), ("tests/a.yaml", &text)]);
        project.run(&["waf", "test", "--rules", "my.conf", "tests"])
    };
    let ran = suite(&[&good, &quiet]);
    assert_eq!((ran.code, ran.stdout.as_str()), (0, "2 of 2 tests pass · 0 failed · 2 requests\n"));
    let ran = suite(&[&good, &bad]);
    assert_eq!(ran.code, 1);
    for said in
        ["failed 9-3", "rule 1 did not match", "no match of `An attack` in the log", "1 of 2 tests pass"]
    {
        assert!(ran.stdout.contains(said), "{said}: {}", ran.stdout);
    }
    let ran = suite(&[&test(1, "/", "{no_such: 1}")]);
    assert_eq!(ran.code, 4, "{}", ran.stdout);
}

#[test]
fn a_decision_is_explained() {
    let project = project(RULES);
    project.put("a.http", get("/?q=attack"));
    let ran = project.run(&["waf", "explain", "--rules", "my.conf", "a.http"]);
    assert_eq!(ran.code, 0);
    for said in [
        "phase 2: the request's body",
        "1  matched ARGS:q = `attack`",
        "An attack in ARGS:q",
        "denied with 403 by rule 1",
    ] {
        assert!(ran.stdout.contains(said), "{said}: {}", ran.stdout);
    }
    let json = project
        .run(&["waf", "explain", "--rules", "my.conf", "--only", "1", "--format", "json", "a.http"])
        .json();
    assert_eq!(json["rules"][0]["outcome"], "matched");
    assert_eq!(json["rules"].as_array().map(Vec::len), Some(1));
    let hidden = project.run(&["waf", "explain", "--rules", "my.conf", "--redact", "--matched", "a.http"]);
    assert!(!hidden.stdout.contains("`attack`"), "{}", hidden.stdout);
}

/// The Core Rule Set, if it is there.
fn crs() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/crs4");
    if !folder.is_dir() {
        println!("skipped: the Core Rule Set is not in ../shared/data/crs4");
        return None;
    }
    Some(folder)
}

#[test]
fn the_core_rule_set_is_one_folder() {
    let Some(folder) = crs() else { return };
    let folder = folder.to_str().expect("UTF-8");
    let project = Project::of([("x", "")]);
    let browser = "User-Agent: Mozilla/5.0\r\nAccept: */*";
    let get = |target: &str| format!("GET {target} HTTP/1.1\r\nHost: example.org\r\n{browser}\r\n\r\n");
    let input = format!(
        "{}\n{}\n",
        line("good", &get("/orders?number=4711")),
        line("bad", &get("/?id=1%27%20UNION%20SELECT%20password%20FROM%20users--"))
    );
    let decided = rows(&piped(&project, &["waf", "run", "--rules", folder], &input));
    assert_eq!((&decided[0]["status"], &decided[0]["matched"]), (&Json::Null, &json!([])), "{}", decided[0]);
    assert_eq!(
        decided[1]["intervention"],
        json!({"rule": 949110, "action": "deny", "status": 403}),
        "{}",
        decided[1]
    );
    let strict = piped(
        &project,
        &["waf", "run", "--rules", folder, "--set", "inbound_anomaly_score_threshold=1000"],
        &input,
    );
    assert_eq!(rows(&strict)[1]["status"], Json::Null, "a variable of the command line counts");
    assert_eq!(project.run(&["waf", "check", folder]).code, 0);
}
