// The way to the sites of the company: a gateway, and a connection for each site.

param name string
param location string
param subnetId string

@description('Sites, each with its name, public address and private ranges.')
param sites site[]

@description('What both ends of a connection know; kept in the vault of the platform team.')
@secure()
param sharedKey string

type site = {
  name: string
  address: string
  prefixes: string[]
}

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

resource gateway 'Microsoft.Network/virtualNetworkGateways@2024-05-01' = {
  name: name
  location: location
  properties: {
    gatewayType: 'Vpn'
    vpnType: 'RouteBased'
    vpnGatewayGeneration: 'Generation2'
    sku: {
      name: 'VpnGw2AZ'
      tier: 'VpnGw2AZ'
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

resource far 'Microsoft.Network/localNetworkGateways@2024-05-01' = [
  for item in sites: {
    name: 'lng-${item.name}'
    location: location
    properties: {
      gatewayIpAddress: item.address
      localNetworkAddressSpace: {
        addressPrefixes: item.prefixes
      }
    }
  }
]

resource connection 'Microsoft.Network/connections@2024-05-01' = [
  for (item, i) in sites: {
    name: 'con-${item.name}'
    location: location
    properties: {
      connectionType: 'IPsec'
      connectionProtocol: 'IKEv2'
      virtualNetworkGateway1: {
        id: gateway.id
        properties: {}
      }
      localNetworkGateway2: {
        id: far[i].id
        properties: {}
      }
      sharedKey: sharedKey
      ipsecPolicies: [
        {
          ikeEncryption: 'AES256'
          ikeIntegrity: 'SHA384'
          dhGroup: 'DHGroup24'
          ipsecEncryption: 'GCMAES256'
          ipsecIntegrity: 'GCMAES256'
          pfsGroup: 'PFS24'
          saLifeTimeSeconds: 27000
          saDataSizeKilobytes: 102400000
        }
      ]
    }
  }
]
