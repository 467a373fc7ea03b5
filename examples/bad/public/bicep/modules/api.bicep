// API Management, Basic, with what the shop's partners call.

param code string
param location string
param functionsHost string

@description('APIs by name, each with the path of its back end.')
param apis object

@secure()
param loyaltyApiKey string

resource service 'Microsoft.ApiManagement/service@2023-03-01-preview' = {
  name: 'apim-${code}'
  location: location
  sku: {
    name: 'Basic'
    capacity: 1
  }
  properties: {
    publisherName: 'Mirabel'
    publisherEmail: 'api@mirabel.example'
    customProperties: {
      'Microsoft.WindowsAzure.ApiManagement.Gateway.Security.Backend.Protocols.Ssl30': 'true'
      'Microsoft.WindowsAzure.ApiManagement.Gateway.Security.Ciphers.TripleDes168': 'true'
    }
  }
}

resource loyalty 'Microsoft.ApiManagement/service/namedValues@2023-03-01-preview' = {
  parent: service
  name: 'loyalty-key'
  properties: {
    displayName: 'loyalty-key'
    secret: true
    value: loyaltyApiKey
  }
}

resource backend 'Microsoft.ApiManagement/service/backends@2023-03-01-preview' = {
  parent: service
  name: 'functions'
  properties: {
    protocol: 'http'
    url: 'https://${functionsHost}'
    tls: {
      validateCertificateChain: false
      validateCertificateName: false
    }
  }
}

resource api 'Microsoft.ApiManagement/service/apis@2023-03-01-preview' = [
  for item in items(apis): {
    parent: service
    name: item.key
    properties: {
      displayName: item.key
      path: item.key
      protocols: ['http', 'https']
      serviceUrl: 'http://${functionsHost}/${item.value}'
      subscriptionRequired: false
    }
  }
]

resource partners 'Microsoft.ApiManagement/service/products@2023-03-01-preview' = {
  parent: service
  name: 'partners'
  properties: {
    displayName: 'Partners'
    subscriptionRequired: false
    state: 'published'
  }
}

resource everything 'Microsoft.ApiManagement/service/policies@2023-03-01-preview' = {
  parent: service
  name: 'policy'
  properties: {
    format: 'rawxml'
    value: '<policies><inbound><cors><allowed-origins><origin>*</origin></allowed-origins></cors><set-header name="x-functions-key" exists-action="override"><value>9Zr4tqLw7vXbN2</value></set-header></inbound><backend><forward-request /></backend><outbound /><on-error /></policies>'
  }
}

resource insights 'Microsoft.ApiManagement/service/diagnostics@2023-03-01-preview' = {
  parent: service
  name: 'applicationinsights'
  properties: {
    loggerId: '${service.id}/loggers/insights'
    frontend: {
      request: {
        headers: ['Authorization', 'Content-Type']
        body: {
          bytes: 8192
        }
      }
    }
  }
}

output host string = '${service.name}.azure-api.net'
