using 'main.bicep'

var network = '10.44.0.0/23'

param code = 'w5t1'
param location = 'westeurope'
param addressPrefix = network
param hubId = '/subscriptions/6f0b7d42-3c1e-4a57-9f7e-2d8c51b0a9e4/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-hub'
param firewallAddress = '10.40.0.4'
param pipelineAddresses = ['203.0.113.128/30']
param hostName = 'partners.norvik.example'
param partnerAddresses = ['203.0.113.16/28', '203.0.113.64/29']
param contact = 'integration@norvik.example'
param ordersClientId = '1d4b0e7c-58a2-4f63-9c3d-7be08a5f2164'
param carriers = ['5e2f9a08-7c41-4b6d-8d13-c0a9e47f5b32', 'b7d0c3f4-19e8-4a25-9f60-2c8e1d7a6b53']
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
    name: 'api-management'
    prefix: cidrSubnet(network, 26, 0)
    delegation: 'Microsoft.Web/serverFarms'
    routed: true
    serviceEndpoints: ['Microsoft.KeyVault', 'Microsoft.Web']
    inbound: []
  }
  {
    name: 'functions'
    prefix: cidrSubnet(network, 26, 1)
    delegation: 'Microsoft.Web/serverFarms'
    routed: true
    serviceEndpoints: ['Microsoft.KeyVault', 'Microsoft.Storage', 'Microsoft.ServiceBus']
    inbound: []
  }
  {
    name: 'workflows'
    prefix: cidrSubnet(network, 26, 2)
    delegation: 'Microsoft.Web/serverFarms'
    routed: true
    serviceEndpoints: ['Microsoft.KeyVault', 'Microsoft.Storage', 'Microsoft.ServiceBus']
    inbound: []
  }
  {
    name: 'endpoints'
    prefix: cidrSubnet(network, 27, 6)
    routed: false
    serviceEndpoints: []
    inbound: []
  }
]
