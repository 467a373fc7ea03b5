//! Root modules of Terraform, plans, states and exports, as a user has them checked.

use crate::project::Project;
use serde_json::Value as Json;

/// A namespace whose public access a variable decides.
const NAMESPACE: &str = r#"variable "open" {
  default = false
}

resource "azurerm_servicebus_namespace" "ns" {
  name                          = "ns1"
  location                      = "westeurope"
  resource_group_name           = "rg"
  sku                           = "Premium"
  capacity                      = 1
  public_network_access_enabled = var.open
}
"#;

fn verdicts(project: &Project, arguments: &[&str]) -> Vec<(String, String)> {
    let ran = project.check(&[arguments, &["--show", "all"]].concat());
    let json = ran.json();
    let rows = json["findings"].as_array().expect("findings");
    let text = |row: &Json, key: &str| row[key].as_str().unwrap_or_default().to_owned();
    rows.iter().map(|row| (text(&row["resource"], "name"), text(row, "verdict"))).collect()
}

fn verdict(project: &Project, arguments: &[&str]) -> String {
    let all = verdicts(project, arguments);
    assert_eq!(all.len(), 1, "{all:?}");
    all[0].1.clone()
}

#[test]
fn folders_are_roots_unless_others_use_them() {
    let project = Project::of([
        ("app/main.tf", "module \"bus\" {\n  source = \"../bus\"\n  open   = true\n}\n"),
        ("bus/main.tf", NAMESPACE),
        ("alone/main.tf", &NAMESPACE.replace("ns1", "ns2")),
        ("alone/.terraform/modules/x/main.tf", &NAMESPACE.replace("ns1", "ns3")),
    ]);
    let expected = [("ns2", "pass"), ("ns1", "fail")];
    let expected = expected.map(|(name, verdict)| (name.to_owned(), verdict.to_owned()));
    assert_eq!(verdicts(&project, &["."]), expected);
    assert_eq!(verdict(&project, &["bus"]), "pass");
    assert_eq!(verdict(&project, &["bus/main.tf"]), "pass");
}

#[test]
fn values_come_from_files_the_command_line_and_the_environment() {
    let project = Project::of([("main.tf", NAMESPACE), ("prod.tfvars", "open = true\n")]);
    assert_eq!(verdict(&project, &["."]), "pass");
    assert_eq!(verdict(&project, &[".", "--var-file", "prod.tfvars"]), "fail");
    assert_eq!(verdict(&project, &[".", "--var-file", "prod.tfvars", "--set", "open=false"]), "pass");
    project.put("terraform.tfvars", "open = true\n");
    assert_eq!(verdict(&project, &["."]), "fail");
    project.put("z.auto.tfvars.json", "{\"open\": false}");
    assert_eq!(verdict(&project, &["."]), "pass");
    let ran = project.check(&[".", "--set", "opne=true"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("`open`"), "{ran:?}");
}

#[test]
fn environment_variables_count_when_they_are_asked_for() {
    let project = Project::of([("main.tf", NAMESPACE)]);
    let run = |arguments: &[&str]| {
        let own = ["check", ".", "--only", crate::project::CONTROL];
        let mut command = project.command(&own.iter().chain(arguments).copied().collect::<Vec<_>>());
        command.env("TF_VAR_open", "true").status().expect("the program runs").code()
    };
    assert_eq!(run(&[]), Some(0));
    assert_eq!(run(&["--env", "TF_VAR_open"]), Some(1));
}

#[test]
fn a_finding_shows_the_attribute_and_the_way_of_its_value() {
    let project = Project::of([
        ("main.tf", "module \"bus\" {\n  source = \"./bus\"\n  open   = true\n}\n"),
        ("bus/main.tf", NAMESPACE),
    ]);
    let ran = project.run(&["check", ".", "--only", crate::project::CONTROL]);
    assert_eq!(ran.code, 1);
    for part in [
        "deployed by module `bus` at main.tf:1:1",
        "--> bus/main.tf:11:3",
        "public_network_access_enabled = var.open",
        "given as `open`",
    ] {
        assert!(ran.stdout.contains(part), "{part}: {}", ran.stdout);
    }
}

#[test]
fn a_default_that_differs_between_open_versions_is_not_guessed() {
    let account = r#"resource "azurerm_storage_account" "a" {
  name                     = "st1"
  location                 = "westeurope"
  resource_group_name      = "rg"
  account_tier             = "Standard"
  account_replication_type = "LRS"
}
"#;
    let pinned = |version: &str| {
        format!(
            "terraform {{\n  required_providers {{\n    azurerm = {{\n      source  = \"hashicorp/azurerm\"\n      version = \"{version}\"\n    }}\n  }}\n}}\n"
        )
    };
    let check = |versions: Option<&str>| {
        let project = Project::of([("main.tf", account)]);
        if let Some(version) = versions {
            project.put("versions.tf", pinned(version));
        }
        let ran = project.run(&[
            "check",
            ".",
            "--only",
            "storage-anonymous-access",
            "--format",
            "json",
            "--show",
            "all",
        ]);
        let row = &ran.json()["findings"][0];
        (row["verdict"].as_str().unwrap_or_default().to_owned(), row["depends_on"].to_string())
    };
    // `allow_nested_items_to_be_public` is true by default in 3.x and 4.x, and false in 5.x.
    assert_eq!(check(Some("~> 4.0")).0, "fail");
    assert_eq!(check(Some("~> 5.0")).0, "pass");
    let (verdict, depends_on) = check(None);
    assert_eq!(verdict, "unknown");
    assert!(depends_on.contains("azurerm provider version"), "{depends_on}");
}

#[test]
fn ignores_are_comments_of_terraform_too() {
    let open = NAMESPACE.replace("default = false", "default = true");
    let ignored = open.replace(
        "  public_network",
        "  # ravelin: ignore[service-bus-public-network] reached by the old warehouse\n  public_network",
    );
    let project = Project::of([("main.tf", ignored.as_str())]);
    let ran = project.check_ignores(&["."]);
    assert_eq!((ran.findings(), ran.code), (Vec::new(), 0));
}

#[test]
fn the_json_notation_says_the_same() {
    let text = r#"{"resource": {"azurerm_servicebus_namespace": {"ns": {"name": "ns1", "location": "westeurope",
        "resource_group_name": "rg", "sku": "Premium", "capacity": 1, "public_network_access_enabled": true}}}}"#;
    let project = Project::of([("main.tf.json", text)]);
    assert_eq!(verdict(&project, &["."]), "fail");
}

const PLAN: &str = r#"{"format_version": "1.2", "terraform_version": "1.11.4", "planned_values": {"root_module": {}},
 "resource_changes": [{"address": "azurerm_servicebus_namespace.ns", "mode": "managed", "type": "azurerm_servicebus_namespace",
  "name": "ns", "provider_name": "registry.terraform.io/hashicorp/azurerm",
  "change": {"actions": ["create"], "before": null, "after": {"name": "ns1", "location": "westeurope",
   "resource_group_name": "rg", "sku": "Premium", "capacity": 1, "public_network_access_enabled": true},
   "after_unknown": {"id": true}, "before_sensitive": false, "after_sensitive": {}}}]}"#;

#[test]
fn a_plan_points_into_the_configuration_beside_it() {
    let project = Project::of([("a/plan.json", PLAN)]);
    let place = |arguments: &[&str]| {
        let ran = project.check(arguments);
        assert_eq!(ran.code, 1, "{ran:?}");
        ran.json()["findings"][0]["source"]["file"].as_str().unwrap_or_default().to_owned()
    };
    assert_eq!(place(&["a"]), "a/plan.json");
    project.put("a/main.tf", NAMESPACE);
    assert_eq!(place(&["a/plan.json"]), "a/main.tf");
    // Beside its configuration a plan says nothing new unless it is named.
    assert_eq!(verdict(&project, &["a"]), "pass");
    project.put("b/plan.json", [b"\xef\xbb\xbf", PLAN.as_bytes()].concat());
    assert_eq!(place(&["b/plan.json"]), "b/plan.json");
    let utf16: Vec<u8> = [0xfeff].into_iter().chain(PLAN.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    project.put("c/plan.json", utf16);
    assert_eq!(place(&["c/plan.json"]), "c/plan.json");
}

#[test]
fn what_an_export_leaves_out_is_unknown() {
    let id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ServiceBus/namespaces/ns1";
    let row = |properties: &str| {
        format!(
            "{{\"data\": [{{\"id\": \"{id}\", \"type\": \"microsoft.servicebus/namespaces\", \"location\": \"westeurope\", \
             \"sku\": {{\"name\": \"Premium\"}}, \"properties\": {{{properties}}}}}]}}"
        )
    };
    let project = Project::of([("open.json", row("\"publicNetworkAccess\": \"Enabled\"").as_str())]);
    project.put("silent.json", row(""));
    project.put(
        "closed.csv",
        format!("id,properties\n{id},\"{{\"\"publicNetworkAccess\"\":\"\"Disabled\"\"}}\"\n"),
    );
    assert_eq!(verdict(&project, &["closed.csv"]), "pass");
    assert_eq!(verdict(&project, &["silent.json"]), "unknown");
    assert_ne!(verdict(&project, &["open.json"]), "pass");
}

#[test]
fn a_mistake_costs_its_block_and_the_run_is_incomplete() {
    let open = NAMESPACE.replace("default = false", "default = true");
    let project =
        Project::of([("main.tf", open.as_str()), ("wrong.tf", "resource \"a\" \"b\" {\n  c = = 1\n}\n")]);
    let ran = project.check(&["."]);
    assert_eq!(ran.code, 4);
    assert_eq!(ran.findings().len(), 1);
    let problems = ran.problems();
    assert_eq!((problems.len(), problems[0].0.as_str()), (1, "wrong.tf"));
}
