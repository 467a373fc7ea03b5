//! What a template can ask of the deployment it is part of: `subscription()`, `resourceGroup()`, `environment()`, …

use super::scope::Target;
use super::world::unknown;
use ravelin_model::{Data, Object, ObjectBuilder, Open, Unknown, Value};
use std::sync::Arc;

fn object(members: Vec<(&str, Value)>) -> Object {
    let mut builder = ObjectBuilder::with_capacity(members.len());
    for (key, value) in members {
        builder.put(key, value);
    }
    builder.build()
}

/// Members beside the listed ones exist, but nothing is known of them.
fn open(members: Vec<(&str, Value)>, expression: &str) -> Value {
    let rest = unknown(expression, expression, &format!("`{expression}` is known only at deployment"), None);
    let Data::Unknown(rest) = rest.data else { return Value::NULL };
    Data::Object(object(members).opened(Some(Arc::new(Open { rest, deep: true })))).into()
}

/// <https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-deployment#subscription>
pub(super) fn subscription(target: &Target) -> Value {
    let members = vec![
        ("id", target.subscription_id()),
        ("subscriptionId", target.subscription.clone()),
        ("tenantId", target.tenant.clone()),
    ];
    open(members, "subscription()")
}

/// <https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-resource#resourcegroup>
pub(super) fn resource_group(target: &Target) -> Value {
    let members = vec![
        ("id", target.group_id()),
        ("name", target.group.clone()),
        ("type", "Microsoft.Resources/resourceGroups".into()),
        ("location", target.group_location.clone()),
    ];
    open(members, "resourceGroup()")
}

pub(super) fn management_group(target: &Target) -> Value {
    let members = vec![
        ("id", target.management_group_id()),
        ("name", target.management_group.clone()),
        ("type", "Microsoft.Management/managementGroups".into()),
    ];
    open(members, "managementGroup()")
}

pub(super) fn tenant(target: &Target) -> Value {
    open(vec![("tenantId", target.tenant.clone())], "tenant()")
}

pub(super) fn deployer() -> Value {
    open(vec![], "deployer()")
}

/// `deployment()` of a template in this file, deployed under this name.
pub(super) fn deployment(name: &Value, uri: &str, target: &Target) -> Value {
    let link = open(vec![("uri", uri.into())], "deployment().properties.templateLink");
    let properties = open(vec![("templateLink", link)], "deployment().properties");
    let members =
        vec![("name", name.clone()), ("location", target.location.clone()), ("properties", properties)];
    open(members, "deployment()")
}

/// The public cloud.
/// <https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-deployment#environment>
pub(super) fn environment() -> Value {
    let text = |value: &str| Value::from(value);
    let authentication = object(vec![
        ("loginEndpoint", text("https://login.microsoftonline.com/")),
        (
            "audiences",
            vec![text("https://management.core.windows.net/"), text("https://management.azure.com/")].into(),
        ),
        ("tenant", text("common")),
        ("identityProvider", text("AAD")),
    ]);
    let suffixes = object(vec![
        ("acrLoginServer", text(".azurecr.io")),
        ("azureDatalakeAnalyticsCatalogAndJob", text("azuredatalakeanalytics.net")),
        ("azureDatalakeStoreFileSystem", text("azuredatalakestore.net")),
        ("azureFrontDoorEndpointSuffix", text("azurefd.net")),
        ("keyvaultDns", text(".vault.azure.net")),
        ("sqlServerHostname", text(".database.windows.net")),
        ("storage", text("core.windows.net")),
    ]);
    let members = vec![
        ("name", text("AzureCloud")),
        ("gallery", text("https://gallery.azure.com/")),
        ("graph", text("https://graph.windows.net/")),
        ("portal", text("https://portal.azure.com")),
        ("graphAudience", text("https://graph.windows.net/")),
        ("activeDirectoryDataLake", text("https://datalake.azure.net/")),
        ("batch", text("https://batch.core.windows.net/")),
        ("media", text("https://rest.media.azure.net")),
        ("sqlManagement", text("https://management.core.windows.net:8443/")),
        (
            "vmImageAliasDoc",
            text(
                "https://raw.githubusercontent.com/Azure/azure-rest-api-specs/master/arm-compute/quickstart-templates/aliases.json",
            ),
        ),
        ("resourceManager", text("https://management.azure.com/")),
        ("authentication", authentication.into()),
        ("suffixes", suffixes.into()),
    ];
    object(members).into()
}

/// What Azure answers of a deployed resource: what the code gives, and beside it what only Azure knows.
pub(super) fn answer(members: ObjectBuilder, rest: Arc<Unknown>) -> Value {
    Data::Object(members.build().opened(Some(Arc::new(Open { rest, deep: true })))).into()
}
