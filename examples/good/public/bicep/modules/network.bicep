// The zone's virtual network, from which services are called that admit its subnets: a security group for
// each subnet, and a default route to the firewall of the hub.
import { subnet } from 'types.bicep'

param name string
param location string
param addressPrefix string
param subnets subnet[]

@description('Private address of the firewall in the hub.')
param firewallAddress string

@description('Resource id of the hub, to which the network is peered.')
param hubId string

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
  for item in subnets: {
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
      for (item, i) in subnets: {
        name: item.name
        properties: {
          addressPrefix: item.prefix
          networkSecurityGroup: {
            id: groups[i].id
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
          serviceEndpoints: map(item.serviceEndpoints, one => { service: one })
          privateEndpointNetworkPolicies: 'Enabled'
          defaultOutboundAccess: false
        }
      }
    ]
  }

  resource toHub 'virtualNetworkPeerings' = {
    name: 'to-hub'
    properties: {
      remoteVirtualNetwork: {
        id: hubId
      }
      allowVirtualNetworkAccess: true
      allowForwardedTraffic: true
      useRemoteGateways: true
    }
  }
}

output id string = network.id
output subnetIds object = toObject(subnets, item => item.name, item => '${network.id}/subnets/${item.name}')
