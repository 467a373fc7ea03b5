using 'main.bicep'

var network = '10.40.8.0/22'

param code = 'k7m2'
param location = 'westeurope'
param addressPrefix = network
param hubId = '/subscriptions/6f0b7d42-3c1e-4a57-9f7e-2d8c51b0a9e4/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-hub'
param firewallAddress = '10.40.0.4'
param gatewayAddress = '10.40.8.20'
param apiAddress = '10.40.8.68'
param gatewayHost = 'exchange.norvik.internal'
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
  {
    name: 'invoices'
    sessions: false
  }
]
param subscribers = ['warehouse', 'customs']
param secretExpiry = 1830297600
param subnets = [
  {
    name: 'gateway'
    prefix: cidrSubnet(network, 26, 0)
    routed: false
    inbound: [
      {
        name: 'company-https'
        priority: 100
        source: '10.0.0.0/8'
        ports: ['443']
      }
      {
        name: 'gateway-manager'
        priority: 110
        source: 'GatewayManager'
        ports: ['65200-65535']
      }
      {
        name: 'load-balancer'
        priority: 120
        source: 'AzureLoadBalancer'
        ports: ['0-65535']
      }
    ]
  }
  {
    name: 'api-management'
    prefix: cidrSubnet(network, 26, 1)
    routed: false
    inbound: [
      {
        name: 'gateway-https'
        priority: 100
        source: cidrSubnet(network, 26, 0)
        ports: ['443']
      }
      {
        name: 'management'
        priority: 110
        source: 'ApiManagement'
        ports: ['3443']
      }
      {
        name: 'load-balancer'
        priority: 120
        source: 'AzureLoadBalancer'
        ports: ['6390']
      }
    ]
  }
  {
    name: 'functions'
    prefix: cidrSubnet(network, 26, 2)
    delegation: 'Microsoft.Web/serverFarms'
    routed: true
    inbound: []
  }
  {
    name: 'workflows'
    prefix: cidrSubnet(network, 26, 3)
    delegation: 'Microsoft.Web/serverFarms'
    routed: true
    inbound: []
  }
  {
    name: 'endpoints'
    prefix: cidrSubnet(network, 25, 2)
    routed: false
    inbound: [
      {
        name: 'zone-https'
        priority: 100
        source: network
        ports: ['443', '445', '5671']
      }
    ]
  }
]
