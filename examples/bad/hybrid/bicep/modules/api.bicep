// API Management for partners and sites.

param code string
param location string
param subnetId string
param backendHost string

param sites string[]

resource service 'Microsoft.ApiManagement/service@2021-08-01' = {
  name: 'apim-${code}-hybrid'
  location: location
  sku: {
    name: 'Premium'
    capacity: 1
  }
  properties: {
    publisherName: 'Ostrava Steel'
    publisherEmail: 'it@ostrava.example'
    virtualNetworkType: 'External'
    virtualNetworkConfiguration: {
      subnetResourceId: subnetId
    }
    additionalLocations: [
      {
        location: 'northeurope'
        sku: {
          name: 'Premium'
          capacity: 1
        }
      }
    ]
    customProperties: {
      'Microsoft.WindowsAzure.ApiManagement.Gateway.Security.Protocols.Tls11': 'True'
    }
  }
}

resource siteApi 'Microsoft.ApiManagement/service/apis@2021-08-01' = [
  for item in sites: {
    parent: service
    name: 'site-${item}'
    properties: {
      displayName: 'Site ${item}'
      path: 'sites/${item}'
      protocols: ['https', 'http']
      serviceUrl: 'http://${item}.ostrava.internal'
      subscriptionRequired: false
    }
  }
]

resource sitePolicy 'Microsoft.ApiManagement/service/apis/policies@2021-08-01' = [
  for (item, i) in sites: {
    parent: siteApi[i]
    name: 'policy'
    properties: {
      format: 'rawxml'
      value: '<policies><inbound><choose><when condition="@(context.Request.Headers.ContainsKey(&quot;Authorization&quot;))"><validate-jwt header-name="Authorization"><openid-config url="https://login.ostrava.example/.well-known/openid-configuration" /></validate-jwt></when></choose></inbound><backend><base /></backend><outbound><base /></outbound><on-error><base /></on-error></policies>'
    }
  }
]

resource orders 'Microsoft.ApiManagement/service/apis@2021-08-01' = {
  parent: service
  name: 'orders'
  properties: {
    displayName: 'Orders'
    path: 'orders'
    protocols: ['https']
    serviceUrl: 'https://${backendHost}/api'
  }
}

resource key 'Microsoft.ApiManagement/service/namedValues@2021-08-01' = {
  parent: service
  name: 'function-key'
  properties: {
    displayName: 'function-key'
    value: listKeys(resourceId('Microsoft.Web/sites/host', 'func-${code}-hybrid', 'default'), '2022-03-01').functionKeys.default
  }
}

output host string = '${service.name}.azure-api.net'
