// The functions of the hub, and the workflows that talk to the sites.

param code string
param location string
param storageName string
param busName string
param subnetId string

@description('Also a slot for tests?')
param withSlot bool = true

resource storage 'Microsoft.Storage/storageAccounts@2021-09-01' existing = {
  name: storageName
}

resource busRule 'Microsoft.ServiceBus/namespaces/authorizationRules@2022-10-01-preview' existing = {
  name: '${busName}/on-premises'
}

resource plan 'Microsoft.Web/serverfarms@2022-03-01' = {
  name: 'plan-${code}'
  location: location
  sku: {
    name: 'EP1'
    tier: 'ElasticPremium'
  }
}

resource functions 'Microsoft.Web/sites@2022-03-01' = {
  name: 'func-${code}-hybrid'
  location: location
  kind: 'functionapp'
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    virtualNetworkSubnetId: subnetId
    siteConfig: {
      minTlsVersion: '1.0'
      ftpsState: 'FtpsOnly'
      ipSecurityRestrictions: [
        {
          name: 'everyone'
          priority: 1
          action: 'Allow'
          ipAddress: '0.0.0.0/0'
        }
      ]
      cors: {
        allowedOrigins: ['*', 'https://portal.ostrava.example']
      }
      appSettings: [
        {
          name: 'AzureWebJobsStorage'
          value: 'DefaultEndpointsProtocol=https;AccountName=${storageName};AccountKey=${storage.listKeys().keys[0].value}'
        }
        {
          name: 'ServiceBusConnection'
          value: busRule.listKeys().primaryConnectionString
        }
      ]
    }
  }
}

resource slot 'Microsoft.Web/sites/slots@2022-03-01' = if (withSlot) {
  parent: functions
  name: 'test'
  location: location
  kind: 'functionapp'
  properties: {
    serverFarmId: plan.id
    httpsOnly: false
    siteConfig: {
      minTlsVersion: '1.0'
      remoteDebuggingEnabled: true
    }
  }
}

resource workflowPlan 'Microsoft.Web/serverfarms@2022-03-01' = {
  name: 'plan-${code}-logic'
  location: location
  sku: {
    name: 'WS1'
    tier: 'WorkflowStandard'
  }
}

resource workflows 'Microsoft.Web/sites@2022-03-01' = {
  name: 'logic-${code}-hybrid'
  location: location
  kind: 'functionapp,workflowapp'
  properties: {
    serverFarmId: workflowPlan.id
    httpsOnly: false
    siteConfig: {
      ftpsState: 'AllAllowed'
    }
  }

  resource settings 'config' = {
    name: 'appsettings'
    properties: {
      AzureWebJobsStorage: 'DefaultEndpointsProtocol=https;AccountName=${storageName};AccountKey=${storage.listKeys().keys[0].value}'
      WEBSITE_CONTENTSHARE: 'logic'
      Sap__Password: 'Pa55word4Sap'
    }
  }
}

resource poll 'Microsoft.Logic/workflows@2019-05-01' = {
  name: 'logic-${code}-sites'
  location: location
  properties: {
    definition: {
      '$schema': 'https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#'
      contentVersion: '1.0.0.0'
      triggers: {
        From_site: {
          type: 'Request'
          kind: 'Http'
          inputs: {
            schema: {}
          }
        }
      }
      actions: {
        Forward: {
          type: 'Http'
          runAfter: {}
          inputs: {
            method: 'POST'
            uri: 'http://gateway.ostrava.internal/messages'
            headers: {
              'x-api-key': 'site-gw-0815'
            }
            body: '@triggerBody()'
          }
        }
      }
    }
  }
}

output host string = '${functions.name}.azurewebsites.net'
