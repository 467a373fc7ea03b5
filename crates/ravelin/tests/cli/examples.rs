//! The examples: the good ones are clean, the bad ones fail controls of every service, and both notations of each agree.

use crate::readme::{ravelin, root};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};

const MODES: [&str; 3] = ["private", "public", "hybrid"];

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

/// Every verdict by control and resource; those on deployments aside, whose names are made by each notation.
fn verdicts(json: &Json) -> BTreeMap<String, String> {
    let judged = rows(json, "findings")
        .iter()
        .filter(|row| row["resource"]["type"] != "Microsoft.Resources/deployments");
    judged
        .map(|row| (format!("{} {}", row["control"], row["resource"]["id"]), row["verdict"].to_string()))
        .collect()
}

/// Type and id of everything that is deployed.
fn deployed(path: &str) -> BTreeSet<String> {
    let json = json(&["resources", path, "--format", "json"]);
    assert_eq!(rows(&json, "problems"), [] as [Json; 0], "{path}");
    let own = rows(&json, "resources").iter().filter(|row| row["existing"] == false);
    own.filter(|row| row["type"] != "Microsoft.Resources/deployments")
        .map(|row| format!("{} {}", row["type"], row["id"]))
        .collect()
}

#[test]
fn the_good_ones_are_clean() {
    for mode in MODES {
        for notation in ["bicep", "arm"] {
            let path = format!("examples/good/{mode}/{notation}");
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
        for notation in ["bicep", "arm"] {
            let path = format!("examples/bad/{mode}/{notation}");
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
fn both_notations_agree() {
    for kind in ["good", "bad"] {
        for mode in MODES {
            let [bicep, arm] = ["bicep", "arm"].map(|notation| format!("examples/{kind}/{mode}/{notation}"));
            let resources = deployed(&bicep);
            assert!(resources.len() >= 30, "{bicep} has {} resources", resources.len());
            assert_eq!(resources, deployed(&arm), "{bicep}");
            assert_eq!(verdicts(&check(&bicep)), verdicts(&check(&arm)), "{bicep}");
        }
    }
}
