// A function app or a Logic Apps Standard app: integrated with the network, admits those whom it is told of,
// and takes tokens from them.

param name string
param location string
param workspaceId string

@description('What the app is: `functionapp`, or `functionapp,workflowapp` for Logic Apps Standard.')
@allowed(['functionapp', 'functionapp,workflowapp'])
param kind string

@description('Size of the plan: `P1v3` for functions, `WS1` for Logic Apps Standard.')
@allowed(['P1v3', 'WS1'])
param size string

@description('Subnet through which the app sends.')
param outboundSubnetId string

param identityId string

@description('Client id of the app registration whose tokens the app takes.')
param audienceClientId string

@description('Applications that may call.')
param allowedApplications string[]

@description('Access restrictions: who may call the app at all.')
param admitted array

@description('Addresses of the agents that publish to the app.')
param pipelineAddresses string[]

@description('Settings of the app beside those that every app has.')
param settings object

var tiers = {
  P1v3: 'PremiumV3'
  WS1: 'WorkflowStandard'
}

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: 'asp-${name}'
  location: location
  sku: {
    name: size
    tier: tiers[size]
    capacity: 2
  }
  properties: {
    zoneRedundant: size == 'P1v3'
  }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  kind: kind
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    publicNetworkAccess: 'Enabled'
    virtualNetworkSubnetId: outboundSubnetId
    vnetRouteAllEnabled: true
    vnetContentShareEnabled: true
    keyVaultReferenceIdentity: identityId
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
      remoteDebuggingEnabled: false
      ipSecurityRestrictionsDefaultAction: 'Deny'
      ipSecurityRestrictions: admitted
      scmIpSecurityRestrictionsUseMain: false
      scmIpSecurityRestrictionsDefaultAction: 'Deny'
      scmIpSecurityRestrictions: [
        for (address, i) in pipelineAddresses: {
          name: 'pipeline-${i}'
          priority: 100 + i
          action: 'Allow'
          ipAddress: address
        }
      ]
    }
  }

  resource appSettings 'config' = {
    name: 'appsettings'
    properties: union(
      {
        FUNCTIONS_EXTENSION_VERSION: '~4'
        WEBSITE_RUN_FROM_PACKAGE: '1'
      },
      settings
    )
  }

  resource authentication 'config' = {
    name: 'authsettingsV2'
    properties: {
      platform: {
        enabled: true
      }
      globalValidation: {
        requireAuthentication: true
        unauthenticatedClientAction: 'Return401'
      }
      identityProviders: {
        azureActiveDirectory: {
          enabled: true
          registration: {
            clientId: audienceClientId
            openIdIssuer: '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
          }
          validation: {
            allowedAudiences: ['api://norvik-orders']
            defaultAuthorizationPolicy: {
              allowedApplications: allowedApplications
            }
          }
        }
      }
    }
  }

  resource publishing 'basicPublishingCredentialsPolicies' = [
    for way in ['ftp', 'scm']: {
      name: way
      properties: {
        allow: false
      }
    }
  ]
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'audit'
  scope: app
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
  }
}

output id string = app.id
output host string = '${app.name}.azurewebsites.net'
