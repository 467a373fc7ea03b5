// API Management: Front Door comes in by a private link, the gateway goes out by the network, and the public address is
// shut. One API for orders, whose callers need a token of Entra ID and a key.

param name string
param location string
param workspaceId string

@description('Subnet through which the gateway calls its back ends.')
param outboundSubnetId string

param endpointSubnetId string
param publisherEmail string

@description('Resource id of the identity that reads the vault and calls the back end.')
param identityId string

@description('Client id of that identity.')
param identityClientId string

@description('URI of the vault with the audience that callers must ask for.')
param vaultUri string

@description('Host name of the function app behind the API.')
param backendHost string

@description('True for the first deployment only: public access can be shut once there is a private endpoint.')
param withPublicAccess bool = false

resource service 'Microsoft.ApiManagement/service@2024-05-01' = {
  name: name
  location: location
  sku: {
    name: 'StandardV2'
    capacity: 2
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    publisherName: 'Norvik integration'
    publisherEmail: publisherEmail
    publicNetworkAccess: withPublicAccess ? 'Enabled' : 'Disabled'
    virtualNetworkType: 'External'
    virtualNetworkConfiguration: {
      subnetResourceId: outboundSubnetId
    }
    apiVersionConstraint: {
      minApiVersion: '2021-08-01'
    }
  }

  resource signin 'portalsettings' = {
    name: 'signin'
    properties: {
      enabled: true
    }
  }

  resource ourTenant 'namedValues' = {
    name: 'tenant'
    properties: {
      displayName: 'tenant'
      value: tenant().tenantId
    }
  }

  resource audience 'namedValues' = {
    name: 'orders-audience'
    properties: {
      displayName: 'orders-audience'
      secret: true
      keyVault: {
        secretIdentifier: '${vaultUri}secrets/orders-audience'
        identityClientId: identityClientId
      }
    }
  }

  resource backend 'backends' = {
    name: 'orders'
    properties: {
      protocol: 'http'
      url: 'https://${backendHost}/api'
      tls: {
        validateCertificateChain: true
        validateCertificateName: true
      }
    }
  }

  resource orders 'apis' = {
    name: 'orders'
    properties: {
      displayName: 'Orders'
      path: 'orders'
      protocols: ['https']
      subscriptionRequired: true
    }

    resource place 'operations' = {
      name: 'place-order'
      properties: {
        displayName: 'Place an order'
        method: 'POST'
        urlTemplate: '/'
      }
    }

    resource policy 'policies' = {
      name: 'policy'
      properties: {
        format: 'rawxml'
        value: loadTextContent('policies/orders.xml')
      }
      dependsOn: [ourTenant, audience, backend]
    }
  }

  resource partners 'products' = {
    name: 'partners'
    properties: {
      displayName: 'Partners'
      subscriptionRequired: true
      approvalRequired: true
      state: 'published'
    }

    resource includes 'apis' = {
      name: 'orders'
      dependsOn: [orders]
    }
  }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'audit'
  scope: service
  properties: {
    workspaceId: workspaceId
    logAnalyticsDestinationType: 'Dedicated'
    logs: [
      {
        category: 'GatewayLogs'
        enabled: true
      }
      {
        category: 'WebSocketConnectionLogs'
        enabled: true
      }
    ]
  }
}

module endpoint 'private-endpoint.bicep' = {
  name: 'pe-${name}'
  params: {
    name: 'pe-${name}'
    location: location
    subnetId: endpointSubnetId
    serviceId: service.id
    group: 'Gateway'
    zoneName: 'privatelink.azure-api.net'
  }
}

output id string = service.id
output host string = '${service.name}.azure-api.net'
