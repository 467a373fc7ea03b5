// Integration of Aldersea, meant to be private: everything in one network, reached by private endpoints. Then came the
// migration, and with it exceptions.

import { subnet } from 'modules/types.bicep'

param code string
param location string = resourceGroup().location
param addressPrefix string
param subnets subnet[]
param queues string[]
param pipelineObjectId string
param operatorsObjectId string
param carrierUser string

@description('Password at the carrier.')
param carrierPassword string

param carrierApiKey string

param stockPassword string

@secure()
param warehousePassword string

resource logs 'Microsoft.OperationalInsights/workspaces@2022-10-01' = {
  name: 'log-${code}'
  location: location
  properties: {
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
  }
}

module network 'modules/network.bicep' = {
  name: 'network'
  params: {
    name: 'vnet-${code}'
    location: location
    addressPrefix: addressPrefix
    subnets: subnets
  }
}

module data 'modules/data.bicep' = {
  name: 'data'
  params: {
    code: code
    location: location
    pipelineObjectId: pipelineObjectId
    queues: queues
  }
}

module apps 'modules/apps.bicep' = {
  name: 'apps'
  params: {
    code: code
    location: location
    storageName: data.outputs.storageName
    busConnection: data.outputs.busConnection
    subnetId: '${network.outputs.id}/subnets/apps'
    insightsKey: insights.properties.InstrumentationKey
    carrierApiKey: carrierApiKey
  }
}

module tracking 'modules/tracking.bicep' = {
  name: 'tracking'
  params: {
    name: 'logic-${code}-tracking'
    location: location
    carrierUser: carrierUser
    carrierPassword: carrierPassword
  }
}

module factory 'modules/factory.bicep' = {
  name: 'factory'
  params: {
    name: 'adf-${code}'
    location: location
    storageName: data.outputs.storageName
    warehousePassword: warehousePassword
  }
}

module api 'modules/api.bicep' = {
  name: 'api'
  params: {
    code: code
    location: location
    subnetId: '${network.outputs.id}/subnets/apim'
    functionsHost: apps.outputs.functionsHost
    stockPassword: stockPassword
  }
}

module edge 'modules/edge.bicep' = {
  name: 'edge'
  params: {
    name: 'agw-${code}'
    location: location
    subnetId: '${network.outputs.id}/subnets/gateway'
    backend: 'apim-${code}-integration.azure-api.net'
  }
}

module endpoints 'modules/endpoints.bicep' = {
  name: 'endpoints'
  params: {
    location: location
    subnetId: '${network.outputs.id}/subnets/endpoints'
    targets: [
      {
        name: 'vault'
        id: data.outputs.vaultId
        group: 'vault'
        zone: 'privatelink.vault.azure.net'
      }
      {
        name: 'blob'
        id: data.outputs.storageId
        group: 'blob'
        zone: 'privatelink.blob.core.windows.net'
      }
      {
        name: 'bus'
        id: data.outputs.busId
        group: 'namespace'
        zone: 'privatelink.servicebus.windows.net'
      }
    ]
  }
}

module access 'modules/access.bicep' = {
  name: 'access-${code}'
  scope: subscription()
  params: {
    pipelineObjectId: pipelineObjectId
    operatorsObjectId: operatorsObjectId
  }
}

output busConnection string = data.outputs.busConnection
