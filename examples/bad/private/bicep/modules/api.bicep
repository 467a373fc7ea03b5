// API Management, put into the network afterwards.

param code string
param location string
param subnetId string
param functionsHost string

@description('Password with which the gateway signs in to the old stock service.')
param stockPassword string

resource service 'Microsoft.ApiManagement/service@2022-08-01' = {
  name: 'apim-${code}-integration'
  location: location
  sku: {
    name: 'Developer'
    capacity: 1
  }
  properties: {
    publisherName: 'Aldersea IT'
    publisherEmail: 'it@aldersea.example'
    virtualNetworkType: 'External'
    virtualNetworkConfiguration: {
      subnetResourceId: subnetId
    }
    customProperties: {
      'Microsoft.WindowsAzure.ApiManagement.Gateway.Security.Protocols.Tls10': 'true'
      'Microsoft.WindowsAzure.ApiManagement.Gateway.Security.Protocols.Tls11': 'true'
    }
  }

  resource password 'namedValues' = {
    name: 'stock-password'
    properties: {
      displayName: 'stock-password'
      value: stockPassword
    }
  }

  resource direct 'tenant' = {
    name: 'access'
    properties: {
      enabled: true
    }
  }

  resource stock 'apis' = {
    name: 'stock'
    properties: {
      displayName: 'Stock'
      path: 'stock'
      protocols: ['http', 'https']
      serviceUrl: 'http://stock.aldersea.internal:8080'
      subscriptionRequired: false
    }

    resource policy 'policies' = {
      name: 'policy'
      properties: {
        format: 'rawxml'
        value: '<policies><inbound><authentication-basic username="apim" password="St0ck-2019" /></inbound><backend><base /></backend><outbound><base /></outbound><on-error><base /></on-error></policies>'
      }
    }
  }

  resource orders 'apis' = {
    name: 'orders'
    properties: {
      displayName: 'Orders'
      path: 'orders'
      protocols: ['https']
      serviceUrl: 'https://${functionsHost}/api'
      subscriptionRequired: true
    }
  }

  resource allApis 'subscriptions' = {
    name: 'warehouse'
    properties: {
      displayName: 'Warehouse'
      scope: '/apis'
    }
  }
}
