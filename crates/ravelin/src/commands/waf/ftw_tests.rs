//! What is sent for a test, what is answered, and what is no test.

use super::*;

fn sent(input: &str) -> String {
    let text = format!("rule_id: 1\ntests:\n  - test_id: 2\n    stages:\n      - input: {input}\n");
    let tests = read(&text).expect("tests");
    assert_eq!(tests[0].id, "1-2");
    String::from_utf8(tests[0].stages[0].request.clone()).expect("text")
}

#[test]
fn requests_are_completed() {
    assert_eq!(sent("{}"), "GET / HTTP/1.1\r\nConnection: close\r\n\r\n");
    assert_eq!(
        sent(r#"{method: POST, uri: /a, headers: {b: 1, A: "x"}, data: "q=a b&c"}"#),
        "POST /a HTTP/1.1\r\nA: x\r\nb: 1\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Connection: close\r\nContent-Length: 7\r\n\r\nq=a+b&c"
    );
    assert!(sent(r#"{method: POST, data: "q=a%20b"}"#).ends_with("\r\n\r\nq=a%20b"));
    assert_eq!(sent(r#"{autocomplete_headers: false, data: "x y"}"#), "GET / HTTP/1.1\r\n\r\nx y");
    let multipart = r#"{headers: {Content-Type: "multipart/form-data; boundary=b"}, data: "--b\n\n--b--\n"}"#;
    assert!(sent(multipart).ends_with("\r\n\r\n--b\r\n\r\n--b--\r\n"));
    assert_eq!(sent("{encoded_request: QUJD}"), "ABC");
    assert_eq!(sent("{encoded_request: \"QU\\nJD\"}"), "ABC");
    assert!(sent(r#"{data: '{{ "ab" | repeat 3 }}{{ x }}'}"#).contains("ababab%7B%7B"));
}

#[test]
fn what_is_not_known_is_no_test() {
    let why = |output: &str| {
        read(&format!("tests:\n  - test_id: 1\n    stages:\n      - input: {{}}\n        output: {output}\n"))
            .expect_err("an error")
    };
    assert!(why("{stauts: 403}").contains("`output.stauts` is not known"));
    assert!(why("{log: {expect: [1]}}").contains("`output.log.expect` is not known"));
    assert!(why("{log: {expect_ids: [a]}}").contains("no id"));
    assert!(why("{log_contains: '('}").contains("pattern"));
    assert!(read("tests:\n  - test_id: 1\n").expect_err("an error").contains("no stages"));
    assert!(read("a: [").is_err());
}

#[test]
fn the_test_server_answers_what_it_is_told() {
    let answer = |request: &str| String::from_utf8(response(request.as_bytes())).expect("text");
    let empty = "HTTP/1.1 200 -\r\nContent-Length: 0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n";
    assert_eq!(answer("GET / HTTP/1.1\r\n\r\n"), empty);
    let body = r#"{"status": 500, "headers": {"Content-Type": "a/b"}, "encodedBody": "aGk="}"#;
    let request = format!("POST /reflect HTTP/1.1\r\nContent-Length: {}\r\n\r\n{body}", body.len());
    assert_eq!(answer(&request), "HTTP/1.1 500 -\r\nContent-Length: 2\r\nContent-Type: a/b\r\n\r\nhi");
}
