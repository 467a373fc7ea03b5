// Application Gateway for the company's network.

param name string
param location string
param subnetId string
param backend string

var parts = 'Microsoft.Network/applicationGateways'

resource gateway 'Microsoft.Network/applicationGateways@2022-09-01' = {
  name: name
  location: location
  properties: {
    sku: {
      name: 'Standard_v2'
      tier: 'Standard_v2'
      capacity: 2
    }
    gatewayIPConfigurations: [
      {
        name: 'subnet'
        properties: {
          subnet: {
            id: subnetId
          }
        }
      }
    ]
    frontendIPConfigurations: [
      {
        name: 'private'
        properties: {
          privateIPAllocationMethod: 'Dynamic'
          subnet: {
            id: subnetId
          }
        }
      }
    ]
    frontendPorts: [
      {
        name: 'http'
        properties: {
          port: 80
        }
      }
    ]
    httpListeners: [
      {
        name: 'api'
        properties: {
          protocol: 'Http'
          frontendIPConfiguration: {
            id: resourceId('${parts}/frontendIPConfigurations', name, 'private')
          }
          frontendPort: {
            id: resourceId('${parts}/frontendPorts', name, 'http')
          }
        }
      }
    ]
    backendAddressPools: [
      {
        name: 'apim'
        properties: {
          backendAddresses: [
            {
              fqdn: backend
            }
          ]
        }
      }
    ]
    backendHttpSettingsCollection: [
      {
        name: 'apim'
        properties: {
          protocol: 'Http'
          port: 80
          requestTimeout: 120
        }
      }
    ]
    requestRoutingRules: [
      {
        name: 'api'
        properties: {
          ruleType: 'Basic'
          priority: 1
          httpListener: {
            id: resourceId('${parts}/httpListeners', name, 'api')
          }
          backendAddressPool: {
            id: resourceId('${parts}/backendAddressPools', name, 'apim')
          }
          backendHttpSettings: {
            id: resourceId('${parts}/backendHttpSettingsCollection', name, 'apim')
          }
        }
      }
    ]
  }
}
