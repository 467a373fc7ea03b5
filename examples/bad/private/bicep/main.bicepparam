using 'main.bicep'

param code = 'aldersea'
param location = 'westeurope'
param addressPrefix = '10.12.0.0/22'
param queues = ['orders', 'stock', 'parcels']
param pipelineObjectId = '0f4b9d16-8a3c-4e57-b2d1-6c7a50e98f34'
param operatorsObjectId = 'e2a7c610-5d48-4b93-8f0e-91b3d6a47c25'
param carrierUser = 'aldersea'
param carrierPassword = readEnvironmentVariable('CARRIER_PASSWORD')
param carrierApiKey = 'ck-4471-aldersea-prod'
param stockPassword = readEnvironmentVariable('STOCK_PASSWORD')
param warehousePassword = az.getSecret('6f0b7d42-3c1e-4a57-9f7e-2d8c51b0a9e4', 'rg-platform', 'kv-platform', 'warehouse')
param subnets = [
  {
    name: 'gateway'
    prefix: '10.12.0.0/26'
  }
  {
    name: 'apim'
    prefix: '10.12.0.64/27'
    securityGroup: 'nsg-apps'
  }
  {
    name: 'apps'
    prefix: '10.12.0.128/26'
    securityGroup: 'nsg-apps'
    delegation: 'Microsoft.Web/serverFarms'
  }
  {
    name: 'runtime'
    prefix: '10.12.1.0/27'
    securityGroup: 'nsg-jump'
  }
  {
    name: 'jump'
    prefix: '10.12.1.32/27'
    securityGroup: 'nsg-jump'
  }
  {
    name: 'endpoints'
    prefix: '10.12.1.64/26'
  }
]
