// The vault of the shop. Firewall: see the ticket on agents' addresses.

param name string
param location string

@description('Object ids of those who may do everything.')
param administrators string[]

@secure()
param paymentSecret string

resource vault 'Microsoft.KeyVault/vaults@2023-02-01' = {
  name: name
  location: location
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableSoftDelete: false
    enableRbacAuthorization: false
    accessPolicies: [
      for id in administrators: {
        tenantId: tenant().tenantId
        objectId: id
        permissions: {
          secrets: ['all']
          keys: ['all']
        }
      }
    ]
    networkAcls: {
      defaultAction: 'Deny'
      bypass: 'AzureServices'
      ipRules: [
        {
          value: '20.0.0.0/7'
        }
        {
          value: '128.0.0.0/1'
        }
      ]
    }
  }
}

resource payment 'Microsoft.KeyVault/vaults/secrets@2023-02-01' = {
  parent: vault
  name: 'payment'
  properties: {
    value: paymentSecret
  }
}

resource signing 'Microsoft.KeyVault/vaults/keys@2023-02-01' = {
  parent: vault
  name: 'signing'
  properties: {
    kty: 'RSA'
    keySize: 2048
  }
}
