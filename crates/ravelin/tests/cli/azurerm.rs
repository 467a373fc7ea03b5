//! Configurations of azurerm against the requests that the real provider (5.2) sent for them.
//!
//! `fixtures/requests/NAME/`: a root module of ours, and what the provider asked a stand-in for Azure Resource Manager
//! for when Terraform applied it. A body is as recorded when every property is the same, but for what a configuration
//! can't know: the location of a resource group that exists already, the tenant, what is known after deployment; and
//! for secrets, which are never shown, the order of lists, and what is null or empty.

use crate::readme::{ravelin, root};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};

const FOLDER: &str = "crates/ravelin-terraform/fixtures/requests";

/// At least so many types of Azure Resource Manager have every body as recorded. It only ever rises.
const TYPES: usize = 90;

/// The properties by their paths in lower case; the items of lists in an order of their own.
fn flat(path: &str, value: &Json, out: &mut BTreeMap<String, Json>) {
    match value {
        Json::Object(members) if members.contains_key("$unknown") => {
            out.insert(path.to_owned(), value.clone());
        }
        Json::Object(members) => {
            for (key, member) in members {
                flat(&format!("{path}.{}", key.to_ascii_lowercase()), member, out);
            }
        }
        Json::Array(items) => {
            let mut items: Vec<&Json> = items.iter().collect();
            items.sort_by_cached_key(|item| item.to_string().to_ascii_lowercase());
            items.into_iter().enumerate().for_each(|(at, item)| flat(&format!("{path}[{at}]"), item, out));
        }
        Json::Null => {}
        Json::String(text) if text.is_empty() => {}
        _ => {
            out.insert(path.to_owned(), value.clone());
        }
    }
}

fn properties(body: &Json) -> BTreeMap<String, Json> {
    let mut out = BTreeMap::new();
    flat("", body, &mut out);
    out
}

/// May a value stand for any other: unknown before deployment, or secret?
fn is_open(value: Option<&Json>) -> bool {
    let text = value.map(Json::to_string).unwrap_or_default();
    let known_later = ["is read from Azure", "the tenant is chosen", "is known only after"];
    text == "\"********\"" || known_later.iter().any(|words| text.contains(words))
}

/// The type in an id.
fn ty(path: &str) -> String {
    let tail = path.rsplit("/providers/").next().unwrap_or_default();
    let mut parts = tail.split('/');
    let namespace = parts.next().unwrap_or_default();
    std::iter::once(namespace).chain(parts.step_by(2)).collect::<Vec<_>>().join("/").to_ascii_lowercase()
}

#[test]
fn bodies_are_those_that_the_provider_sends() {
    let output = ravelin(&root(), &["resources", FOLDER, "--format", "json"]);
    let shown: Json = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(shown["problems"], Json::Array(Vec::new()));
    let mut bodies: BTreeMap<(String, String), Json> = BTreeMap::new();
    for row in shown["resources"].as_array().expect("rows") {
        let file = row["source"]["file"].as_str().unwrap_or_default();
        let name = file.rsplit('/').nth(1).unwrap_or_default().to_owned();
        let mut body = row["body"].clone();
        body["location"] = row["location"].clone();
        bodies.insert((name, row["id"].as_str().unwrap_or_default().to_ascii_lowercase()), body);
    }
    let (mut same, mut other) = (BTreeSet::new(), BTreeMap::new());
    for folder in std::fs::read_dir(root().join(FOLDER)).expect("fixtures") {
        let folder = folder.expect("an entry").path();
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(folder.join("requests.json")).expect("requests");
        let requests: Json = serde_json::from_str(&text).expect("JSON");
        // Of several requests for one resource the last one counts.
        let mut wanted: BTreeMap<String, &Json> = BTreeMap::new();
        for request in requests.as_array().expect("requests") {
            let path = request["path"].as_str().unwrap_or_default();
            wanted.insert(path.split('?').next().unwrap_or_default().to_ascii_lowercase(), &request["body"]);
        }
        for (path, body) in wanted.iter().filter(|(path, _)| path.starts_with("/subscriptions/")) {
            let difference = match bodies.get(&(name.clone(), path.clone())) {
                Some(own) => difference(body, own),
                None => Some("is not there".to_owned()),
            };
            match difference {
                None => {
                    same.insert(ty(path));
                }
                Some(difference) => {
                    other.entry(ty(path)).or_insert(format!("{name}: {difference}"));
                }
            }
        }
    }
    same.retain(|ty| !other.contains_key(ty));
    let differences: Vec<String> =
        other.iter().map(|(ty, difference)| format!("{ty}: {difference}")).collect();
    println!("{} types as recorded, {} not", same.len(), other.len());
    assert!(same.len() >= TYPES, "only {} types are as recorded:\n{}", same.len(), differences.join("\n"));
}

fn difference(recorded: &Json, own: &Json) -> Option<String> {
    let (recorded, own) = (properties(recorded), properties(own));
    let paths: BTreeSet<&String> = recorded.keys().chain(own.keys()).collect();
    let differs = |path: &&&String| {
        let named = matches!(path.as_str(), ".name" | ".id" | ".type") && !own.contains_key(**path);
        recorded.get(**path) != own.get(**path) && !is_open(own.get(**path)) && !named
    };
    let path = paths.iter().find(differs)?;
    Some(format!("{path} is {:?}, recorded was {:?}", own.get(*path), recorded.get(*path)))
}
