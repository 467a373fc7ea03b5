// The zone's virtual network: a security group for each subnet, and a default route to the
// zone's own firewall.
import { subnet } from 'types.bicep'

param name string
param location string
param addressPrefix string
param subnets subnet[]

@description('Private address of the firewall: the first that Azure leaves free in its subnet.')
param firewallAddress string

var ownSubnets = filter(subnets, item => !item.platform)

var refuseTheRest = {
  name: 'refuse-the-rest'
  properties: {
    priority: 4096
    direction: 'Inbound'
    access: 'Deny'
    protocol: '*'
    sourceAddressPrefix: '*'
    sourcePortRange: '*'
    destinationAddressPrefix: '*'
    destinationPortRange: '*'
  }
}

resource groups 'Microsoft.Network/networkSecurityGroups@2024-05-01' = [
  for item in ownSubnets: {
    name: 'nsg-${item.name}'
    location: location
    properties: {
      securityRules: concat(
        map(item.inbound, rule => {
          name: rule.name
          properties: {
            priority: rule.priority
            direction: 'Inbound'
            access: 'Allow'
            protocol: 'Tcp'
            sourceAddressPrefix: rule.source
            sourcePortRange: '*'
            destinationAddressPrefix: item.prefix
            destinationPortRanges: rule.ports
          }
        }),
        [refuseTheRest]
      )
    }
  }
]

resource routes 'Microsoft.Network/routeTables@2024-05-01' = {
  name: 'rt-${name}'
  location: location
  properties: {
    disableBgpRoutePropagation: true
    routes: [
      {
        name: 'everything-to-the-firewall'
        properties: {
          addressPrefix: '0.0.0.0/0'
          nextHopType: 'VirtualAppliance'
          nextHopIpAddress: firewallAddress
        }
      }
    ]
  }
}

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
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
          networkSecurityGroup: item.platform
            ? null
            : {
                id: resourceId('Microsoft.Network/networkSecurityGroups', 'nsg-${item.name}')
              }
          routeTable: item.routed ? { id: routes.id } : null
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
          privateEndpointNetworkPolicies: 'Enabled'
          defaultOutboundAccess: false
        }
      }
    ]
  }
  dependsOn: [groups]
}

output id string = network.id
output subnetIds object = toObject(subnets, item => item.name, item => '${network.id}/subnets/${item.name}')
