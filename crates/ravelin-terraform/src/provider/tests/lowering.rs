//! What instances become, seen from outside.

use super::{instance, json};
use crate::Instance;
use crate::provider::{Lowered, exported, lower};
use ravelin_model::{EntryId, Existence, Lookup, Reason, Resource, Value};
use ravelin_template::eval::Settings;
use serde_json::json;

const GROUP: &str = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg";

fn lowered(instances: &[Instance]) -> Lowered {
    lower(EntryId(0), instances, &Settings::default())
}

fn shown(resource: &Resource) -> String {
    let id = resource.id.display().unwrap_or_default().replace(GROUP, "~");
    format!("{} {}{}", resource.ty, id, if resource.existing { " existing" } else { "" })
}

fn check(instances: &[Instance], expected: &[&str]) {
    let found: Vec<String> = lowered(instances).resources.iter().map(shown).collect();
    assert_eq!(found, expected);
}

fn at(resource: &Resource, path: &str) -> Option<serde_json::Value> {
    match resource.body.at(path) {
        Lookup::Found(value) => Some(json(&value)),
        Lookup::Unknown(unknown) => Some(format!("unknown: {}", unknown.why()).into()),
        Lookup::Absent => None,
    }
}

fn vault(majors: &[u32], more: serde_json::Value) -> Instance {
    let mut attributes = json!({"name": "kv", "resource_group_name": "rg", "location": "West Europe", "tenant_id": "t", "sku_name": "standard"});
    for (key, value) in more.as_object().unwrap() {
        attributes[key] = value.clone();
    }
    instance("azurerm_key_vault", "it", &attributes, majors)
}

fn subnet() -> Instance {
    let attributes = json!({"name": "s", "resource_group_name": "rg", "virtual_network_name": "v", "address_prefixes": ["10.0.0.0/24"]});
    instance("azurerm_subnet", "it", &attributes, &[5])
}

#[test]
fn ids_are_those_of_azure_resource_manager() {
    let group =
        instance("azurerm_resource_group", "it", &json!({"name": "rg", "location": "westeurope"}), &[5]);
    check(&[group], &["Microsoft.Resources/resourceGroups ~"]);
    check(&[vault(&[5], json!({}))], &["Microsoft.KeyVault/vaults ~/providers/Microsoft.KeyVault/vaults/kv"]);
    check(
        &[subnet()],
        &[
            "Microsoft.Network/virtualNetworks/subnets ~/providers/Microsoft.Network/virtualNetworks/v/subnets/s",
        ],
    );
    let older = json!({"name": "c", "storage_account_name": "st"});
    let account = json!({"name": "st", "resource_group_name": "rg", "location": "x", "account_tier": "Standard", "account_replication_type": "LRS"});
    check(
        &[
            instance("azurerm_storage_account", "a", &account, &[4]),
            instance("azurerm_storage_container", "c", &older, &[4]),
        ],
        &[
            "Microsoft.Storage/storageAccounts ~/providers/Microsoft.Storage/storageAccounts/st",
            "Microsoft.Storage/storageAccounts/blobServices/containers ~/providers/Microsoft.Storage/storageAccounts/st/blobServices/default/containers/c",
        ],
    );
}

#[test]
fn a_subscription_that_is_not_given_is_the_same_unknown_as_in_templates() {
    let mut vault = vault(&[5], json!({}));
    let provider = crate::ProviderConfig { arguments: Value::NULL, ..(*vault.provider).clone() };
    vault.provider = std::sync::Arc::new(provider);
    let lowered = lowered(&[vault]);
    let id = lowered.resources[0].id.display().unwrap();
    assert_eq!(
        id,
        "/subscriptions/{subscription().subscriptionId}/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv"
    );
    assert_eq!(&*lowered.resources[0].id.reasons()[0].why, "the subscription is chosen at deployment");
}

#[test]
fn associations_are_added_to_what_they_belong_to() {
    let id = format!("{GROUP}/providers/Microsoft.Network/virtualNetworks/v/subnets/s");
    let association = instance(
        "azurerm_subnet_network_security_group_association",
        "it",
        &json!({"subnet_id": id, "network_security_group_id": "/nsg"}),
        &[5],
    );
    let both = lowered(&[subnet(), association.clone()]);
    assert_eq!(at(&both.resources[0], "properties.networkSecurityGroup.id"), Some("/nsg".into()));
    assert_eq!(both.resources.len(), 1);
    let alone = lowered(std::slice::from_ref(&association));
    assert_eq!(
        shown(&alone.resources[0]),
        "Microsoft.Network/virtualNetworks/subnets ~/providers/Microsoft.Network/virtualNetworks/v/subnets/s existing"
    );
    assert_eq!(at(&alone.resources[0], "properties.networkSecurityGroup.id"), Some("/nsg".into()));
    assert!(
        matches!(alone.resources[0].body.get("sku"), Lookup::Unknown(_)),
        "what else is set is not known"
    );

    let why = Value::unknown("var.x", Reason::new("var.x", "variable `x` has no value", None));
    let perhaps = lowered(&[subnet(), Instance { existence: Existence::Depends(why), ..association }]);
    let Lookup::Found(id) = perhaps.resources[0].body.at("properties.networkSecurityGroup.id") else {
        panic!()
    };
    assert!(id.as_unknown().is_some(), "an association that may not be there may set it");
}

#[test]
fn access_policies_come_after_those_of_the_vault() {
    let policy = |name: &str| {
        let attributes = json!({"key_vault_id": format!("{GROUP}/providers/Microsoft.KeyVault/vaults/kv"), "tenant_id": "t", "object_id": name});
        instance("azurerm_key_vault_access_policy", name, &attributes, &[5])
    };
    let own = json!({"access_policy": [{"tenant_id": "t", "object_id": "own"}]});
    let lowered = lowered(&[vault(&[5], own), policy("a"), policy("b")]);
    let Lookup::Found(policies) = lowered.resources[0].body.at("properties.accessPolicies") else { panic!() };
    let objects: Vec<_> =
        policies.as_array().unwrap().iter().map(|one| json(one)["objectId"].clone()).collect();
    assert_eq!(objects, ["own", "a", "b"]);
}

#[test]
fn versions_that_are_open_leave_what_differs_open() {
    let account = |majors: &[u32], more: serde_json::Value| {
        let mut attributes = json!({"name": "st", "resource_group_name": "rg", "location": "x", "account_tier": "Standard", "account_replication_type": "GRS"});
        for (key, value) in more.as_object().unwrap() {
            attributes[key] = value.clone();
        }
        lowered(&[instance("azurerm_storage_account", "it", &attributes, majors)])
    };
    let public = |lowered: &Lowered| lowered.resources[0].body.at("properties.allowBlobPublicAccess");
    for (majors, expected) in [(&[2][..], false), (&[3], true), (&[4], true), (&[3, 4], true), (&[5], false)]
    {
        let Lookup::Found(value) = public(&account(majors, json!({}))) else { panic!() };
        assert_eq!(value.as_bool(), Some(expected), "{majors:?}");
    }
    let Lookup::Found(value) = public(&account(&[4, 5], json!({}))) else { panic!() };
    assert_eq!(&*value.reasons()[0].name, "azurerm provider version");
    // An attribute that only some versions have settles it.
    let Lookup::Found(value) = public(&account(&[3, 4, 5], json!({"enable_https_traffic_only": true})))
    else {
        panic!()
    };
    assert_eq!(value.as_bool(), Some(true));
    let sku = account(&[5], json!({}));
    assert_eq!(at(&sku.resources[0], "sku.name"), Some("Standard_GRS".into()));
}

#[test]
fn older_names_of_attributes_count() {
    let lowered = lowered(&[vault(&[4], json!({"enable_rbac_authorization": true}))]);
    assert_eq!(at(&lowered.resources[0], "properties.enableRbacAuthorization"), Some(true.into()));
    assert_eq!(lowered.resources[0].location.as_ref().and_then(Value::as_str), Some("westeurope"));
}

#[test]
fn what_is_not_mapped_is_unknown_and_said() {
    let lowered = lowered(&[
        instance(
            "azurerm_netapp_account",
            "a",
            &json!({"name": "n", "resource_group_name": "rg", "location": "x"}),
            &[5],
        ),
        instance(
            "azurerm_netapp_account",
            "b",
            &json!({"name": "m", "resource_group_name": "rg", "location": "x"}),
            &[5],
        ),
        instance("azurerm_something_new", "c", &json!({}), &[5]),
    ]);
    let messages: Vec<&str> = lowered.problems.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "2 resources of type `azurerm_netapp_account` can't be checked: the type is not mapped to Azure Resource Manager yet",
            "one resource of type `azurerm_something_new` can't be checked: the type is not known",
        ]
    );
    assert_eq!(lowered.gaps.len(), 1);
    assert_eq!(
        shown(&lowered.resources[0]),
        "Microsoft.NetApp/netAppAccounts ~/providers/Microsoft.NetApp/netAppAccounts/n"
    );
    assert!(matches!(lowered.resources[0].body.at("properties.x"), Lookup::Unknown(_)));
}

#[test]
fn data_sources_are_resources_that_exist() {
    let mut data = vault(&[5], json!({}));
    data.managed = false;
    check(&[data.clone()], &["Microsoft.KeyVault/vaults ~/providers/Microsoft.KeyVault/vaults/kv existing"]);
    let Lookup::Found(id) = exported(&data, &Settings::default()).get("id") else { panic!() };
    assert_eq!(id.as_str().unwrap(), format!("{GROUP}/providers/Microsoft.KeyVault/vaults/kv"));
    let mut role = instance("azurerm_role_definition", "it", &json!({"name": "Contributor"}), &[5]);
    role.managed = false;
    check(std::slice::from_ref(&role), &[]);
    let Lookup::Found(guid) = exported(&role, &Settings::default()).get("role_definition_id") else {
        panic!()
    };
    assert_eq!(guid.as_str(), Some("b24988ac-6180-42a0-ab88-20f7382dd24c"));
}

#[test]
fn other_expressions_see_defaults_ids_and_what_is_computed() {
    let seen = exported(&vault(&[5], json!({})), &Settings::default());
    let known = |name: &str| match seen.get(name) {
        Lookup::Found(value) => json(&value),
        other => panic!("{name}: {other:?}"),
    };
    assert_eq!(known("vault_uri"), "https://kv.vault.azure.net/");
    assert_eq!(known("soft_delete_retention_days"), 90);
    assert!(matches!(seen.get("something"), Lookup::Unknown(_)));
    let account = json!({"name": "st", "resource_group_name": "rg", "location": "x", "account_tier": "Standard", "account_replication_type": "LRS"});
    let account = exported(&instance("azurerm_storage_account", "it", &account, &[5]), &Settings::default());
    let Lookup::Found(key) = account.get("primary_access_key") else { panic!() };
    assert!(key.is_secret() && key.as_unknown().is_some());
}

#[test]
fn azapi_is_azure_resource_manager_already() {
    let mut resource = instance(
        "azapi_resource",
        "it",
        &json!({
            "type": "Microsoft.ServiceBus/namespaces@2024-01-01", "name": "sb", "parent_id": GROUP, "location": "westeurope",
            "body": {"sku": {"name": "Premium"}, "properties": {"disableLocalAuth": true}},
            "sensitive_body": {"properties": {"secret": "x"}},
            "identity": [{"type": "UserAssigned", "identity_ids": ["/id"]}],
        }),
        &[2],
    );
    let of = |instance: &Instance| lowered(std::slice::from_ref(instance));
    let found = of(&resource);
    assert_eq!(
        shown(&found.resources[0]),
        "Microsoft.ServiceBus/namespaces ~/providers/Microsoft.ServiceBus/namespaces/sb"
    );
    assert_eq!(found.resources[0].api_version.as_ref().and_then(Value::as_str), Some("2024-01-01"));
    assert_eq!(at(&found.resources[0], "properties.disableLocalAuth"), Some(true.into()));
    assert_eq!(at(&found.resources[0], "identity.userAssignedIdentities"), Some(json!({"/id": {}})));
    let Lookup::Found(secret) = found.resources[0].body.at("properties.secret") else { panic!() };
    assert!(secret.is_secret());

    resource.attributes = crate::provider::ops::from_json(&json!({
        "type": "Microsoft.ServiceBus/namespaces/queues@2024-01-01", "name": "q", "parent_id": format!("{GROUP}/providers/Microsoft.ServiceBus/namespaces/sb"),
        "body": "{\"properties\": {\"lockDuration\": \"PT1M\"}}",
    }));
    let found = of(&resource);
    assert_eq!(
        shown(&found.resources[0]),
        "Microsoft.ServiceBus/namespaces/queues ~/providers/Microsoft.ServiceBus/namespaces/sb/queues/q"
    );
    assert_eq!(at(&found.resources[0], "properties.lockDuration"), Some("PT1M".into()));
}

/// An instance with one attribute more.
fn with(instance: Instance, name: &str, value: Value) -> Instance {
    let mut object = ravelin_model::ObjectBuilder::of_kind(ravelin_model::ObjectKind::Exact);
    for entry in instance.attributes.as_object().unwrap().entries() {
        object.insert(entry.clone());
    }
    object.put(name, value);
    Instance { attributes: object.build().into(), ..instance }
}

#[test]
fn documents_that_are_known_in_part_are_read() {
    let hole = Value::unknown("var.p", Reason::new("var.p", "variable `p` has no value", None));
    let service = json!({"type": "Microsoft.DataFactory/factories/linkedServices@2018-06-01", "name": "l", "parent_id": GROUP});
    let service = || instance("azapi_resource", "it", &service, &[2]);
    let written = |parts: &[Value]| {
        let found = lowered(&[with(service(), "body", Value::join(parts))]);
        found.resources.into_iter().next().unwrap()
    };
    let inside = written(&[
        r#"{"properties": {"enableSsl": false, "password": ""#.into(),
        hole.clone(),
        r#""}}"#.into(),
    ]);
    assert_eq!(at(&inside, "properties.enableSsl"), Some(false.into()));
    // A member that is there and unknown is shown by its expression.
    assert_eq!(at(&inside, "properties.password"), Some("[var.p]".into()));
    assert_eq!(at(&inside, "properties.absent"), None);

    // What is no document without its unknown part may have any member.
    let before = written(&[hole, r#"{"properties": {"enableSsl": false}}"#.into()]);
    let unknown = "unknown: variable `p` has no value";
    assert_eq!(at(&before, "properties.enableSsl"), Some(unknown.into()));
}

/// The shortest form of what is read from a table, for one attribute or block of a type.
fn property(ty: &str, attributes: serde_json::Value, path: &str) -> Option<serde_json::Value> {
    let mut all = json!({"name": "it", "resource_group_name": "rg", "location": "westeurope", "cdn_frontdoor_profile_id": format!("{GROUP}/providers/Microsoft.Cdn/profiles/p"), "api_management_name": "apim"});
    for (name, value) in attributes.as_object().unwrap() {
        all[name] = value.clone();
    }
    at(&lowered(&[instance(ty, "it", &all, &[4])]).resources[0], path)
}

#[test]
fn blocks_in_blocks_are_where_the_provider_puts_them() {
    let policy =
        json!({"ssl_policy": [{"policy_type": "Predefined", "policy_name": "AppGwSslPolicy20150501"}]});
    let name = property("azurerm_application_gateway", policy, "properties.sslPolicy.policyName");
    assert_eq!(name, Some("AppGwSslPolicy20150501".into()));
    let policy = json!({"ssl_policy": [{"policy_type": "Custom", "min_protocol_version": "TLSv1_1", "cipher_suites": ["TLS_RSA_WITH_AES_256_CBC_SHA"]}]});
    let least = property("azurerm_application_gateway", policy, "properties.sslPolicy.minProtocolVersion");
    assert_eq!(least, Some("TLSv1_1".into()));
    let tls = |name: &str| {
        let tls = json!({"host_name": "a.example", "tls": [{name: "TLS10"}]});
        property("azurerm_cdn_frontdoor_custom_domain", tls, "properties.tlsSettings.minimumTlsVersion")
    };
    assert_eq!(tls("minimum_tls_version"), Some("TLS10".into()));
    assert_eq!(tls("minimum_version"), Some("TLS10".into()));
    let rules = json!({"custom_rules": [{"name": "a", "priority": 1, "rule_type": "MatchRule", "action": "Allow", "match_conditions": [
        {"operator": "IPMatch", "match_values": ["0.0.0.0/0"], "match_variables": [{"variable_name": "RemoteAddr"}]},
    ]}]});
    let rules = property("azurerm_web_application_firewall_policy", rules, "properties.customRules").unwrap();
    assert_eq!(rules[0]["matchConditions"].as_array().map(Vec::len), Some(1));
    assert_eq!(rules[0]["matchConditions"][0]["matchValues"], json!(["0.0.0.0/0"]));
    let policies = json!({"security_policies": [{"firewall": [{"cdn_frontdoor_firewall_policy_id": "/w", "association": [{
        "patterns_to_match": ["/*"], "domain": [{"cdn_frontdoor_domain_id": "/a"}, {"cdn_frontdoor_domain_id": "/b"}],
    }]}]}]});
    let associations =
        property("azurerm_cdn_frontdoor_security_policy", policies, "properties.parameters.associations");
    let expected = json!([{"domains": [{"id": "/a"}, {"id": "/b"}], "patternsToMatch": ["/*"]}]);
    assert_eq!(associations, Some(expected));
}

#[test]
fn names_come_from_the_name() {
    let service = "~/providers/Microsoft.ApiManagement/service/apim";
    let api =
        json!({"name": "stock", "resource_group_name": "rg", "api_management_name": "apim", "revision": "1"});
    check(
        &[instance("azurerm_api_management_api", "it", &api, &[4])],
        &[&format!("Microsoft.ApiManagement/service/apis {service}/apis/stock")],
    );
    let named =
        json!({"name": "a", "display_name": "b", "resource_group_name": "rg", "api_management_name": "apim"});
    check(
        &[instance("azurerm_api_management_named_value", "it", &named, &[4])],
        &[&format!("Microsoft.ApiManagement/service/namedValues {service}/namedValues/a")],
    );
    let identity = "~/providers/Microsoft.ManagedIdentity/userAssignedIdentities/i";
    let credential = json!({"name": "github", "issuer": "https://token.example", "subject": "s", "audience": ["a"],
        "parent_id": identity.replace('~', GROUP)});
    check(
        &[instance("azurerm_federated_identity_credential", "it", &credential, &[4])],
        &[&format!(
            "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials {identity}/federatedIdentityCredentials/github"
        )],
    );
}

#[test]
fn azapi_updates_are_merged_over_their_target() {
    let update = instance(
        "azapi_update_resource",
        "it",
        &json!({"type": "Microsoft.KeyVault/vaults@2023-07-01", "resource_id": format!("{GROUP}/providers/Microsoft.KeyVault/vaults/kv"), "body": {"properties": {"publicNetworkAccess": "Disabled"}}}),
        &[2],
    );
    let found = lowered(&[vault(&[5], json!({})), update]);
    assert_eq!(found.resources.len(), 1);
    assert_eq!(at(&found.resources[0], "properties.publicNetworkAccess"), Some("Disabled".into()));
    assert_eq!(at(&found.resources[0], "properties.tenantId"), Some("t".into()));
}

#[test]
fn unknown_attributes_keep_what_can_be_said_of_them() {
    let unknown = Value::unknown("var.on", Reason::new("var.on", "variable `on` has no value", None));
    let known = with(vault(&[5], json!({})), "public_network_access_enabled", unknown.clone());
    let found = lowered(&[with(known, "network_acls", unknown)]);
    let Lookup::Found(access) = found.resources[0].body.at("properties.publicNetworkAccess") else {
        panic!()
    };
    assert_eq!(access.same_ignoring_case("SecuredByPerimeter"), Some(false));
    assert_eq!(access.same_ignoring_case("Disabled"), None);
    let action = match found.resources[0].body.at("properties.networkAcls.defaultAction") {
        Lookup::Found(value) => value.as_unknown().cloned(),
        Lookup::Unknown(unknown) => Some(unknown),
        Lookup::Absent => None,
    };
    assert_eq!(action.map(|unknown| unknown.why()).as_deref(), Some("variable `on` has no value"));
}

/// A secret of a linked service is one that the factory keeps, or a reference to one in a vault.
#[test]
fn linked_services_keep_secrets_or_name_them() {
    const FACTORY: &str = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.DataFactory/factories/f";
    let properties = |ty: &str, mut attributes: serde_json::Value| {
        attributes["name"] = "l".into();
        attributes["data_factory_id"] = FACTORY.into();
        let instance =
            instance(&format!("azurerm_data_factory_linked_service_{ty}"), "it", &attributes, &[5]);
        at(&lowered(&[instance]).resources[0], "properties.typeProperties").unwrap()
    };
    let reference = json!([{"linked_service_name": "kv", "secret_name": "key"}]);
    assert_eq!(
        properties("azure_function", json!({"url": "https://f", "key": "k"})),
        json!({"functionAppUrl": "https://f", "functionKey": {"type": "SecureString", "value": "k"}})
    );
    assert_eq!(
        properties("azure_function", json!({"url": "https://f", "key_vault_key": reference})),
        json!({"functionAppUrl": "https://f", "functionKey": {
            "type": "AzureKeyVaultSecret", "secretName": "key",
            "store": {"type": "LinkedServiceReference", "referenceName": "kv"},
        }})
    );
    assert_eq!(
        properties(
            "azure_sql_database",
            json!({"connection_string": "data source=s", "use_managed_identity": true})
        ),
        json!({"connectionString": "data source=s"})
    );
    assert_eq!(
        properties("key_vault", json!({"key_vault_id": "/x/providers/Microsoft.KeyVault/vaults/kv"})),
        json!({"baseUrl": "https://kv.vault.azure.net/"})
    );
}
