//! What a decision costs with the Core Rule Set at paranoia level 1: three ordinary requests, and bodies of growing size.
//!
//! `cargo bench -p ravelin-waf`. One run gives all figures, so that they can be compared with each other.

use divan::Bencher;
use ravelin_waf::{Engine, Exchange, RuleSet, Sources};
use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::LazyLock;

const SETUP: &str = r#"
SecRuleEngine On
SecRequestBodyAccess On
SecResponseBodyAccess On
SecRequestBodyLimit 134217728
SecRequestBodyNoFilesLimit 134217728
SecRule REQUEST_HEADERS:Content-Type "^application/json" "id:200001,phase:1,t:none,t:lowercase,pass,nolog,ctl:requestBodyProcessor=JSON"
Include crs-setup.conf.example
Include rules/*.conf
"#;

const RESPONSE: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 3\r\n\r\nok\n";

struct Folder(PathBuf);

impl Sources for Folder {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        if path == "setup" {
            Ok(SETUP.into())
        } else {
            std::fs::read(self.0.join(path)).map_err(|e| e.to_string())
        }
    }

    fn list(&self, pattern: &str) -> Vec<String> {
        let (folder, name) = pattern.rsplit_once('/').unwrap_or(("", pattern));
        let files = std::fs::read_dir(self.0.join(folder)).into_iter().flatten();
        let mut found: Vec<String> = files
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter(|file| ravelin_waf::matches_glob(name, file))
            .map(|file| if folder.is_empty() { file } else { format!("{folder}/{file}") })
            .collect();
        found.sort();
        found
    }
}

fn folder() -> PathBuf {
    PathBuf::from(std::env::var("CRS").unwrap_or_else(|_| "../../../shared/data/crs4".to_owned()))
}

#[expect(clippy::print_stdout, reason = "a bench that skips says so")]
fn rules() -> Option<RuleSet> {
    match RuleSet::load(&["setup"], &Folder(folder())) {
        Ok(rules) => Some(rules),
        Err(errors) => {
            println!("skipped: the Core Rule Set is not in ../shared/data/crs4 ({} errors)", errors.len());
            None
        }
    }
}

static ENGINE: LazyLock<Option<Engine>> = LazyLock::new(|| {
    let rules = rules()?;
    rules.warm_up();
    Some(Engine::new(rules))
});

const WORDS: [&str; 12] = [
    "Quarterly",
    "report",
    "for",
    "the",
    "northern",
    "region",
    "was",
    "reviewed",
    "by",
    "Anna",
    "Lindqvist",
    "yesterday",
];

fn headers(method: &str, path: &str) -> String {
    format!(
        "{method} {path} HTTP/1.1\r\nHost: shop.example.org\r\n\
         User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0\r\n\
         Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\nAccept-Language: en-US,en;q=0.5\r\n\
         Accept-Encoding: gzip, deflate, br\r\nConnection: keep-alive\r\nReferer: https://shop.example.org/catalogue\r\n\
         Cookie: session=4f2d9c1ab7e84c53; theme=light\r\nCache-Control: no-cache\r\nDNT: 1\r\n"
    )
}

fn get() -> Vec<u8> {
    format!("{}\r\n", headers("GET", "/catalogue/items?page=2&sort=price")).into_bytes()
}

fn post(kind: &str, body: &str) -> Vec<u8> {
    let head = headers("POST", "/api/orders");
    format!("{head}Content-Type: {kind}\r\nContent-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

fn sentence(seed: usize, length: usize) -> String {
    let mut out = String::new();
    let mut at = seed;
    while out.len() < length {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(WORDS.get(at % WORDS.len()).copied().unwrap_or_default());
        at = at.wrapping_mul(7).wrapping_add(3);
    }
    out.truncate(length);
    out.trim_end().to_owned()
}

fn json(size: usize) -> Vec<u8> {
    let mut body = String::from("{\"orders\":[");
    let mut number = 0usize;
    while body.len() < size {
        if number > 0 {
            body.push(',');
        }
        let text = sentence(number, 40);
        let _ = write!(
            body,
            "{{\"id\":{number},\"customer\":\"C-{:05}\",\"comment\":\"{text}\",\"paid\":true}}",
            number * 37
        );
        number += 1;
    }
    body.push_str("]}");
    post("application/json", &body)
}

fn form(fields: usize, length: usize) -> Vec<u8> {
    let mut body = String::new();
    for number in 0..fields {
        if number > 0 {
            body.push('&');
        }
        let _ = write!(body, "field_{number}={}", sentence(number, length).replace(' ', "+"));
    }
    post("application/x-www-form-urlencoded", &body)
}

fn decide(bencher: Bencher<'_, '_>, request: Vec<u8>) {
    let Some(engine) = &*ENGINE else { return };
    let exchange = Exchange::request(&request).with_response(RESPONSE);
    let decision = engine.decide(&exchange);
    assert!(decision.rules().is_empty(), "an ordinary request matches {:?}", decision.log);
    bencher.bench(|| engine.decide(divan::black_box(&exchange)));
}

#[divan::bench]
fn get_10_headers(bencher: Bencher<'_, '_>) {
    decide(bencher, get());
}

#[divan::bench]
fn json_2_kb(bencher: Bencher<'_, '_>) {
    decide(bencher, json(2 << 10));
}

#[divan::bench]
fn form_20_kb_155_fields(bencher: Bencher<'_, '_>) {
    decide(bencher, form(155, 118));
}

#[divan::bench(args = [1 << 10, 100 << 10, 10 << 20], sample_count = 5)]
fn one_field(bencher: Bencher<'_, '_>, size: usize) {
    let Some(engine) = &*ENGINE else { return };
    let request =
        post("application/x-www-form-urlencoded", &format!("text={}", sentence(1, size).replace(' ', "+")));
    let exchange = Exchange::request(&request);
    bencher
        .counter(divan::counter::BytesCount::new(size))
        .bench(|| engine.decide(divan::black_box(&exchange)));
}

#[divan::bench(sample_count = 10)]
fn load_the_rules(bencher: Bencher<'_, '_>) {
    bencher.bench(rules);
}

fn main() {
    divan::main();
}
