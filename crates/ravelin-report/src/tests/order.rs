//! The same report gives the same bytes, and order comes from the report and severities alone.

use super::*;

#[test]
fn every_format_gives_the_same_bytes_twice() {
    for format in Format::ALL {
        assert_eq!(mixed().write(format), mixed().write(format), "{}", format.as_str());
        assert_eq!(Format::from_name(format.as_str()), Some(format));
    }
    assert_eq!(Format::from_name("yaml"), None);
}

#[test]
fn resources_keep_their_order_and_findings_of_a_kind_theirs() {
    let mut estate = Estate::new();
    let names: Vec<String> = (0..60).map(|n| format!("st{}", (n * 37) % 60)).collect();
    for rule in [&KEYS, &TLS] {
        estate.findings.extend(names.iter().map(|name| finding(rule, Outcome::Fail, name, None)));
    }
    let text = estate.write(Format::Text);
    let headings: Vec<&str> =
        text.lines().filter_map(|line| line.strip_suffix(" (Microsoft.Storage/storageAccounts)")).collect();
    assert_eq!(headings, names);
    for part in text.split("(Microsoft.Storage/storageAccounts)").skip(1) {
        let (high, medium) = (part.find("high[").unwrap(), part.find("medium[").unwrap());
        assert!(high < medium, "the worst comes first");
    }
    let document = estate.parsed(Format::Json);
    let listed = document["findings"].as_array().unwrap().iter().take(60);
    assert!(listed.map(|one| &one["resource"]["name"]).eq(names.iter()), "the JSON keeps the report's order");
}

#[test]
#[ignore = "writes samples into the folder that RAVELIN_SAMPLES names, for validators that are not part of the build"]
fn samples() {
    let folder =
        std::path::PathBuf::from(std::env::var("RAVELIN_SAMPLES").expect("RAVELIN_SAMPLES names a folder"));
    for show_all in [false, true] {
        let mut estate = mixed();
        estate.show_all = show_all;
        for format in Format::ALL {
            let name = format!("{}-{}", if show_all { "all" } else { "default" }, format.as_str());
            std::fs::write(folder.join(name), estate.write(format)).unwrap();
        }
    }
}
