// Storage, vault and broker: closed halfway.

param code string
param location string
param endpointSubnetId string
param workspaceId string
param topics string[]

@description('Where the secrets of the old system came from.')
@secure()
param legacyPassword string

resource storage 'Microsoft.Storage/storageAccounts@2021-09-01' = {
  name: 'st${code}hybrid'
  location: location
  kind: 'StorageV2'
  sku: {
    name: 'Standard_LRS'
  }
  properties: {
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    allowBlobPublicAccess: true
    allowSharedKeyAccess: true
    publicNetworkAccess: 'Enabled'
    networkAcls: {
      defaultAction: 'Allow'
      virtualNetworkRules: []
    }
  }

  resource blobs 'blobServices' = {
    name: 'default'

    resource exchange 'containers' = {
      name: 'exchange'
      properties: {
        publicAccess: 'Blob'
      }
    }
  }
}

resource vault 'Microsoft.KeyVault/vaults@2022-11-01' = {
  name: 'kv-${code}-hybrid'
  location: location
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: false
    enablePurgeProtection: null
    softDeleteRetentionInDays: 7
    publicNetworkAccess: 'Enabled'
    accessPolicies: []
  }

  resource legacy 'secrets' = {
    name: 'legacy'
    properties: {
      value: legacyPassword
    }
  }

  resource wrap 'keys' = {
    name: 'wrap'
    properties: {
      kty: 'RSA'
      keySize: 2048
      keyOps: ['wrapKey', 'unwrapKey']
    }
  }
}

// Metrics are enough, said operations.
resource vaultMetrics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'metrics'
  scope: vault
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'AuditEvent'
        enabled: false
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

resource bus 'Microsoft.ServiceBus/namespaces@2022-10-01-preview' = {
  name: 'sb-${code}-hybrid'
  location: location
  sku: {
    name: 'Premium'
    tier: 'Premium'
    capacity: 1
  }
  properties: {
    minimumTlsVersion: '1.0'
    disableLocalAuth: false
    publicNetworkAccess: 'Enabled'
  }

  resource network 'networkRuleSets' = {
    name: 'default'
    properties: {
      defaultAction: 'Deny'
      trustedServiceAccessEnabled: true
      ipRules: [
        {
          action: 'Allow'
          ipMask: '0.0.0.0/0' // on-premises has no fixed address
        }
      ]
    }
  }

  resource topic 'topics' = [
    for item in topics: {
      name: item
      properties: {}
    }
  ]

  resource onPremises 'authorizationRules' = {
    name: 'on-premises'
    properties: {
      rights: ['Manage', 'Send', 'Listen']
    }
  }
}

resource endpoints 'Microsoft.Network/privateEndpoints@2023-11-01' = [
  for item in [
    {
      name: 'st'
      id: storage.id
      group: 'blob'
    }
    {
      name: 'sb'
      id: bus.id
      group: 'namespace'
    }
  ]: {
    name: 'pe-${item.name}-${code}'
    location: location
    properties: {
      subnet: {
        id: endpointSubnetId
      }
      manualPrivateLinkServiceConnections: [
        {
          name: item.name
          properties: {
            privateLinkServiceId: item.id
            groupIds: [item.group]
            requestMessage: 'please approve'
          }
        }
      ]
    }
  }
]

resource zone 'Microsoft.Network/privateDnsZones@2020-06-01' = {
  name: 'privatelink.blob.core.windows.net'
  location: 'global'
}

output storageName string = storage.name
output busName string = bus.name
output vaultName string = vault.name
