#![doc = include_str!("missing.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "private-endpoint-missing",
        title: "Service closed to the public has no private endpoint",
        severity: Severity::Low,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("NET-7"), Maps::Mcsb("NS-2")],
        page: include_str!("missing.md"),
        source: file!(),
    },
    check: Check::Each(
        &[
            "Microsoft.ApiManagement/service",
            "Microsoft.AppConfiguration/configurationStores",
            "Microsoft.EventHub/namespaces",
            "Microsoft.KeyVault/vaults",
            "Microsoft.ServiceBus/namespaces",
            "Microsoft.Storage/storageAccounts",
            "Microsoft.Web/sites",
        ],
        check,
    ),
};

fn check(service: &Node<'_>) -> Verdict {
    let endpoint =
        any(["privateLinkServiceConnections", "manualPrivateLinkServiceConnections"].map(|connections| {
            let path = format!("properties.{connections}");
            let id = format!("{path}.properties.privateLinkServiceId");
            service.some_referrer("Microsoft.Network/privateEndpoints", &id, |endpoint| {
                let connections = endpoint.prop(&path).items();
                connections.any(|one| service.is_target_of(&one.at("properties.privateLinkServiceId")))
            })
        }));
    // Front Door and Data Factory bring private endpoints of their own.
    let origin = service.some_referrer(
        "Microsoft.Cdn/profiles/originGroups/origins",
        "properties.sharedPrivateLinkResource.privateLink.id",
        |origin| service.is_target_of(&origin.prop("properties.sharedPrivateLinkResource.privateLink.id")),
    );
    let managed = service.some_referrer(
        "Microsoft.DataFactory/factories/managedVirtualNetworks/managedPrivateEndpoints",
        "properties.privateLinkResourceId",
        |one| service.is_target_of(&one.prop("properties.privateLinkResourceId")),
    );
    let closed = service.prop("properties.publicNetworkAccess");
    endpoint
        .or(origin)
        .or(managed)
        .led_by(closed.fact())
        .or_fail("is closed to the public and has no private endpoint")
        .when(closed.names("Disabled"))
}
