//! Plans and states, written by hand in the shape that the format's page promises.

use super::references::{split, without_keys};
use super::*;
use crate::Instance;
use ravelin_finding::Sources;
use ravelin_model::Lookup;

fn read(text: &str) -> (Kind, Vec<Instance>) {
    let parsed = json::parse(text);
    assert!(parsed.errors.is_empty(), "{:?}", parsed.errors);
    let document = parsed.document.as_ref().unwrap();
    let kind = kind(document).unwrap();
    let shown = Shown { id: EntryId(0), file: FileId(0), text, folder: "" };
    let root = document.root();
    let instances = match kind {
        Kind::Plan => plan::instances(shown, root, &Settings::default()),
        Kind::State => state::shown(shown, root),
        Kind::StateFile => state::file(shown, root),
    };
    (kind, instances)
}

/// The attribute as JSON, secrets hidden.
fn at(instance: &Instance, path: &str) -> String {
    match instance.attributes.at(path) {
        Lookup::Found(value) => value.to_json().to_string(),
        Lookup::Absent => "absent".to_owned(),
        Lookup::Unknown(unknown) => format!("unknown: {}", unknown.why()),
    }
}

const PLAN: &str = r#"{"format_version": "1.2", "terraform_version": "1.11.4",
 "resource_changes": [
  {"address": "module.m[\"a.b\"].x_y.z[0]", "mode": "managed", "type": "x_y", "name": "z", "index": 0,
   "provider_name": "registry.terraform.io/hashicorp/azurerm",
   "change": {"actions": ["create"],
     "after": {"name": "n", "password": "p", "none": null, "rule": [{"p": 1}], "tags": {"a": "b"}},
     "after_unknown": {"id": true, "rule": [{"q": true}], "list": [false, true]},
     "after_sensitive": {"password": true}}},
  {"address": "x_y.gone", "mode": "managed", "type": "x_y", "name": "gone", "change": {"actions": ["delete"], "after": null}}],
 "prior_state": {"values": {"root_module": {"resources": [
  {"address": "data.x_d.e", "mode": "data", "type": "x_d", "name": "e", "values": {"v": 1}},
  {"address": "x_y.old", "mode": "managed", "type": "x_y", "name": "old", "values": {}}]}}},
 "configuration": {"provider_config": {"azurerm": {"name": "azurerm", "full_name": "registry.terraform.io/hashicorp/azurerm",
   "expressions": {"subscription_id": {"constant_value": "s"}}}},
  "root_module": {"module_calls": {"m": {"module": {"resources": [{"address": "x_y.z", "provider_config_key": "m:azurerm"}]}}}}}}"#;

#[test]
fn a_plan_has_what_will_be_there() {
    let (kind, instances) = read(PLAN);
    assert_eq!(kind, Kind::Plan);
    let addresses: Vec<&str> = instances.iter().map(|one| &*one.address).collect();
    assert_eq!(addresses, ["module.m[\"a.b\"].x_y.z[0]", "data.x_d.e"]);
    let first = &instances[0];
    assert!(first.managed && first.complete && !instances[1].managed);
    assert_eq!(at(first, "name"), "\"n\"");
    assert_eq!(at(first, "password"), "\"********\"");
    assert_eq!(at(first, "none"), "absent");
    assert_eq!(at(first, "tags.a"), "\"b\"");
    let id = "module.m[\\\"a.b\\\"].x_y.z[0].id";
    assert_eq!(at(first, "id"), format!("{{\"$unknown\":\"`{id}` is known only after it is applied\"}}"));
    let Lookup::Found(rule) = first.attributes.get("rule") else { panic!("there is a rule") };
    let rule = &rule.as_array().unwrap()[0];
    assert!(matches!(rule.get("p"), Lookup::Found(value) if value.as_int() == Some(1)));
    assert!(matches!(rule.get("q"), Lookup::Found(value) if value.as_unknown().is_some()));
    assert_eq!(&*first.provider.source, "hashicorp/azurerm");
    assert_eq!(first.provider.arguments.to_json()["subscription_id"], "s");
}

#[test]
fn values_know_their_places() {
    let (_, instances) = read(PLAN);
    let entry = instances[0].attributes.as_object().unwrap().entry("name").unwrap().clone();
    assert_eq!(entry.place.unwrap().span.of(PLAN), "\"name\": \"n\"");
    assert_eq!(instances[0].header.span.of(PLAN), "\"module.m[\\\"a.b\\\"].x_y.z[0]\"");
}

#[test]
fn a_state_is_read_as_shown_and_as_kept() {
    let shown = r#"{"format_version": "1.0", "terraform_version": "1.11.4", "values": {"root_module": {
      "resources": [{"address": "x_y.a", "mode": "managed", "type": "x_y", "name": "a", "values": {"n": 1}}],
      "child_modules": [{"address": "module.m", "resources": [{"address": "module.m.x_y.b", "mode": "managed", "type": "x_y",
        "name": "b", "values": {"s": "t"}, "sensitive_values": {"s": true}}]}]}}}"#;
    let (kind, instances) = read(shown);
    assert_eq!((kind, instances.len()), (Kind::State, 2));
    assert_eq!(at(&instances[1], "s"), "\"********\"");
    let kept = r#"{"version": 4, "terraform_version": "1.11.4", "serial": 3, "lineage": "l", "outputs": {}, "resources": [
      {"module": "module.m", "mode": "managed", "type": "x_y", "name": "b",
       "provider": "module.m.provider[\"registry.terraform.io/hashicorp/azurerm\"].hub",
       "instances": [{"index_key": "k", "attributes": {"s": "t", "n": 2},
         "sensitive_attributes": [[{"type": "get_attr", "value": "s"}]]}]},
      {"mode": "data", "type": "x_d", "name": "e", "provider": "p", "instances": [{"attributes": {}}]}]}"#;
    let (kind, instances) = read(kept);
    assert_eq!(kind, Kind::StateFile);
    let addresses: Vec<&str> = instances.iter().map(|one| &*one.address).collect();
    assert_eq!(addresses, ["module.m.x_y.b[\"k\"]", "data.x_d.e"]);
    assert_eq!(&*instances[0].provider.source, "hashicorp/azurerm");
    assert_eq!((at(&instances[0], "s"), at(&instances[0], "n")), ("\"********\"".to_owned(), "2".to_owned()));
}

#[test]
fn addresses_are_taken_apart() {
    assert_eq!(split("azurerm_x.y[\"module.a.b\"]"), ("", "azurerm_x.y[\"module.a.b\"]"));
    assert_eq!(
        split("module.a[\"x.y\"].module.b[0].azurerm_x.y"),
        ("module.a[\"x.y\"].module.b[0]", "azurerm_x.y")
    );
    assert_eq!(split("module.a"), ("", "module.a"));
    assert_eq!(without_keys("module.a[\"x]\\\"\"].b.c[0].d"), "module.a.b.c.d");
}

#[test]
fn other_json_is_neither() {
    for text in [
        "{}",
        "[]",
        r#"{"terraform_version": "1"}"#,
        r#"{"terraform_version": "1", "version": 4, "resources": {}}"#,
    ] {
        let parsed = json::parse(text);
        assert_eq!(kind(parsed.document.as_ref().unwrap()), None, "{text}");
    }
}

/// A loader without files.
#[derive(Default)]
struct Nothing(Sources);

impl Loader for Nothing {
    fn sources(&self) -> &Sources {
        &self.0
    }
    fn list(&self, _: &str) -> Result<Vec<String>, ravelin_template::loader::Unloaded> {
        Ok(Vec::new())
    }
    fn folder(&self, from: &str, path: &str) -> String {
        format!("{from}/{path}")
    }
    fn module(
        &self,
        _: &str,
    ) -> Result<std::sync::Arc<crate::ir::Module>, ravelin_template::loader::Unloaded> {
        Err(ravelin_template::loader::Unloaded::new("nothing here"))
    }
    fn text(&self, _: &str, _: &str) -> Result<FileId, ravelin_template::loader::Unloaded> {
        Err(ravelin_template::loader::Unloaded::new("nothing here"))
    }
    fn bytes(&self, _: &str, _: &str) -> Result<Vec<u8>, ravelin_template::loader::Unloaded> {
        Err(ravelin_template::loader::Unloaded::new("nothing here"))
    }
    fn files_below(&self, _: &str, _: &str) -> Result<Vec<String>, ravelin_template::loader::Unloaded> {
        Err(ravelin_template::loader::Unloaded::new("nothing here"))
    }
}

#[test]
fn what_is_no_plan_is_a_problem() {
    for text in ["", "{", "[1]", "{\"resource_changes\": []}"] {
        let shown = Shown { id: EntryId(0), file: FileId(0), text, folder: "" };
        let evaluation = evaluate(shown, &Nothing::default(), &Settings::default());
        assert!(!evaluation.problems.is_empty(), "{text}");
        assert!(!evaluation.gaps.is_empty(), "{text}");
    }
}
