//! The provider of a resource: configuration and version.

use super::Project;
use super::project::show;

/// Each instance with its provider: source, arguments, major versions.
fn check(files: &[(&str, &str)], expected: &str) {
    let estate = Project::new(files.iter().copied()).evaluate();
    assert_eq!(estate.problems, []);
    let line = |one: &crate::Instance| {
        let config = &one.provider;
        format!("{} {} {} {:?}", one.address, config.source, show(&config.arguments), config.majors)
    };
    let lines: Vec<String> = estate.instances.iter().map(line).collect();
    assert_eq!(lines.join("\n"), expected, "{files:?}");
}

const RESOURCE: &str = "resource \"azurerm_resource_group\" \"g\" {\n  name = \"n\"\n}\n";

#[test]
fn the_version_is_locked_constrained_or_open() {
    let constraint = "terraform {\n  required_providers {\n    azurerm = {\n      source = \"hashicorp/azurerm\"\n      version = \">= 3.0, < 5.0\"\n    }\n  }\n}\n";
    let lock = "provider \"registry.terraform.io/hashicorp/azurerm\" {\n  version     = \"4.3.0\"\n  constraints = \">= 3.0.0\"\n  hashes = [\n    \"h1:x\",\n  ]\n}\n";
    check(&[("main.tf", RESOURCE)], "azurerm_resource_group.g hashicorp/azurerm null [1, 2, 3, 4, 5]");
    check(
        &[("main.tf", RESOURCE), ("v.tf", constraint)],
        "azurerm_resource_group.g hashicorp/azurerm null [3, 4]",
    );
    check(
        &[("main.tf", RESOURCE), ("v.tf", constraint), (".terraform.lock.hcl", lock)],
        "azurerm_resource_group.g hashicorp/azurerm null [4]",
    );
    check(
        &[
            ("main.tf", RESOURCE),
            ("p.tf", "provider \"azurerm\" {\n  version = \"=2.46.0\"\n  features {}\n}\n"),
        ],
        "azurerm_resource_group.g hashicorp/azurerm {features = [{}]} [2]",
    );
    check(
        &[("main.tf", "resource \"azapi_resource\" \"a\" {\n}\n")],
        "azapi_resource.a Azure/azapi null [1, 2]",
    );
}

#[test]
fn modules_get_the_default_configuration_and_those_that_are_passed() {
    let providers = "variable \"hub\" {\n  default = \"h\"\n}\nprovider \"azurerm\" {\n  subscription_id = \"s\"\n}\nprovider \"azurerm\" {\n  alias = \"hub\"\n  subscription_id = var.hub\n}\n";
    let calls = "module \"a\" {\n  source = \"./m\"\n}\nmodule \"b\" {\n  source = \"./m\"\n  providers = { azurerm = azurerm.hub }\n}\nresource \"azurerm_resource_group\" \"own\" {\n  provider = azurerm.hub\n}\n";
    check(
        &[("main.tf", calls), ("p.tf", providers), ("m/main.tf", RESOURCE)],
        "azurerm_resource_group.own hashicorp/azurerm {subscription_id = \"h\"} [1, 2, 3, 4, 5]\nmodule.a.azurerm_resource_group.g hashicorp/azurerm {subscription_id = \"s\"} [1, 2, 3, 4, 5]\nmodule.b.azurerm_resource_group.g hashicorp/azurerm {subscription_id = \"h\"} [1, 2, 3, 4, 5]",
    );
    check(
        &[("main.tf", "resource \"azurerm_resource_group\" \"g\" {\n  provider = azurerm.spoke\n}\n")],
        "azurerm_resource_group.g hashicorp/azurerm <azurerm.spoke> [1, 2, 3, 4, 5]",
    );
}
