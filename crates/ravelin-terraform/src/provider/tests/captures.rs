//! What the real provider (azurerm 5.2) sent for our configurations, against what the tables say.

use super::{instance, json};
use ravelin_model::{EntryId, ObjectBuilder, Resource, Value};
use ravelin_template::eval::Settings;
use serde_json::{Map, Value as Json};

/// One configuration a line: `{type, config, requests: [{method, path, body}]}`.
const CAPTURES: &str = include_str!("captures.jsonl");

/// The body of a resource as it would be sent.
fn sent(resource: &Resource) -> Json {
    let mut body = ObjectBuilder::default();
    if let Some(location) = &resource.location {
        body.put("location", location.clone());
    }
    for entry in resource.body.as_object().into_iter().flat_map(|object| object.entries()) {
        body.insert(entry.clone());
    }
    json(&Value::from(body.build()))
}

/// A body without what says nothing: nulls, and empty objects, arrays and strings; sets in one order.
fn essence(value: &Json) -> Json {
    match value {
        Json::Object(members) => {
            let mut kept = Map::new();
            let mut sorted: Vec<_> = members.iter().collect();
            sorted.sort_by_key(|(key, _)| *key);
            for (key, member) in sorted {
                let member = essence(member);
                let empty = match &member {
                    Json::Null => true,
                    Json::Object(members) => members.is_empty(),
                    Json::Array(items) => items.is_empty(),
                    Json::String(text) => text.is_empty(),
                    _ => false,
                };
                if !empty || key.starts_with('/') {
                    kept.insert(key.clone(), member);
                }
            }
            Json::Object(kept)
        }
        Json::Array(items) => {
            let mut items: Vec<Json> = items.iter().map(essence).collect();
            items.sort_by_key(ToString::to_string);
            Json::Array(items)
        }
        other => other.clone(),
    }
}

fn differences(ours: &Json, theirs: &Json, path: &str, out: &mut Vec<String>) {
    match (ours, theirs) {
        (Json::Object(a), Json::Object(b)) => {
            let mut keys: Vec<&String> = a.keys().chain(b.keys()).collect();
            keys.sort();
            keys.dedup();
            for key in keys {
                let path = format!("{path}.{key}");
                match (a.get(key), b.get(key)) {
                    (Some(a), Some(b)) => differences(a, b, &path, out),
                    (Some(a), None) => out.push(format!("{path}: {a} is not sent")),
                    (None, Some(b)) => out.push(format!("{path}: {b} is missing")),
                    (None, None) => {}
                }
            }
        }
        (Json::Array(a), Json::Array(b)) if a.len() == b.len() => {
            for (at, (a, b)) in a.iter().zip(b).enumerate() {
                differences(a, b, &format!("{path}[{at}]"), out);
            }
        }
        (a, b) if a == b => {}
        (a, b) => out.push(format!("{path}: {a} instead of {b}")),
    }
}

/// Types whose body is not the recorded one yet, and in what.
const KNOWN: &[(&str, &str)] = &[
    ("azurerm_api_management_global_schema", "`value` is not mapped"),
    ("azurerm_app_service_certificate", "the certificate's vault and secret are read from Azure"),
    ("azurerm_cdn_frontdoor_secret", "`secret` is not mapped"),
    (
        "azurerm_function_app_flex_consumption",
        "the storage account's key, which the provider reads from Azure",
    ),
    ("azurerm_key_vault_access_policy", "the policy is one of the vault's, not a resource of its own"),
    ("azurerm_linux_function_app_slot", "the provider reads the app's plan and settings from Azure"),
    ("azurerm_linux_web_app_slot", "the provider reads the app's plan from Azure"),
    ("azurerm_monitor_metric_alert", "the names of criteria are numbered"),
    ("azurerm_mssql_database", "the maintenance configuration's id holds the subscription"),
    ("azurerm_network_security_perimeter_association", "its id is built from a part of the profile's"),
    ("azurerm_postgresql_flexible_server", "`sku_name` and `storage_mb` are not mapped"),
    ("azurerm_security_center_automation", "`action` and `scopes` are not mapped"),
    ("azurerm_storage_management_policy", "numbers of days that are not set are -1"),
    ("azurerm_windows_function_app_slot", "switches that are off are sent"),
    ("azurerm_windows_web_app_slot", "the web configuration is sent again, as it was read"),
];

/// Does the id end with a name that the provider chose at random?
fn is_random(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.len() == 36 && name.split('-').map(str::len).eq([8, 4, 4, 4, 12])
}

/// Differences that are meant.
fn explained(resource: &Resource, config: &Json, difference: &str) -> bool {
    // An association is added to the resource that it belongs to; the provider sends that one whole, as it read it.
    let association =
        resource.existing && !difference.contains("instead of") && difference.ends_with("is missing");
    // The provider reads the location of what a resource belongs to.
    let location = difference.starts_with(".location: ")
        && difference.ends_with("is missing")
        && config["location"].is_null();
    association || location
}

#[test]
fn bodies_are_those_of_the_provider() {
    let (mut equal, mut different, mut wrong) = (0, 0, Vec::new());
    for line in CAPTURES.lines() {
        let capture: Json = serde_json::from_str(line).unwrap();
        let ty = capture["type"].as_str().unwrap();
        let instances = [instance(ty, "it", &capture["config"], &[5])];
        let lowered = crate::provider::lower(EntryId(0), &instances, &Settings::default());
        let mut found = Vec::new();
        for request in capture["requests"].as_array().unwrap() {
            let (path, _) = request["path"].as_str().unwrap().split_once('?').unwrap();
            let path = path.replace("//", "/");
            // An API's first revision goes by the API's own name.
            let path = path.strip_suffix(";rev=1").unwrap_or(&path);
            let same =
                |resource: &&Resource| resource.id.display().is_some_and(|id| id.eq_ignore_ascii_case(path));
            match lowered.resources.iter().find(same) {
                Some(resource) => {
                    let before = found.len();
                    let theirs = if request["body"].is_null() {
                        Json::Object(Map::new())
                    } else {
                        essence(&request["body"])
                    };
                    differences(&essence(&sent(resource)), &theirs, "", &mut found);
                    let kept = |at: usize, difference: &str| {
                        at < before || !explained(resource, &capture["config"], difference)
                    };
                    let mut at = 0;
                    found.retain(|difference| {
                        at += 1;
                        kept(at - 1, difference)
                    });
                }
                None if !path.starts_with("/") || is_random(path) => {}
                None => {
                    let ids: Vec<_> = lowered.resources.iter().filter_map(|one| one.id.display()).collect();
                    found.push(format!("{path} is not there, but {ids:?}"));
                }
            }
        }
        let known = KNOWN.iter().any(|(known, _)| *known == ty);
        match (found.is_empty(), known) {
            (true, false) => equal += 1,
            (false, true) => different += 1,
            (true, true) => {
                wrong.push((ty.to_owned(), vec!["is equal now: take it off the list".to_owned()]))
            }
            (false, false) => wrong.push((ty.to_owned(), found)),
        }
    }
    for (ty, found) in &wrong {
        println!("{ty}\n  {}", found.join("\n  "));
    }
    println!("{equal} equal, {different} with known differences, {} wrong", wrong.len());
    assert!(wrong.is_empty());
    assert!(equal > 190, "only {equal} are equal");
}
