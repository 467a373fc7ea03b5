//! The examples: the good ones are clean, the bad ones fail controls of every service, and all notations of each agree.

use crate::readme::{ravelin, root};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};

const MODES: [&str; 3] = ["private", "public", "hybrid"];

/// The folders of an estate, one for each notation that it is written in.
fn notations(kind: &str, mode: &str) -> Vec<String> {
    let folder = format!("examples/{kind}/{mode}");
    ["bicep", "arm", "terraform"]
        .map(|notation| format!("{folder}/{notation}"))
        .into_iter()
        .filter(|path| root().join(path).exists())
        .collect()
}

/// The services that every estate uses, by what its types start with.
const SERVICES: [&str; 7] = [
    "Microsoft.Logic/workflows",
    "Microsoft.ApiManagement/service",
    "Microsoft.DataFactory/factories",
    "Microsoft.ServiceBus/namespaces",
    "Microsoft.Web/sites",
    "Microsoft.Storage/storageAccounts",
    "Microsoft.KeyVault/vaults",
];

fn json(arguments: &[&str]) -> Json {
    let output = ravelin(&root(), arguments);
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {arguments:?}"))
}

fn check(path: &str) -> Json {
    json(&["check", path, "--format", "json", "--show", "all"])
}

fn rows<'j>(json: &'j Json, key: &str) -> &'j [Json] {
    json[key].as_array().expect("rows")
}

/// Every verdict by control and resource; those on deployments aside, whose names are made by each notation. Ids are the
/// same in whatever case they are written.
fn verdicts(json: &Json) -> BTreeMap<String, String> {
    let judged = rows(json, "findings")
        .iter()
        .filter(|row| row["resource"]["type"] != "Microsoft.Resources/deployments");
    judged
        .map(|row| {
            (
                format!("{} {}", row["control"], row["resource"]["id"]).to_lowercase(),
                row["verdict"].to_string(),
            )
        })
        .collect()
}

/// Type and id of everything that is deployed.
fn deployed(path: &str) -> BTreeSet<String> {
    let json = json(&["resources", path, "--format", "json"]);
    assert_eq!(rows(&json, "problems"), [] as [Json; 0], "{path}");
    let own = rows(&json, "resources").iter().filter(|row| row["existing"] == false);
    own.filter(|row| row["type"] != "Microsoft.Resources/deployments")
        .map(|row| format!("{} {}", row["type"], row["id"]).to_lowercase())
        .collect()
}

#[test]
fn the_good_ones_are_clean() {
    for mode in MODES {
        for path in notations("good", mode) {
            let json = check(&path);
            let left: Vec<&Json> =
                rows(&json, "findings").iter().filter(|row| row["verdict"] != "pass").collect();
            assert!(left.is_empty(), "{path}: {left:#?}");
            assert!(json["summary"]["pass"].as_u64() > Some(100), "{path}: {}", json["summary"]);
            assert_eq!(rows(&json, "problems"), [] as [Json; 0], "{path}");
        }
    }
    assert_eq!(ravelin(&root(), &["check", "examples/good"]).status.code(), Some(0));
}

#[test]
fn the_bad_ones_fail_controls_of_every_service() {
    for mode in MODES {
        for path in notations("bad", mode) {
            let json = check(&path);
            assert_eq!(rows(&json, "problems"), [] as [Json; 0], "{path}");
            for service in SERVICES {
                let failed: BTreeSet<&str> = rows(&json, "findings")
                    .iter()
                    .filter(|row| row["verdict"] == "fail")
                    .filter(|row| row["resource"]["type"].as_str().is_some_and(|ty| ty.starts_with(service)))
                    .filter_map(|row| row["control"].as_str())
                    .collect();
                assert!(failed.len() >= 3, "{path}: {service} fails {failed:?} only");
            }
        }
    }
}

#[test]
fn all_notations_agree() {
    for kind in ["good", "bad"] {
        for mode in MODES {
            let paths = notations(kind, mode);
            let [bicep, twins @ ..] = paths.as_slice() else { panic!("{kind}/{mode} is not there") };
            assert!(twins.iter().any(|path| path.ends_with("/arm")), "{bicep} has no twin in ARM");
            let (resources, expected) = (deployed(bicep), verdicts(&check(bicep)));
            assert!(resources.len() >= 30, "{bicep} has {} resources", resources.len());
            for twin in twins {
                assert_eq!(resources, deployed(twin), "{twin}");
                assert_eq!(expected, verdicts(&check(twin)), "{twin}");
            }
        }
    }
}

#[test]
fn three_estates_or_more_are_there_in_terraform() {
    let pairs = ["good", "bad"].into_iter().flat_map(|kind| MODES.map(|mode| (kind, mode)));
    let written = pairs.flat_map(|(kind, mode)| notations(kind, mode));
    assert!(written.filter(|path| path.ends_with("/terraform")).count() >= 3);
}
