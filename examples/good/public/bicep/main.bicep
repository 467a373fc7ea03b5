// Order exchange of Norvik, public: services keep their public addresses, and each admits the few that it must: the zone's
// subnets, the pipeline, this one Front Door. Callers come in by Front Door, whatever leaves goes through the hub.
targetScope = 'resourceGroup'

import { queue, subnet } from 'modules/types.bicep'

@description('Goes into every name; says nothing of what the zone is for.')
@minLength(3)
@maxLength(8)
param code string

param location string = resourceGroup().location

param addressPrefix string
param subnets subnet[]

@description('Resource id of the hub.')
param hubId string

@description('Private address of the firewall in the hub.')
param firewallAddress string

@description('Addresses of the pipeline\'s agents.')
param pipelineAddresses string[]

@description('Name that partners use.')
param hostName string

@description('Address ranges from which partners call the workflow.')
param partnerAddresses string[]

@description('True for the first deployment only: API Management shuts its public address once it has a private endpoint.')
param firstDeployment bool = false

param contact string

@description('Client id of the app registration for orders.')
param ordersClientId string

@description('Client ids of the carriers\' applications.')
param carriers string[]

param queues queue[]
param subscribers string[]

@description('When secrets that the deployment writes end, as seconds since 1970.')
param secretExpiry int

@description('Switch Defender for Cloud on for the subscription; one zone of each subscription does.')
param withDefender bool = true

var functionsHost = 'func-${code}.azurewebsites.net'

resource apiIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'id-${code}-api'
  location: location
}

resource functionsIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'id-${code}-func'
  location: location
}

resource workflowsIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'id-${code}-flow'
  location: location
}

resource factoryIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'id-${code}-data'
  location: location
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  params: {
    name: code
    location: location
  }
}

module network 'modules/network.bicep' = {
  name: 'network'
  params: {
    name: 'vnet-${code}'
    location: location
    addressPrefix: addressPrefix
    subnets: subnets
    firewallAddress: firewallAddress
    hubId: hubId
  }
}

module dns 'modules/private-dns.bicep' = {
  name: 'private-dns'
  params: {
    zones: ['privatelink.azure-api.net']
    networkName: 'vnet-${code}'
    networkId: network.outputs.id
  }
}

module vault 'modules/key-vault.bicep' = {
  name: 'key-vault'
  params: {
    name: 'kv-${code}'
    location: location
    workspaceId: monitoring.outputs.workspaceId
    subnetIds: [
      network.outputs.subnetIds.functions
      network.outputs.subnetIds.workflows
      network.outputs.subnetIds['api-management']
    ]
    addresses: pipelineAddresses
    grants: [
      {
        principalId: apiIdentity.properties.principalId
        role: 'secretsUser'
      }
      {
        principalId: workflowsIdentity.properties.principalId
        role: 'secretsUser'
      }
      {
        principalId: factoryIdentity.properties.principalId
        role: 'secretsUser'
      }
    ]
  }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  params: {
    name: 'st${code}data'
    location: location
    workspaceId: monitoring.outputs.workspaceId
    subnetIds: [
      network.outputs.subnetIds.functions
      network.outputs.subnetIds.workflows
    ]
    containers: ['orders', 'archive']
    grants: [
      {
        principalId: functionsIdentity.properties.principalId
        role: 'blobOwner'
      }
      {
        principalId: functionsIdentity.properties.principalId
        role: 'queueContributor'
      }
      {
        principalId: workflowsIdentity.properties.principalId
        role: 'blobContributor'
      }
      {
        principalId: factoryIdentity.properties.principalId
        role: 'blobContributor'
      }
    ]
  }
}

module contentShare 'modules/content-share.bicep' = {
  name: 'content-share'
  params: {
    name: 'st${code}flow'
    location: location
    workspaceId: monitoring.outputs.workspaceId
    subnetIds: [
      network.outputs.subnetIds.functions
      network.outputs.subnetIds.workflows
    ]
    vaultName: vault.outputs.name
    secretExpiry: secretExpiry
  }
}

module bus 'modules/service-bus.bicep' = {
  name: 'service-bus'
  params: {
    name: 'sb-${code}'
    location: location
    workspaceId: monitoring.outputs.workspaceId
    subnetIds: [
      network.outputs.subnetIds.functions
      network.outputs.subnetIds.workflows
    ]
    queues: queues
    subscribers: subscribers
    grants: [
      {
        principalId: functionsIdentity.properties.principalId
        role: 'busSender'
      }
      {
        principalId: workflowsIdentity.properties.principalId
        role: 'busReceiver'
      }
    ]
  }
}

module functions 'modules/app.bicep' = {
  name: 'functions'
  params: {
    name: 'func-${code}'
    location: location
    workspaceId: monitoring.outputs.workspaceId
    kind: 'functionapp'
    size: 'P1v3'
    outboundSubnetId: network.outputs.subnetIds.functions
    identityId: functionsIdentity.id
    audienceClientId: ordersClientId
    allowedApplications: carriers
    admitted: [
      {
        name: 'our-front-door'
        priority: 100
        action: 'Allow'
        tag: 'ServiceTag'
        ipAddress: 'AzureFrontDoor.Backend'
        headers: {
          'x-azure-fdid': [edge.outputs.frontDoorId]
        }
      }
    ]
    pipelineAddresses: pipelineAddresses
    settings: {
      FUNCTIONS_WORKER_RUNTIME: 'dotnet-isolated'
      AzureWebJobsStorage__accountName: storage.outputs.name
      AzureWebJobsStorage__credential: 'managedidentity'
      AzureWebJobsStorage__clientId: functionsIdentity.properties.clientId
      Orders__fullyQualifiedNamespace: bus.outputs.host
      Orders__credential: 'managedidentity'
      Orders__clientId: functionsIdentity.properties.clientId
      APPLICATIONINSIGHTS_CONNECTION_STRING: monitoring.outputs.insightsConnection
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'Authorization=AAD;ClientId=${functionsIdentity.properties.clientId}'
    }
  }
}

module workflows 'modules/app.bicep' = {
  name: 'workflows'
  params: {
    name: 'logic-${code}'
    location: location
    workspaceId: monitoring.outputs.workspaceId
    kind: 'functionapp,workflowapp'
    size: 'WS1'
    outboundSubnetId: network.outputs.subnetIds.workflows
    identityId: workflowsIdentity.id
    audienceClientId: ordersClientId
    allowedApplications: [apiIdentity.properties.clientId]
    admitted: [
      {
        name: 'api-management'
        priority: 100
        action: 'Allow'
        vnetSubnetResourceId: network.outputs.subnetIds['api-management']
      }
    ]
    pipelineAddresses: pipelineAddresses
    settings: {
      FUNCTIONS_WORKER_RUNTIME: 'dotnet'
      APP_KIND: 'workflowApp'
      AzureWebJobsStorage__accountName: storage.outputs.name
      AzureWebJobsStorage__credential: 'managedIdentity'
      AzureWebJobsStorage__managedIdentityResourceId: workflowsIdentity.id
      WEBSITE_CONTENTAZUREFILECONNECTIONSTRING: '@Microsoft.KeyVault(SecretUri=${contentShare.outputs.secretUri})'
      WEBSITE_CONTENTSHARE: 'workflows'
      WEBSITE_SKIP_CONTENTSHARE_VALIDATION: '1'
      serviceBus__fullyQualifiedNamespace: bus.outputs.host
      APPLICATIONINSIGHTS_CONNECTION_STRING: monitoring.outputs.insightsConnection
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'Authorization=AAD;ClientId=${workflowsIdentity.properties.clientId}'
    }
  }
}

module partnerOrders 'modules/partner-orders.bicep' = {
  name: 'partner-orders'
  params: {
    name: 'logic-${code}-partners'
    location: location
    workspaceId: monitoring.outputs.workspaceId
    identityId: workflowsIdentity.id
    partnerAddresses: partnerAddresses
    audience: 'api://norvik-orders'
    apiHost: hostName
  }
}

module factory 'modules/data-factory.bicep' = {
  name: 'data-factory'
  params: {
    name: 'adf-${code}'
    location: location
    workspaceId: monitoring.outputs.workspaceId
    identityId: factoryIdentity.id
    vaultUri: vault.outputs.uri
    vaultId: vault.outputs.id
    storageId: storage.outputs.id
    blobEndpoint: storage.outputs.blobEndpoint
  }
}

module api 'modules/api-management.bicep' = {
  name: 'api-management'
  params: {
    name: 'apim-${code}'
    location: location
    workspaceId: monitoring.outputs.workspaceId
    outboundSubnetId: network.outputs.subnetIds['api-management']
    endpointSubnetId: network.outputs.subnetIds.endpoints
    publisherEmail: contact
    identityId: apiIdentity.id
    identityClientId: apiIdentity.properties.clientId
    vaultUri: vault.outputs.uri
    backendHost: workflows.outputs.host
    withPublicAccess: firstDeployment
  }
  dependsOn: [dns]
}

module edge 'modules/front-door.bicep' = {
  name: 'front-door'
  params: {
    name: 'afd-${code}'
    location: location
    workspaceId: monitoring.outputs.workspaceId
    hostName: hostName
    origins: [
      {
        name: 'api'
        host: api.outputs.host
        paths: ['/orders/*']
        probePath: '/status-0123456789abcdef'
        privateLinkId: api.outputs.id
        privateLinkGroup: 'Gateway'
      }
      {
        name: 'carriers'
        host: functionsHost
        paths: ['/carriers/*']
        probePath: '/api/health'
      }
    ]
  }
}

module defender 'modules/defender.bicep' = if (withDefender) {
  name: 'defender-${code}'
  scope: subscription()
  params: {
    plans: ['Api', 'AppServices', 'Arm', 'KeyVaults', 'StorageAccounts']
    contact: contact
  }
}

output apiName string = api.outputs.id
