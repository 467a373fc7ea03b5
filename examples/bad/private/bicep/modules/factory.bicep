// Data Factory: nightly copies from the warehouse system.

param name string
param location string
param storageName string

@description('Password of the warehouse database.')
@secure()
param warehousePassword string

resource storage 'Microsoft.Storage/storageAccounts@2022-09-01' existing = {
  name: storageName
}

resource factory 'Microsoft.DataFactory/factories@2018-06-01' = {
  name: name
  location: location
  properties: {
    publicNetworkAccess: 'Enabled'
    globalParameters: {
      ftpPassword: {
        type: 'String'
        value: 'warehouse-ftp-7731'
      }
    }
  }

  resource runtime 'integrationRuntimes' = {
    name: 'default'
    properties: {
      type: 'Managed'
      typeProperties: {
        computeProperties: {
          location: 'AutoResolve'
        }
      }
    }
  }

  resource archive 'linkedServices' = {
    name: 'archive'
    properties: {
      type: 'AzureBlobStorage'
      typeProperties: {
        connectionString: 'DefaultEndpointsProtocol=https;AccountName=${storageName};AccountKey=${storage.listKeys().keys[0].value}'
      }
    }
  }

  resource warehouse 'linkedServices' = {
    name: 'warehouse'
    properties: {
      type: 'SqlServer'
      typeProperties: {
        server: 'wms.aldersea.internal'
        database: 'wms'
        authenticationType: 'SQL'
        userName: 'adf'
        password: {
          type: 'SecureString'
          value: warehousePassword
        }
      }
    }
  }

  resource prices 'linkedServices' = {
    name: 'prices'
    properties: {
      type: 'HttpServer'
      typeProperties: {
        url: 'http://prices.supplier.example/feed'
        authenticationType: 'Anonymous'
        enableServerCertificateValidation: false
      }
    }
  }
}
