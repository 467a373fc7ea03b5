// Integration of a steel mill, hybrid: partners in the Internet, machines on premises, and a deadline that came first.

param code string
param location string = resourceGroup().location
param addressPrefix string
param subnets array
param topics string[]
param sites string[]
param oldSite string

@secure()
param legacyPassword string

@description('Password of the mill\'s file server.')
param ftpPassword string

@description('Who operates the zone, each with the role that was asked for.')
param operators operator[]

type operator = {
  principalId: string
  role: 'owner' | 'accessAdministrator' | 'contributor'
}

var roles = {
  owner: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635'
  accessAdministrator: '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9'
  contributor: 'b24988ac-6180-42a0-ab88-20f7382dd24c'
}

resource logs 'Microsoft.OperationalInsights/workspaces@2022-10-01' = {
  name: 'log-${code}'
  location: location
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: 60
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-${code}'
  location: location
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: logs.id
  }
}

module network 'modules/network.bicep' = {
  name: 'network'
  params: {
    name: 'vnet-${code}'
    location: location
    addressPrefix: addressPrefix
    subnets: subnets
    workspaceId: logs.id
  }
}

module data 'modules/data.bicep' = {
  name: 'data'
  params: {
    code: code
    location: location
    endpointSubnetId: '${network.outputs.id}/subnets/endpoints'
    workspaceId: logs.id
    topics: topics
    legacyPassword: legacyPassword
  }
}

module apps 'modules/apps.bicep' = {
  name: 'apps'
  params: {
    code: code
    location: location
    storageName: data.outputs.storageName
    busName: data.outputs.busName
    subnetId: '${network.outputs.id}/subnets/apps'
  }
}

module api 'modules/api.bicep' = {
  name: 'api'
  params: {
    code: code
    location: location
    subnetId: '${network.outputs.id}/subnets/apim'
    backendHost: apps.outputs.host
    sites: sites
  }
}

module factory 'modules/factory.bicep' = {
  name: 'factory'
  params: {
    name: 'adf-${code}-hybrid'
    location: location
    ftpPassword: ftpPassword
  }
}

module edge 'modules/edge.bicep' = {
  name: 'edge'
  params: {
    name: 'agw-${code}'
    location: location
    subnetId: '${network.outputs.id}/subnets/gateway'
    apiHost: api.outputs.host
    oldSite: oldSite
  }
}

resource assignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for item in operators: {
    name: guid(resourceGroup().id, item.principalId, item.role)
    properties: {
      principalId: item.principalId
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles[item.role])
    }
  }
]
