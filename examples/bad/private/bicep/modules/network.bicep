// Virtual network with a jump host for the vendor of the warehouse system.
import { subnet } from 'types.bicep'

param name string
param location string
param addressPrefix string
param subnets subnet[]

@description('Opened for the migration.')
param vendorAccess bool = true

resource appGroup 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-apps'
  location: location
  properties: {
    securityRules: [
      {
        name: 'https'
        properties: {
          priority: 100
          direction: 'Inbound'
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: 'VirtualNetwork'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '443'
        }
      }
      {
        name: 'apim-management'
        properties: {
          priority: 110
          direction: 'Inbound'
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: 'ApiManagement'
          sourcePortRange: '*'
          destinationAddressPrefix: 'VirtualNetwork'
          destinationPortRange: '3443'
        }
      }
    ]
  }
}

resource jumpGroup 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-jump'
  location: location
  properties: {
    securityRules: [
      {
        name: 'rdp'
        properties: {
          description: 'Support works from home'
          priority: 100
          direction: 'Inbound'
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '3389'
        }
      }
    ]
  }
}

resource vendorRule 'Microsoft.Network/networkSecurityGroups/securityRules@2023-09-01' = if (vendorAccess) {
  parent: jumpGroup
  name: 'vendor-test'
  properties: {
    description: 'Until the vendor tells us which ports they need'
    priority: 200
    direction: 'Inbound'
    access: 'Allow'
    protocol: '*'
    sourceAddressPrefix: 'Internet'
    sourcePortRange: '*'
    destinationAddressPrefix: '*'
    destinationPortRange: '*'
  }
}

resource network 'Microsoft.Network/virtualNetworks@2023-09-01' = {
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
          networkSecurityGroup: contains(item, 'securityGroup')
            ? {
                id: resourceId('Microsoft.Network/networkSecurityGroups', item.securityGroup)
              }
            : null
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
  dependsOn: [appGroup, jumpGroup]
}

resource jumpAddress 'Microsoft.Network/publicIPAddresses@2023-09-01' = {
  name: 'pip-jump'
  location: location
  sku: {
    name: 'Basic'
  }
  properties: {
    publicIPAllocationMethod: 'Dynamic'
  }
}

resource runtimeBalancer 'Microsoft.Network/loadBalancers@2023-09-01' = {
  name: 'lb-runtime'
  location: location
  sku: {
    name: 'Basic'
  }
  properties: {
    frontendIPConfigurations: [
      {
        name: 'runtime'
        properties: {
          privateIPAllocationMethod: 'Dynamic'
          subnet: {
            id: '${network.id}/subnets/runtime'
          }
        }
      }
    ]
  }
}

output id string = network.id
