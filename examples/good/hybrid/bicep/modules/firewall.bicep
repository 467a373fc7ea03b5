// The only way out of the network: names that the zone needs, and nothing else.

param name string
param location string
param workspaceId string
param subnetId string

@description('Where the traffic comes from.')
param sourcePrefix string

@description('Names that the zone may call over HTTPS.')
param allowedNames string[]

resource address 'Microsoft.Network/publicIPAddresses@2024-05-01' = {
  name: 'pip-${name}'
  location: location
  zones: ['1', '2', '3']
  sku: {
    name: 'Standard'
  }
  properties: {
    publicIPAllocationMethod: 'Static'
  }
}

resource policy 'Microsoft.Network/firewallPolicies@2024-05-01' = {
  name: 'afwp-${name}'
  location: location
  properties: {
    sku: {
      tier: 'Standard'
    }
    threatIntelMode: 'Deny'
    dnsSettings: {
      enableProxy: true
    }
  }

  resource rules 'ruleCollectionGroups' = {
    name: 'zone'
    properties: {
      priority: 200
      ruleCollections: [
        {
          name: 'platform'
          ruleCollectionType: 'FirewallPolicyFilterRuleCollection'
          priority: 100
          action: {
            type: 'Allow'
          }
          rules: [
            {
              name: 'entra-and-monitor'
              ruleType: 'NetworkRule'
              ipProtocols: ['TCP']
              sourceAddresses: [sourcePrefix]
              destinationAddresses: ['AzureActiveDirectory', 'AzureMonitor']
              destinationPorts: ['443']
            }
          ]
        }
        {
          name: 'names'
          ruleCollectionType: 'FirewallPolicyFilterRuleCollection'
          priority: 200
          action: {
            type: 'Allow'
          }
          rules: [
            {
              name: 'https'
              ruleType: 'ApplicationRule'
              sourceAddresses: [sourcePrefix]
              protocols: [
                {
                  protocolType: 'Https'
                  port: 443
                }
              ]
              targetFqdns: allowedNames
            }
          ]
        }
      ]
    }
  }
}

resource firewall 'Microsoft.Network/azureFirewalls@2024-05-01' = {
  name: name
  location: location
  zones: ['1', '2', '3']
  properties: {
    sku: {
      name: 'AZFW_VNet'
      tier: 'Standard'
    }
    firewallPolicy: {
      id: policy.id
    }
    ipConfigurations: [
      {
        name: 'main'
        properties: {
          subnet: {
            id: subnetId
          }
          publicIPAddress: {
            id: address.id
          }
        }
      }
    ]
  }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'audit'
  scope: firewall
  properties: {
    workspaceId: workspaceId
    logAnalyticsDestinationType: 'Dedicated'
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
  }
}
