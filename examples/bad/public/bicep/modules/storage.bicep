// Storage of the shop and of the functions.

param location string

@description('Accounts, each with its containers.')
param accounts accountType[]

type accountType = {
  name: string
  containers: string[]

  @description('Suppliers upload by SFTP.')
  sftp: bool
}

resource account 'Microsoft.Storage/storageAccounts@2023-01-01' = [
  for item in accounts: {
    name: item.name
    location: location
    kind: 'StorageV2'
    sku: {
      name: 'Standard_GRS'
    }
    properties: {
      minimumTlsVersion: 'TLS1_1'
      supportsHttpsTrafficOnly: true
      allowBlobPublicAccess: true
      allowCrossTenantReplication: true
      isHnsEnabled: item.sftp
      isSftpEnabled: item.sftp
      isLocalUserEnabled: item.sftp
      networkAcls: {
        defaultAction: 'Deny'
        bypass: 'AzureServices'
        ipRules: [
          {
            value: '0.0.0.0/1' // the agents' addresses keep changing
          }
        ]
      }
    }
  }
]

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2023-01-01' = [
  for (item, i) in accounts: {
    parent: account[i]
    name: 'default'
    properties: {
      deleteRetentionPolicy: {
        enabled: false
      }
    }
  }
]

resource pictures 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-01-01' = {
  name: '${accounts[0].name}/default/pictures'
  properties: {
    publicAccess: 'Container'
  }
  dependsOn: [blobs]
}

output names array = map(accounts, item => item.name)
