// The broker: Premium, since only Premium admits subnets and addresses.
import { grant, queue, roleIds } from 'types.bicep'

param name string
param location string
param workspaceId string

@description('Subnets that are admitted.')
param subnetIds string[]
param queues queue[]

@description('Who reads the events of shipments.')
param subscribers string[]

param grants grant[]

resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' = {
  name: name
  location: location
  sku: {
    name: 'Premium'
    tier: 'Premium'
    capacity: 1
  }
  properties: {
    minimumTlsVersion: '1.2'
    disableLocalAuth: true
    publicNetworkAccess: 'Enabled'
    zoneRedundant: true
  }

  resource rules 'networkRuleSets' = {
    name: 'default'
    properties: {
      defaultAction: 'Deny'
      publicNetworkAccess: 'Enabled'
      trustedServiceAccessEnabled: false
      virtualNetworkRules: [
        for id in subnetIds: {
          subnet: {
            id: id
          }
          ignoreMissingVnetServiceEndpoint: false
        }
      ]
    }
  }

  resource queue 'queues' = [
    for item in queues: {
      name: item.name
      properties: {
        requiresSession: item.sessions
        maxDeliveryCount: 5
        deadLetteringOnMessageExpiration: true
        lockDuration: 'PT1M'
      }
    }
  ]

  resource topic 'topics' = {
    name: 'shipment-events'
    properties: {
      requiresDuplicateDetection: true
      duplicateDetectionHistoryTimeWindow: 'PT10M'
    }

    resource subscriber 'subscriptions' = [
      for item in subscribers: {
        name: item
        properties: {
          deadLetteringOnMessageExpiration: true
          maxDeliveryCount: 5
        }
      }
    ]
  }
}

resource roles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for item in grants: {
    name: guid(namespace.id, item.principalId, item.role)
    scope: namespace
    properties: {
      principalId: item.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds[item.role])
    }
  }
]

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'audit'
  scope: namespace
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
  }
}

output id string = namespace.id
output host string = '${namespace.name}.servicebus.windows.net'
