// The vault: secrets, the certificate of the edge, and a key that rotates by itself.
import { grant, roleIds } from 'types.bicep'

param name string
param location string
param workspaceId string

@description('Subnets that are admitted.')
param subnetIds string[]
@description('Addresses that are admitted: those of the pipeline\'s agents.')
param addresses string[]

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
    publicNetworkAccess: 'Enabled'
    networkAcls: {
      defaultAction: 'Deny'
      bypass: 'None'
      ipRules: [
        for address in addresses: {
          value: address
        }
      ]
      virtualNetworkRules: [
        for id in subnetIds: {
          id: id
        }
      ]
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

output id string = vault.id
output name string = vault.name
output uri string = 'https://${vault.name}${environment().suffixes.keyvaultDns}/'
