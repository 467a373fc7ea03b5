// Data Factory: feeds of the suppliers.

param name string
param location string
param storageName string

@description('Password of the shop\'s database.')
@secure()
param databasePassword string

resource storage 'Microsoft.Storage/storageAccounts@2023-01-01' existing = {
  name: storageName
}

resource factory 'Microsoft.DataFactory/factories@2018-06-01' = {
  name: name
  location: location
  properties: {}
}

resource feeds 'Microsoft.DataFactory/factories/linkedServices@2018-06-01' = {
  parent: factory
  name: 'feeds'
  properties: {
    type: 'RestService'
    typeProperties: {
      url: 'http://feeds.supplier.example'
      enableServerCertificateValidation: false
      authenticationType: 'Basic'
      userName: 'mirabel'
      password: {
        type: 'SecureString'
        value: 'feeds4mirabel'
      }
    }
  }
}

resource blobs 'Microsoft.DataFactory/factories/linkedServices@2018-06-01' = {
  parent: factory
  name: 'blobs'
  properties: {
    type: 'AzureBlobStorage'
    typeProperties: {
      connectionString: 'DefaultEndpointsProtocol=https;AccountName=${storageName};AccountKey=${storage.listKeys().keys[0].value}'
    }
  }
}

resource shop 'Microsoft.DataFactory/factories/linkedServices@2018-06-01' = {
  parent: factory
  name: 'shop'
  properties: {
    type: 'AzureSqlDatabase'
    typeProperties: {
      connectionString: 'Server=tcp:sql-mirabel.database.windows.net;Database=shop;User ID=adf;Password=${databasePassword};Encrypt=true'
    }
  }
}
