//! Every object of the SARIF log has the members that the standard requires, and none that it does not know (section 3 of
//! SARIF 2.1.0; the members are listed for the objects that are written here).

use super::*;

/// What stands in a member: a value without shape of its own, an object, or a list of objects.
enum Holds {
    Plain,
    Object(&'static str),
    List(&'static str),
    /// An object whose members are objects.
    Map(&'static str),
}
use Holds::{List, Map, Object, Plain};

/// An object: its name, its members, and how many of them, the first ones, it must have.
type Shape = (&'static str, usize, &'static [(&'static str, Holds)]);

const SHAPES: &[Shape] = &[
    ("log", 2, &[("version", Plain), ("runs", List("run")), ("$schema", Plain)]),
    (
        "run",
        1,
        &[
            ("tool", Object("tool")),
            ("results", List("result")),
            ("invocations", List("invocation")),
            ("originalUriBaseIds", Map("artifactLocation")),
            ("columnKind", Plain),
        ],
    ),
    ("tool", 1, &[("driver", Object("component"))]),
    (
        "component",
        1,
        &[
            ("name", Plain),
            ("semanticVersion", Plain),
            ("rules", List("descriptor")),
            ("notifications", List("descriptor")),
        ],
    ),
    (
        "descriptor",
        1,
        &[
            ("id", Plain),
            ("name", Plain),
            ("shortDescription", Object("multiformat")),
            ("fullDescription", Object("multiformat")),
            ("help", Object("multiformat")),
            ("defaultConfiguration", Object("configuration")),
            ("properties", Plain),
        ],
    ),
    ("multiformat", 1, &[("text", Plain), ("markdown", Plain)]),
    ("configuration", 0, &[("level", Plain)]),
    ("message", 1, &[("text", Plain)]),
    (
        "invocation",
        1,
        &[("executionSuccessful", Plain), ("toolExecutionNotifications", List("notification"))],
    ),
    (
        "notification",
        1,
        &[
            ("message", Object("message")),
            ("descriptor", Object("reference")),
            ("associatedRule", Object("reference")),
            ("level", Plain),
            ("locations", List("location")),
            ("properties", Plain),
        ],
    ),
    ("reference", 0, &[("id", Plain), ("index", Plain)]),
    (
        "result",
        1,
        &[
            ("message", Object("message")),
            ("ruleId", Plain),
            ("ruleIndex", Plain),
            ("kind", Plain),
            ("level", Plain),
            ("locations", List("location")),
            ("relatedLocations", List("location")),
            ("partialFingerprints", Plain),
            ("properties", Plain),
        ],
    ),
    (
        "location",
        0,
        &[
            ("id", Plain),
            ("physicalLocation", Object("physical")),
            ("logicalLocations", List("logical")),
            ("message", Object("message")),
        ],
    ),
    ("physical", 1, &[("artifactLocation", Object("artifactLocation")), ("region", Object("region"))]),
    ("artifactLocation", 0, &[("uri", Plain), ("uriBaseId", Plain), ("description", Object("message"))]),
    ("logical", 0, &[("name", Plain), ("fullyQualifiedName", Plain), ("kind", Plain)]),
    ("region", 0, &[("startLine", Plain), ("startColumn", Plain), ("endLine", Plain), ("endColumn", Plain)]),
];

/// What is wrong with a value that should have this shape.
fn wrong(value: &Json, name: &str, at: &str, found: &mut Vec<String>) {
    let (_, required, members) = SHAPES.iter().find(|(shape, ..)| *shape == name).expect("a listed shape");
    let Some(object) = value.as_object() else {
        found.push(format!("{at} is no object"));
        return;
    };
    for (member, _) in members.iter().take(*required).filter(|(member, _)| !object.contains_key(*member)) {
        found.push(format!("{at} has no {member}"));
    }
    for (key, value) in object {
        let at = format!("{at}.{key}");
        match members.iter().find(|(member, _)| member == key).map(|(_, holds)| holds) {
            None => found.push(format!("{at} is not in the standard")),
            Some(Plain) => {}
            Some(Object(shape)) => wrong(value, shape, &at, found),
            Some(List(shape)) => {
                value.as_array().unwrap().iter().for_each(|one| wrong(one, shape, &at, found))
            }
            Some(Map(shape)) => {
                value.as_object().unwrap().values().for_each(|one| wrong(one, shape, &at, found))
            }
        }
    }
}

fn faults(log: &Json) -> Vec<String> {
    let mut found = Vec::new();
    wrong(log, "log", "log", &mut found);
    found
}

#[test]
fn the_log_has_the_shape_of_the_standard() {
    for show_all in [false, true] {
        let mut estate = mixed();
        estate.show_all = show_all;
        estate.findings.push(finding(&TAGS, Outcome::Fail, "nowhere", None));
        assert_eq!(faults(&estate.parsed(Format::Sarif)), Vec::<String>::new());
    }
    assert_eq!(faults(&Estate::default().parsed(Format::Sarif)), Vec::<String>::new());
}

#[test]
fn a_wrong_log_would_be_noticed() {
    let mut log = mixed().parsed(Format::Sarif);
    log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["line"] = 0.into();
    log["runs"][0]["results"][0].as_object_mut().unwrap().remove("message");
    let expected = [
        "log.runs.results has no message",
        "log.runs.results.locations.physicalLocation.region.line is not in the standard",
    ];
    assert_eq!(faults(&log), expected);
}

#[test]
fn lines_and_columns_count_from_one_and_rules_are_where_their_index_says() {
    let log = mixed().parsed(Format::Sarif);
    let run = &log["runs"][0];
    for result in run["results"].as_array().unwrap() {
        let index = result["ruleIndex"].as_u64().unwrap() as usize;
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
        let related = result["relatedLocations"].as_array().unwrap();
        for location in result["locations"].as_array().unwrap().iter().chain(related) {
            let region = location["physicalLocation"]["region"].as_object().unwrap();
            assert!(region.values().all(|number| number.as_u64().unwrap() >= 1), "{region:?}");
        }
    }
}
