using 'main.bicep'

var network = '10.60.0.0/22'

param code = 'p3x8'
param location = 'northeurope'
param addressPrefix = network
param firewallAddress = '10.60.0.4'
param allowedNames = ['rates.norvik.example', 'customs.example.eu']
param sites = [
  {
    name: 'bergen'
    address: '198.51.100.20'
    prefixes: ['192.168.20.0/23']
  }
  {
    name: 'gdansk'
    address: '198.51.100.84'
    prefixes: ['192.168.40.0/23']
  }
]
param vpnSharedKey = az.getSecret('6f0b7d42-3c1e-4a57-9f7e-2d8c51b0a9e4', 'rg-platform', 'kv-platform', 'vpn-p3x8')
param hostName = 'exchange.norvik.example'
param partnerAddresses = ['203.0.113.16/28', '203.0.113.64/29']
param contact = 'integration@norvik.example'
param ordersClientId = '1d4b0e7c-58a2-4f63-9c3d-7be08a5f2164'
param queues = [
  {
    name: 'orders-in'
    sessions: true
  }
  {
    name: 'orders-out'
    sessions: true
  }
]
param subscribers = ['warehouse', 'customs', 'billing']
param secretExpiry = 1830297600
param subnets = [
  {
    name: 'AzureFirewallSubnet'
    prefix: cidrSubnet(network, 26, 0)
    routed: false
    platform: true
    inbound: []
  }
  {
    name: 'GatewaySubnet'
    prefix: cidrSubnet(network, 26, 1)
    routed: false
    platform: true
    inbound: []
  }
  {
    name: 'api-management'
    prefix: cidrSubnet(network, 26, 2)
    delegation: 'Microsoft.Web/serverFarms'
    routed: true
    platform: false
    inbound: []
  }
  {
    name: 'functions'
    prefix: cidrSubnet(network, 26, 3)
    delegation: 'Microsoft.Web/serverFarms'
    routed: true
    platform: false
    inbound: []
  }
  {
    name: 'workflows'
    prefix: cidrSubnet(network, 26, 4)
    delegation: 'Microsoft.Web/serverFarms'
    routed: true
    platform: false
    inbound: []
  }
  {
    name: 'endpoints'
    prefix: cidrSubnet(network, 25, 3)
    routed: false
    platform: false
    inbound: [
      {
        name: 'zone-services'
        priority: 100
        source: network
        ports: ['443', '445', '5671']
      }
      {
        name: 'warehouses-https'
        priority: 110
        source: '192.168.0.0/18'
        ports: ['443']
      }
    ]
  }
]
