// Hub-like network of the zone, with a firewall that was to be tightened later.

param name string
param location string
param addressPrefix string

@description('Subnets by name, each with its prefix and what is injected into it.')
param subnets array

param workspaceId string

var withGroup = filter(subnets, item => contains(item, 'ports'))

resource groups 'Microsoft.Network/networkSecurityGroups@2023-11-01' = [
  for item in withGroup: {
    name: 'nsg-${item.name}'
    location: location
    properties: {
      securityRules: [
        {
          name: 'in'
          properties: {
            priority: 100
            direction: 'Inbound'
            access: 'Allow'
            protocol: 'Tcp'
            sourceAddressPrefix: item.source
            sourcePortRange: '*'
            destinationAddressPrefix: '*'
            destinationPortRanges: item.ports
          }
        }
      ]
    }
  }
]

resource routes 'Microsoft.Network/routeTables@2023-11-01' = {
  name: 'rt-${name}'
  location: location
  properties: {
    routes: [
      {
        name: 'default'
        properties: {
          addressPrefix: '0.0.0.0/0'
          nextHopType: 'Internet' // back to the firewall once its rules are done
        }
      }
    ]
  }
}

resource network 'Microsoft.Network/virtualNetworks@2023-11-01' = {
  name: name
  location: location
  properties: {
    addressSpace: {
      addressPrefixes: [addressPrefix]
    }
    subnets: [
      for item in subnets: {
        name: item.name
        properties: {
          addressPrefix: item.prefix
          networkSecurityGroup: contains(item, 'ports')
            ? {
                id: resourceId('Microsoft.Network/networkSecurityGroups', 'nsg-${item.name}')
              }
            : null
          routeTable: contains(item, 'delegation') ? { id: routes.id } : null
          delegations: contains(item, 'delegation')
            ? [
                {
                  name: 'service'
                  properties: {
                    serviceName: item.delegation
                  }
                }
              ]
            : []
        }
      }
    ]
  }
  dependsOn: [groups]
}

resource firewallAddress 'Microsoft.Network/publicIPAddresses@2023-11-01' = {
  name: 'pip-afw-${name}'
  location: location
  sku: {
    name: 'Standard'
  }
  properties: {
    publicIPAllocationMethod: 'Static'
  }
}

resource firewallPolicy 'Microsoft.Network/firewallPolicies@2023-11-01' = {
  name: 'afwp-${name}'
  location: location
  properties: {
    sku: {
      tier: 'Standard'
    }
    threatIntelMode: 'Alert'
  }

  resource rules 'ruleCollectionGroups' = {
    name: 'default'
    properties: {
      priority: 100
      ruleCollections: [
        {
          name: 'web'
          ruleCollectionType: 'FirewallPolicyFilterRuleCollection'
          priority: 100
          action: {
            type: 'Allow'
          }
          rules: [
            {
              name: 'web'
              ruleType: 'NetworkRule'
              ipProtocols: ['TCP']
              sourceAddresses: ['*']
              destinationAddresses: ['*']
              destinationPorts: ['80', '443']
            }
          ]
        }
      ]
    }
  }
}

resource firewall 'Microsoft.Network/azureFirewalls@2023-11-01' = {
  name: 'afw-${name}'
  location: location
  properties: {
    sku: {
      name: 'AZFW_VNet'
      tier: 'Standard'
    }
    firewallPolicy: {
      id: firewallPolicy.id
    }
    ipConfigurations: [
      {
        name: 'main'
        properties: {
          subnet: {
            id: '${network.id}/subnets/AzureFirewallSubnet'
          }
          publicIPAddress: {
            id: firewallAddress.id
          }
        }
      }
    ]
  }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: firewall
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

output id string = network.id
