// The factory: copies run in a managed network, and reach the zone's services by private endpoints of that network.

param name string
param location string
param workspaceId string
param identityId string
param vaultUri string
param vaultId string
param storageId string
param blobEndpoint string

var targets = [
  {
    name: 'archive'
    id: storageId
    group: 'blob'
  }
  {
    name: 'secrets'
    id: vaultId
    group: 'vault'
  }
]

resource factory 'Microsoft.DataFactory/factories@2018-06-01' = {
  name: name
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    publicNetworkAccess: 'Disabled'
    globalParameters: {
      batchSize: {
        type: 'Int'
        value: 500
      }
    }
  }

  resource network 'managedVirtualNetworks' = {
    name: 'default'
    properties: {}

    resource endpoint 'managedPrivateEndpoints' = [
      for target in targets: {
        name: target.name
        properties: {
          privateLinkResourceId: target.id
          groupId: target.group
        }
      }
    ]
  }

  resource runtime 'integrationRuntimes' = {
    name: 'private'
    properties: {
      type: 'Managed'
      managedVirtualNetwork: {
        type: 'ManagedVirtualNetworkReference'
        referenceName: 'default'
      }
      typeProperties: {
        computeProperties: {
          location: location
          dataFlowProperties: {
            computeType: 'General'
            coreCount: 8
            timeToLive: 10
          }
        }
      }
    }
    dependsOn: [network]
  }

  resource credential 'credentials' = {
    name: 'workload'
    properties: {
      type: 'ManagedIdentity'
      typeProperties: {
        resourceId: identityId
      }
    }
  }

  resource secrets 'linkedServices' = {
    name: 'secrets'
    properties: {
      type: 'AzureKeyVault'
      connectVia: {
        type: 'IntegrationRuntimeReference'
        referenceName: runtime.name
      }
      typeProperties: {
        baseUrl: vaultUri
        credential: {
          type: 'CredentialReference'
          referenceName: credential.name
        }
      }
    }
  }

  resource archive 'linkedServices' = {
    name: 'archive'
    properties: {
      type: 'AzureBlobStorage'
      connectVia: {
        type: 'IntegrationRuntimeReference'
        referenceName: runtime.name
      }
      typeProperties: {
        serviceEndpoint: blobEndpoint
        accountKind: 'StorageV2'
        credential: {
          type: 'CredentialReference'
          referenceName: credential.name
        }
      }
    }
  }

  resource ledger 'linkedServices' = {
    name: 'ledger'
    properties: {
      type: 'SqlServer'
      connectVia: {
        type: 'IntegrationRuntimeReference'
        referenceName: runtime.name
      }
      typeProperties: {
        server: 'ledger.norvik.internal'
        database: 'ledger'
        encrypt: 'mandatory'
        trustServerCertificate: false
        authenticationType: 'SQL'
        userName: 'integration'
        password: {
          type: 'AzureKeyVaultSecret'
          store: {
            type: 'LinkedServiceReference'
            referenceName: secrets.name
          }
          secretName: 'ledger-login'
        }
      }
    }
  }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'audit'
  scope: factory
  properties: {
    workspaceId: workspaceId
    logAnalyticsDestinationType: 'Dedicated'
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
  }
}
