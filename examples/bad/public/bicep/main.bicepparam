using 'main.bicep'

param code = 'mirabel'
param location = 'germanywestcentral'
param hostName = 'api.mirabel.example'
param queues = ['orders', 'refunds', 'newsletter']
param administrators = ['7b1e9d43-2f60-4c8a-a5d9-0e34f7c6b812', 'c64a08f1-93be-47d2-8f15-a2d70b9e5c36']
param accounts = [
  {
    name: 'stmirabelshop'
    containers: ['pictures']
    sftp: false
  }
  {
    name: 'stmirabelfeeds'
    containers: []
    sftp: true
  }
]
param functions = ['orders', 'refunds']
param apis = {
  orders: 'api/orders'
  stock: 'api/stock'
}
param paymentSecret = az.getSecret('6f0b7d42-3c1e-4a57-9f7e-2d8c51b0a9e4', 'rg-platform', 'kv-platform', 'payment')
param crmClientId = '93d5a7f2-61c8-4b0e-9d24-f8b3e70a1c69'
param crmClientSecret = az.getSecret('6f0b7d42-3c1e-4a57-9f7e-2d8c51b0a9e4', 'rg-platform', 'kv-platform', 'crm')
param databasePassword = az.getSecret('6f0b7d42-3c1e-4a57-9f7e-2d8c51b0a9e4', 'rg-platform', 'kv-platform', 'shop-database')
param repository = 'mirabel/integration'
