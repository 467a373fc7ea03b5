// Logic Apps Standard mounts the share with its workflows by an account key, and by nothing else. So that share has an
// account of its own, which holds nothing else, and the key goes straight into the vault.

@minLength(3)
@maxLength(24)
param name string

param location string
param workspaceId string

@description('Subnets that are admitted.')
param subnetIds string[]
param vaultName string

@description('When the secret ends, as seconds since 1970. The pipeline renews it with the key, every two months.')
param secretExpiry int

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: name
  location: location
  kind: 'StorageV2'
  sku: {
    name: 'Standard_ZRS'
  }
  properties: {
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    allowBlobPublicAccess: false
    // ravelin: ignore[storage-shared-key-access] until=2027-12-31 Logic Apps Standard mounts its content share by key only
    allowSharedKeyAccess: true
    keyPolicy: {
      keyExpirationPeriodInDays: 60
    }
    sasPolicy: {
      sasExpirationPeriod: '0.01:00:00'
      expirationAction: 'Block'
    }
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    publicNetworkAccess: 'Enabled'
    networkAcls: {
      defaultAction: 'Deny'
      bypass: 'None'
      virtualNetworkRules: [
        for id in subnetIds: {
          action: 'Allow'
          id: id
        }
      ]
    }
    encryption: {
      keySource: 'Microsoft.Storage'
      requireInfrastructureEncryption: true
    }
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      deleteRetentionPolicy: {
        enabled: true
        days: 14
      }
      containerDeleteRetentionPolicy: {
        enabled: true
        days: 14
      }
    }
  }

  resource files 'fileServices' = {
    name: 'default'
    properties: {
      shareDeleteRetentionPolicy: {
        enabled: true
        days: 14
      }
    }

    resource workflows 'shares' = {
      name: 'workflows'
      properties: {
        shareQuota: 50
      }
    }
  }
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: vaultName
}

resource connection 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {
  parent: vault
  name: 'content-share'
  properties: {
    value: 'DefaultEndpointsProtocol=https;AccountName=${account.name};AccountKey=${account.listKeys().keys[0].value};EndpointSuffix=${environment().suffixes.storage}'
    contentType: 'connection string'
    attributes: {
      enabled: true
      exp: secretExpiry
    }
  }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'audit'
  scope: account::files
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
  }
}

output secretUri string = connection.properties.secretUri
