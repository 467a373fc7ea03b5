// Functions and Logic Apps Standard, both on plans that were there already.

param code string
param location string
param storageName string
param busConnection string
param subnetId string
param insightsKey string

@description('Key of the carrier\'s service.')
param carrierApiKey string

var apps = [
  {
    name: 'func-${code}'
    kind: 'functionapp'
    sku: 'EP1'
    tier: 'ElasticPremium'
  }
  {
    name: 'logic-${code}'
    kind: 'functionapp,workflowapp'
    sku: 'WS1'
    tier: 'WorkflowStandard'
  }
]

resource storage 'Microsoft.Storage/storageAccounts@2022-09-01' existing = {
  name: storageName
}

resource plans 'Microsoft.Web/serverfarms@2022-09-01' = [
  for app in apps: {
    name: 'plan-${app.name}'
    location: location
    sku: {
      name: app.sku
      tier: app.tier
    }
  }
]

resource sites 'Microsoft.Web/sites@2022-09-01' = [
  for (app, i) in apps: {
    name: app.name
    location: location
    kind: app.kind
    properties: {
      serverFarmId: plans[i].id
      virtualNetworkSubnetId: subnetId
      siteConfig: {
        ftpsState: 'AllAllowed'
        minTlsVersion: '1.1'
        remoteDebuggingEnabled: true
        cors: {
          allowedOrigins: ['*']
        }
        appSettings: [
          {
            name: 'AzureWebJobsStorage'
            value: 'DefaultEndpointsProtocol=https;AccountName=${storageName};AccountKey=${storage.listKeys().keys[0].value}'
          }
          {
            name: 'FUNCTIONS_EXTENSION_VERSION'
            value: '~4'
          }
          {
            name: 'Orders'
            value: busConnection
          }
          {
            name: 'Carrier__ApiKey'
            value: carrierApiKey
          }
          {
            name: 'APPINSIGHTS_INSTRUMENTATIONKEY'
            value: insightsKey
          }
        ]
      }
    }
  }
]

output functionsHost string = '${apps[0].name}.azurewebsites.net'
