//! Target scopes, scopes of resources and modules.
//! <https://learn.microsoft.com/azure/azure-resource-manager/bicep/deploy-to-resource-group>

use super::{check, check_files};

const CHILD: &str =
    "resource r 'A.B/cs@1' = { name: 'r', location: resourceGroup().location }\noutput id string = r.id";

#[test]
fn modules_go_to_groups() {
    check_files(
        &[
            (
                "main.bicep",
                "targetScope = 'subscription'
                 param other string
                 resource g 'Microsoft.Resources/resourceGroups@1' = { name: 'g1', location: 'north' }
                 resource old 'Microsoft.Resources/resourceGroups@1' existing = { name: 'g2' }
                 module a 'm.bicep' = { scope: g }
                 module b 'm.bicep' = { name: 'b', scope: old }
                 module c 'm.bicep' = { name: 'c', scope: resourceGroup('g1') }
                 module d 'm.bicep' = { name: 'd', scope: resourceGroup('s2', 'g3') }
                 module e 'm.bicep' = { name: 'e', scope: resourceGroup(other) }
                 output id string = a.outputs.id",
            ),
            ("m.bicep", CHILD),
        ],
        r#"/subscriptions/sub/resourceGroups/g1 in "north"
           /subscriptions/sub/resourceGroups/g2 existing
           /subscriptions/sub/resourceGroups/g1/providers/A.B/cs/r in "north"
           /subscriptions/sub/resourceGroups/g2/providers/A.B/cs/r in ?resourceGroup('g2').location
           /subscriptions/sub/resourceGroups/g1/providers/A.B/cs/r in "north"
           /subscriptions/s2/resourceGroups/g3/providers/A.B/cs/r in ?resourceGroup('g3').location
           /subscriptions/sub/resourceGroups/{parameters('other')}/providers/A.B/cs/r in ?resourceGroup('{parameters('other')}').location
           out id = "/subscriptions/sub/resourceGroups/g1/providers/A.B/cs/r""#,
    );
}

#[test]
fn modules_go_up() {
    check_files(
        &[
            (
                "main.bicep",
                "module s 's.bicep' = { name: 's', scope: subscription() }
                 module s2 's.bicep' = { name: 's2', scope: subscription('other') }
                 module m 'mg.bicep' = { name: 'm', scope: managementGroup('m2') }
                 module t 't.bicep' = { name: 't', scope: tenant() }",
            ),
            (
                "s.bicep",
                "targetScope = 'subscription'\nresource p 'A.B/ps@1' = { name: subscription().subscriptionId }",
            ),
            (
                "mg.bicep",
                "targetScope = 'managementGroup'\nresource p 'A.B/ps@1' = { name: managementGroup().name }",
            ),
            ("t.bicep", "targetScope = 'tenant'\nresource p 'A.B/ps@1' = { name: 'p' }"),
        ],
        "/subscriptions/sub/providers/A.B/ps/sub
         /subscriptions/other/providers/A.B/ps/other
         /providers/Microsoft.Management/managementGroups/m2/providers/A.B/ps/m2
         /providers/A.B/ps/p",
    );
}

#[test]
fn extension_resources_and_existing_ones_elsewhere() {
    check(
        "resource a 'A.B/cs@1' = {
           name: 'a'
           resource b 'ds' = { name: 'b' }
         }
         resource lock 'Microsoft.Authorization/locks@1' = { name: 'l', scope: a }
         resource deep 'Microsoft.Authorization/locks@1' = { name: 'l', scope: a::b }
         resource here 'Microsoft.Authorization/roleAssignments@1' = { name: 'r' }
         resource vault 'A.B/vaults@1' existing = { name: 'kv', scope: resourceGroup('other') }
         resource role 'Microsoft.Authorization/roleDefinitions@1' existing = { name: 'def', scope: subscription() }
         resource key 'A.B/vaults/keys@1' existing = { parent: vault, name: 'k' }
         resource group 'Microsoft.Resources/resourceGroups@1' existing = { name: 'g', scope: subscription() }
         output ids array = [vault.id, key.id, role.id, group.id, lock.id]",
        r#"~/A.B/cs/a
           ~/A.B/cs/a/ds/b
           ~/A.B/cs/a/providers/Microsoft.Authorization/locks/l
           ~/A.B/cs/a/ds/b/providers/Microsoft.Authorization/locks/l
           ~/Microsoft.Authorization/roleAssignments/r
           /subscriptions/sub/resourceGroups/other/providers/A.B/vaults/kv existing
           /subscriptions/sub/providers/Microsoft.Authorization/roleDefinitions/def existing
           /subscriptions/sub/resourceGroups/other/providers/A.B/vaults/kv/keys/k existing
           /subscriptions/sub/resourceGroups/g existing
           out ids = ["/subscriptions/sub/resourceGroups/other/providers/A.B/vaults/kv", "/subscriptions/sub/resourceGroups/other/providers/A.B/vaults/kv/keys/k", "/subscriptions/sub/providers/Microsoft.Authorization/roleDefinitions/def", "/subscriptions/sub/resourceGroups/g", "/subscriptions/sub/resourceGroups/rg/providers/A.B/cs/a/providers/Microsoft.Authorization/locks/l"]"#,
    );
}
