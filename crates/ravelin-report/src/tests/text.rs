//! What people see at a terminal.

use super::*;

/// Trailing spaces are not what these tests are about.
fn shown(estate: &Estate) -> String {
    estate.write(Format::Text).lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

#[test]
fn a_failure_shows_the_place_that_decides_and_the_way_of_its_value() {
    let expected = "\
st1 (Microsoft.Storage/storageAccounts) at modules/store.bicep:3:1
---------------------------------------
deployed by module `store` at main.bicep:3:1

high[storage-tls-minimum]: Storage account accepts TLS before 1.2
 --> modules/store.bicep:6:24
  |
6 |     minimumTlsVersion: tlsVersion
  |                        ^^^^^^^^^^ accepts TLS 1.0
  |
 ::: main.bicep:1:7
  |
1 | param tls string = 'TLS1_0'
  |       --------------------- the default of `tls`
...
5 |     tlsVersion: tls
  |     --------------- given as `tlsVersion`
  |
  = note: `properties.minimumTlsVersion` is `\"TLS1_0\"`
  = help: set `minimumTlsVersion` to `TLS1_2`
  = see: ravelin explain storage-tls-minimum

1 finding: 1 high · 1 resource · 2 of 3 controls run
";
    assert_eq!(shown(&failing()), expected);
}

#[test]
fn the_worst_comes_first_and_the_rest_is_told_in_short() {
    let text = shown(&mixed());
    let (_, rest) =
        text.split_once("medium[storage-shared-key]").expect("the medium one comes after the high one");
    let expected = ": Storage account accepts shared keys
 --> modules/store.bicep:3:1
  |
3 | resource st 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  | ^^^^^^^^^^^ shared keys are accepted
  |
  = note: `properties.allowSharedKeyAccess` is not set; the platform's default is `true`
  = help: turn keys off:
          properties: { allowSharedKeyAccess: false }
  = see: ravelin explain storage-shared-key

not decided: 2 verdicts
-----------------------

depends on `sku`: 2 verdicts undecided
   = why: cannot tell whether it accepts TLS 1.0: parameter `sku` has no value
     st2: storage-tls-minimum
     st3: storage-tls-minimum

error: expected a name
 --> modules/store.bicep:4:9
  |
4 |   name: 'st1'
  |         ^^^^^
  |
  = help: write a name

error: cannot open the file
 --> gone.bicep

note: module is not on disk (main.bicep:3:14)

2 findings: 1 high, 1 medium · 3 ignored · 2 unknown · 2 problems · 1 note · 3 resources · 2 of 3 controls run
";
    assert_eq!(rest, expected);
}

#[test]
fn when_nothing_is_wrong_it_says_so() {
    let mut estate = Estate::new();
    estate.findings.push(finding(&TLS, Outcome::Pass, "st1", None));
    let expected =
        "all clear: 1 check passed on 1 resource\n\n0 findings · 1 resource · 2 of 3 controls run\n";
    assert_eq!(shown(&estate), expected);
    estate.show_all = true;
    assert!(shown(&estate).contains("passed: storage-tls-minimum\n"), "{}", shown(&estate));
    estate.findings[0].outcome = Outcome::Unknown;
    assert!(shown(&estate).contains("nothing failed: 0 checks passed, 1 could not be decided"));
    let nothing = Estate { rules: vec![&TLS], ..Estate::default() };
    assert!(shown(&nothing).starts_with("no resources were found"));
}

#[test]
fn a_problem_never_looks_like_all_clear() {
    let mut estate = Estate::new();
    estate.problems.push(problem(ProblemKind::Unreadable, None, "cannot open the folder"));
    let text = shown(&estate);
    assert!(!text.contains("all clear"), "{text}");
    assert!(text.contains("not everything could"), "{text}");
}

#[test]
fn many_undecided_verdicts_do_not_drown_a_failure() {
    let mut estate = failing();
    for n in 0..100 {
        for rule in [&TLS, &KEYS] {
            let mut unknown = finding(rule, Outcome::Unknown, &format!("u{n}"), None);
            unknown.depends_on = vec!["kind".to_owned(), "sku".to_owned()];
            estate.findings.push(unknown);
        }
    }
    let text = shown(&estate);
    assert!(text.contains("depends on `kind` and `sku`: 200 verdicts undecided"), "{text}");
    assert!(text.contains("     u0: storage-tls-minimum, storage-shared-key\n"), "{text}");
    assert!(text.contains("and 92 more resources"), "{text}");
    assert!(text.lines().count() < 50, "{text}");
}

#[test]
fn a_long_line_is_cropped_around_the_place_and_keeps_its_true_column() {
    let mut estate = Estate::new();
    let before = "\"é\":1,".repeat(1_000);
    let text = format!("{{{before}\"tls\":\"1.0\",{before}\"z\":0}}");
    let file = estate.sources.add("min.json", text);
    estate.findings.push(finding(&TLS, Outcome::Fail, "st1", Some(estate.at(file, "\"1.0\""))));
    let text = shown(&estate);
    assert!(text.contains(" --> min.json:1:6008\n"), "{text}");
    let line = text.lines().find(|line| line.starts_with("1 |")).unwrap();
    assert!(line.starts_with("1 | ...") && line.ends_with("...") && line.chars().count() < 130, "{line}");
    let marked = text.lines().find(|line| line.contains('^')).unwrap();
    let column = line.split("\"1.0\"").next().map(|before| before.chars().count());
    assert_eq!(marked.chars().position(|c| c == '^'), column, "{text}");
    assert!(marked.contains("^^^^^ accepts"), "{text}");
}

#[test]
fn a_place_of_several_lines_shows_its_first() {
    let mut estate = Estate::new();
    let file = estate.sources.add("a.bicep", "resource st 'x' = {\r\n  name: 'st1'\r\n}\r\n");
    estate.findings.push(finding(&TLS, Outcome::Fail, "st1", Some(Span::new(0, 36).in_file(file))));
    let text = shown(&estate);
    assert!(text.contains("1 | resource st 'x' = {\n  | ^^^^^^^^^^^^^^^^^^^ accepts TLS 1.0\n"), "{text}");
    assert!(!text.contains("name:"), "{text}");
}

#[test]
fn colour_adds_nothing_but_colour() {
    let estate = mixed();
    let mut out = Vec::new();
    crate::text(&estate.report(), TextStyle { color: true, width: 120 }, &mut out).unwrap();
    let colored = String::from_utf8(out).unwrap();
    assert!(colored.contains("\u{1b}["));
    let mut plain = String::new();
    let mut rest = colored.as_str();
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        plain.push_str(before);
        rest = after.split_once('m').unwrap().1;
    }
    plain.push_str(rest);
    assert_eq!(plain, estate.write(Format::Text));
}

#[test]
fn what_is_written_near_the_deciding_place_is_underlined_with_it() {
    let mut estate = Estate::new();
    let file = estate.sources.add("a.bicep", "var tls = '1.0'\nresource st 'x' = { tls: tls }\n");
    let mut one = finding(&TLS, Outcome::Fail, "st1", Some(estate.at(file, "tls }")));
    one.evidence.push(evidence("tls", json!("1.0"), Some(estate.at(file, "'1.0'"))));
    estate.findings.push(one);
    let text = shown(&estate);
    assert!(text.contains("1 | var tls = '1.0'\n  |           ----- written here\n2 | resource"), "{text}");
    assert_eq!(text.matches("-->").count(), 1, "{text}");
}

#[test]
fn facts_about_other_places_are_told_there() {
    let mut estate = Estate::new();
    let file = estate
        .sources
        .add("a.bicep", "resource st 'x' = { }\nresource pe 'y' = { }\nresource vn 'z' = { }\n");
    let mut one = finding(&TLS, Outcome::Fail, "st1", Some(estate.at(file, "resource st")));
    let mut other = evidence("", Json::Null, Some(estate.at(file, "resource pe")));
    other.note = Some("private endpoint `pe` is not approved".to_owned());
    let mut absent = evidence("properties.dns", Json::Null, Some(estate.at(file, "resource vn")));
    absent.note = Some("not set".to_owned());
    one.evidence = vec![other, absent];
    estate.findings.push(one);
    let expected = "  |
1 | resource st 'x' = { }
  | ^^^^^^^^^^^ accepts TLS 1.0
2 | resource pe 'y' = { }
  | ----------- private endpoint `pe` is not approved
3 | resource vn 'z' = { }
  | ----------- `properties.dns` is not set
  |
  = help:";
    assert!(shown(&estate).contains(expected), "{}", shown(&estate));
}

#[test]
fn nothing_is_lost_for_want_of_a_place() {
    let mut estate = Estate::new();
    for place in [None, Some(Span::new(0, 1).in_file(FileId(7)))] {
        let mut one = finding(&TLS, Outcome::Fail, "st1", place);
        one.evidence = (0..5).map(|n| evidence(&format!("p{n}"), json!(n), None)).collect();
        estate.findings = vec![one];
        let text = shown(&estate);
        let head = "high[storage-tls-minimum]: Storage account accepts TLS before 1.2\n  |\n  = note: accepts TLS 1.0\n  = note: `p0` is `0`\n";
        assert!(text.contains(head), "{text}");
        assert!(text.contains("  = note: and 2 more facts: see `--format json`\n"), "{text}");
    }
}
