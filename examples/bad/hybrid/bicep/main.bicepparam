using 'main.bicep'

param code = 'ostrava'
param location = 'westeurope'
param addressPrefix = '10.80.0.0/22'
param topics = ['orders', 'machines', 'quality']
param sites = ['rolling', 'casting']
param oldSite = 'orders-ostrava.azurewebsites.net'
param legacyPassword = az.getSecret('6f0b7d42-3c1e-4a57-9f7e-2d8c51b0a9e4', 'rg-platform', 'kv-platform', 'legacy')
param ftpPassword = readEnvironmentVariable('MILL_FTP_PASSWORD')
param operators = [
  {
    principalId: '2d7c9f40-6b18-4e3a-90d5-f1a8c35e7b62'
    role: 'owner'
  }
  {
    principalId: 'a91e5d37-0c84-4f62-b7a3-68d2e0f94c15'
    role: 'accessAdministrator'
  }
  {
    principalId: '5b3f8e26-d471-4c09-8e52-07a6d9b1f3c8'
    role: 'contributor'
  }
]
param subnets = [
  {
    name: 'AzureFirewallSubnet'
    prefix: '10.80.0.0/26'
  }
  {
    name: 'gateway'
    prefix: '10.80.0.64/26'
    source: 'Internet'
    ports: ['80', '443', '65200-65535']
  }
  {
    name: 'apim'
    prefix: '10.80.0.128/27'
    source: '*'
    ports: ['80', '443', '3443']
  }
  {
    name: 'apps'
    prefix: '10.80.0.192/26'
    delegation: 'Microsoft.Web/serverFarms'
  }
  {
    name: 'endpoints'
    prefix: '10.80.1.0/26'
  }
  {
    name: 'machines'
    prefix: '10.80.1.64/26'
    source: '*'
    ports: ['22', '5986', '8883']
  }
]
