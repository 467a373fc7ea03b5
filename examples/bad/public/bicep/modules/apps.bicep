// Function apps on the Consumption plan, and the Logic Apps Standard app of the back office.

param code string
param location string
param storageName string
param busName string

@description('Names of the function apps.')
param functions string[]

resource storage 'Microsoft.Storage/storageAccounts@2023-01-01' existing = {
  name: storageName
}

resource busKey 'Microsoft.ServiceBus/namespaces/authorizationRules@2022-10-01-preview' existing = {
  name: '${busName}/RootManageSharedAccessKey'
}

var storageConnection = 'DefaultEndpointsProtocol=https;AccountName=${storageName};AccountKey=${storage.listKeys().keys[0].value};EndpointSuffix=core.windows.net'

resource plan 'Microsoft.Web/serverfarms@2022-09-01' = {
  name: 'plan-${code}'
  location: location
  sku: {
    name: 'Y1'
    tier: 'Dynamic'
  }
}

resource sites 'Microsoft.Web/sites@2022-09-01' = [
  for item in functions: {
    name: 'func-${code}-${item}'
    location: location
    kind: 'functionapp'
    properties: {
      serverFarmId: plan.id
      httpsOnly: false
      siteConfig: {
        ftpsState: 'AllAllowed'
        minTlsVersion: '1.0'
        scmMinTlsVersion: '1.0'
        cors: {
          allowedOrigins: ['*']
        }
        ipSecurityRestrictions: [
          {
            name: 'front-door'
            priority: 100
            action: 'Allow'
            tag: 'ServiceTag'
            ipAddress: 'AzureFrontDoor.Backend'
          }
        ]
        appSettings: [
          {
            name: 'AzureWebJobsStorage'
            value: storageConnection
          }
          {
            name: 'WEBSITE_CONTENTAZUREFILECONNECTIONSTRING'
            value: storageConnection
          }
          {
            name: 'ServiceBus'
            value: busKey.listKeys().primaryConnectionString
          }
        ]
      }
    }
  }
]

resource officePlan 'Microsoft.Web/serverfarms@2022-09-01' = {
  name: 'plan-${code}-office'
  location: location
  sku: {
    name: 'WS1'
    tier: 'WorkflowStandard'
  }
}

resource office 'Microsoft.Web/sites@2022-09-01' = {
  name: 'logic-${code}-office'
  location: location
  kind: 'functionapp,workflowapp'
  properties: {
    serverFarmId: officePlan.id
    publicNetworkAccess: 'Enabled'
    siteConfig: {
      remoteDebuggingEnabled: true
    }
  }

  resource settings 'config' = {
    name: 'appsettings'
    properties: {
      AzureWebJobsStorage: storageConnection
      FUNCTIONS_EXTENSION_VERSION: '~4'
      Erp__Password: 'Welcome2shop!'
    }
  }

  resource authentication 'config' = {
    name: 'authsettingsV2'
    properties: {
      platform: {
        enabled: true
      }
      globalValidation: {
        requireAuthentication: false
        unauthenticatedClientAction: 'AllowAnonymous'
      }
    }
  }
}

output host string = 'func-${code}-${functions[0]}.azurewebsites.net'
