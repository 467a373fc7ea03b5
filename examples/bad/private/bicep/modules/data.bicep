// Storage, vault and broker.

param code string
param location string

@description('Object id of the pipeline.')
param pipelineObjectId string

param queues string[]

resource storage 'Microsoft.Storage/storageAccounts@2022-09-01' = {
  name: 'st${code}integration'
  location: location
  kind: 'StorageV2'
  sku: {
    name: 'Standard_LRS'
  }
  properties: {
    minimumTlsVersion: 'TLS1_0' // the scanners in the warehouse can't do better
    supportsHttpsTrafficOnly: false
    allowBlobPublicAccess: true
    networkAcls: {
      defaultAction: 'Allow'
      bypass: 'AzureServices'
    }
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {}

    resource labels 'containers' = {
      name: 'labels'
      properties: {
        publicAccess: 'Blob'
      }
    }

    resource orders 'containers' = {
      name: 'orders'
      properties: {
        publicAccess: 'None'
      }
    }
  }
}

resource vault 'Microsoft.KeyVault/vaults@2022-07-01' = {
  name: 'kv-${code}-integration'
  location: location
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enabledForTemplateDeployment: true
    accessPolicies: [
      {
        tenantId: tenant().tenantId
        objectId: pipelineObjectId
        permissions: {
          keys: ['all']
          secrets: ['all']
          certificates: ['all']
        }
      }
    ]
    networkAcls: {
      defaultAction: 'Allow'
      bypass: 'AzureServices'
    }
  }

  resource documentKey 'keys' = {
    name: 'documents'
    properties: {
      kty: 'RSA'
      keySize: 2048
    }
  }

  resource storageSecret 'secrets' = {
    name: 'storage'
    properties: {
      value: storage.listKeys().keys[0].value
    }
  }
}

resource bus 'Microsoft.ServiceBus/namespaces@2021-11-01' = {
  name: 'sb-${code}-integration'
  location: location
  sku: {
    name: 'Premium'
    tier: 'Premium'
    capacity: 1
  }
  properties: {
    minimumTlsVersion: '1.0'
    publicNetworkAccess: 'Enabled'
  }

  resource rules 'networkRuleSets' = {
    name: 'default'
    properties: {
      defaultAction: 'Allow'
      ipRules: []
    }
  }

  resource everything 'authorizationRules' = {
    name: 'apps'
    properties: {
      rights: ['Listen', 'Send', 'Manage']
    }
  }

  resource queue 'queues' = [
    for item in queues: {
      name: item
      properties: {
        maxDeliveryCount: 10
      }
    }
  ]
}

output storageId string = storage.id
output storageName string = storage.name
output vaultId string = vault.id
output busId string = bus.id
output busName string = bus.name
output busConnection string = bus::everything.listKeys().primaryConnectionString
