// Integration of Mirabel, public: the shop grew, and each piece was opened as far as it took to work.

@description('Short name of the shop.')
param code string

param location string = resourceGroup().location
param hostName string
param queues string[]
param administrators string[]
param accounts array
param functions string[]
param apis object

@secure()
param paymentSecret string

param crmClientId string

@secure()
param crmClientSecret string

@secure()
param loyaltyApiKey string = 'loyal-5521-mirabel'

@secure()
param databasePassword string

@description('Repository of the pipeline.')
param repository string

resource logs 'Microsoft.OperationalInsights/workspaces@2022-10-01' = {
  name: 'log-${code}'
  location: location
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: 30
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-${code}'
  location: location
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: logs.id
    DisableLocalAuth: false
  }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  params: {
    location: location
    accounts: accounts
  }
}

module messaging 'modules/messaging.bicep' = {
  name: 'messaging'
  params: {
    code: code
    location: location
    queues: queues
  }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  params: {
    name: 'kv-${code}'
    location: location
    administrators: administrators
    paymentSecret: paymentSecret
  }
}

module apps 'modules/apps.bicep' = {
  name: 'apps'
  params: {
    code: code
    location: location
    storageName: storage.outputs.names[0]
    busName: messaging.outputs.busName
    functions: functions
  }
}

module workflows 'modules/workflows.bicep' = {
  name: 'workflows'
  params: {
    code: code
    location: location
    busId: messaging.outputs.busId
    crmClientId: crmClientId
    crmClientSecret: crmClientSecret
  }
}

module api 'modules/api.bicep' = {
  name: 'api'
  params: {
    code: code
    location: location
    functionsHost: apps.outputs.host
    apis: apis
    loyaltyApiKey: loyaltyApiKey
  }
}

module factory 'modules/factory.bicep' = {
  name: 'factory'
  params: {
    name: 'adf-${code}'
    location: location
    storageName: storage.outputs.names[0]
    databasePassword: databasePassword
  }
}

module edge 'modules/edge.bicep' = {
  name: 'edge'
  params: {
    name: code
    hostName: hostName
    backends: {
      api: api.outputs.host
      functions: apps.outputs.host
    }
  }
}

resource pipeline 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'id-${code}-pipeline'
  location: location

  resource github 'federatedIdentityCredentials' = {
    name: 'github'
    properties: {
      issuer: 'https://token.actions.githubusercontent.com'
      subject: 'repo:${repository}:pull_request'
      audiences: ['api://AzureADTokenExchange']
    }
  }
}

resource pipelineOwner 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(resourceGroup().id, pipeline.id, 'owner')
  properties: {
    principalId: pipeline.properties.principalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '8e3af657-a8ff-443c-a75c-2fe8c4bcb635')
  }
}

output loyalty string = loyaltyApiKey
