// The vault: secrets, the certificate of the edge, and a key that rotates by itself.
import { grant, roleIds } from 'types.bicep'

param name string
param location string
param workspaceId string
param endpointSubnetId string
param grants grant[]

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: name
  location: location
  properties: {
    sku: {
      family: 'A'
      name: 'premium'
    }
    tenantId: tenant().tenantId
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enablePurgeProtection: true
    enabledForTemplateDeployment: false
    publicNetworkAccess: 'Disabled'
    networkAcls: {
      defaultAction: 'Deny'
      bypass: 'None'
    }
  }

  resource dataKey 'keys' = {
    name: 'data'
    properties: {
      kty: 'RSA-HSM'
      keySize: 3072
      rotationPolicy: {
        attributes: {
          expiryTime: 'P1Y'
        }
        lifetimeActions: [
          {
            trigger: {
              timeBeforeExpiry: 'P60D'
            }
            action: {
              type: 'rotate'
            }
          }
        ]
      }
    }
  }
}

resource roles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for item in grants: {
    name: guid(vault.id, item.principalId, item.role)
    scope: vault
    properties: {
      principalId: item.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds[item.role])
    }
  }
]

resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'audit'
  scope: vault
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        categoryGroup: 'audit'
        enabled: true
      }
    ]
  }
}

module endpoint 'private-endpoint.bicep' = {
  name: 'pe-${name}'
  params: {
    name: 'pe-${name}'
    location: location
    subnetId: endpointSubnetId
    serviceId: vault.id
    group: 'vault'
    zoneName: 'privatelink.vaultcore.azure.net'
  }
}

output id string = vault.id
output name string = vault.name
output uri string = 'https://${vault.name}${environment().suffixes.keyvaultDns}/'
