//! The Core Rule Set 3.3 as Debian's package `modsecurity-crs` has it: it loads and it decides.

use super::files::Folder;
use crate::{Engine, Exchange, RuleSet, Sources};
use std::path::PathBuf;

/// Rules of 3.3 with look-around, possessive quantifiers or a lookup over the network.
const LEFT_OUT: [u64; 6] = [910140, 920120, 920600, 942130, 942260, 953120];

#[test]
fn debians_rule_set_loads_and_decides() {
    // The variable names a folder in which the package was unpacked.
    let root = PathBuf::from(std::env::var("DEBIAN_CRS_ROOT").unwrap_or_else(|_| "/".to_owned()));
    let files = Folder(root);
    let rules = files.list("usr/share/modsecurity-crs/rules/*.conf");
    if rules.is_empty() {
        println!("skipped: Debian's package modsecurity-crs is not installed");
        return;
    }
    let setup = ["etc/modsecurity/crs/crs-setup.conf".to_owned()];
    let all: Vec<&str> = setup.iter().chain(&rules).map(String::as_str).collect();
    let mut rules = match RuleSet::load_without(&all, &files, &LEFT_OUT) {
        Ok(rules) => rules,
        Err(errors) => panic!("{}", errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")),
    };
    let left_out = rules.notes().iter().filter(|(_, note)| note.contains("left out")).count();
    assert!(left_out >= LEFT_OUT.len(), "{left_out}");
    rules.config_mut().engine = crate::EngineMode::On;
    rules.config_mut().request_body_access = true;
    let engine = Engine::new(rules);
    let check = |target: &str, expected: Option<u16>| {
        let request =
            format!("GET {target} HTTP/1.1\r\nHost: example.org\r\nUser-Agent: test\r\nAccept: */*\r\n\r\n");
        let decision = engine.decide(&Exchange::request(request.as_bytes()));
        assert_eq!(decision.status(), expected, "{target}: {:#?}", decision.log);
    };
    check("/catalogue?page=2", None);
    check("/?q=1%27%20UNION%20SELECT%20password%20FROM%20users--", Some(403));
    check("/?q=%3Cscript%3Ealert(1)%3C/script%3E", Some(403));
    check("/?file=../../../etc/passwd", Some(403));
}
