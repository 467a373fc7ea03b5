// Service Bus for orders, Event Hubs for clicks.

param code string
param location string
param queues string[]

resource bus 'Microsoft.ServiceBus/namespaces@2022-10-01-preview' = {
  name: 'sb-${code}'
  location: location
  sku: {
    name: 'Standard'
    tier: 'Standard'
  }
  properties: {
    minimumTlsVersion: '1.1'
    disableLocalAuth: false
  }
}

resource queue 'Microsoft.ServiceBus/namespaces/queues@2022-10-01-preview' = [
  for item in queues: {
    parent: bus
    name: item
    properties: {}
  }
]

resource queueRule 'Microsoft.ServiceBus/namespaces/queues/authorizationRules@2022-10-01-preview' = [
  for (item, i) in queues: {
    parent: queue[i]
    name: 'partner'
    properties: {
      rights: ['Send', 'Listen', 'Manage']
    }
  }
]

resource clicks 'Microsoft.EventHub/namespaces@2022-10-01-preview' = {
  name: 'evh-${code}'
  location: location
  sku: {
    name: 'Standard'
    tier: 'Standard'
  }
  properties: {
    minimumTlsVersion: '1.0'
  }

  resource network 'networkRuleSets' = {
    name: 'default'
    properties: {
      defaultAction: 'Deny'
      ipRules: [
        {
          action: 'Allow'
          ipMask: '0.0.0.0/0'
        }
      ]
    }
  }

  resource hub 'eventhubs' = {
    name: 'clicks'
    properties: {
      partitionCount: 4
      messageRetentionInDays: 7
    }
  }
}

output busId string = bus.id
output busName string = bus.name
