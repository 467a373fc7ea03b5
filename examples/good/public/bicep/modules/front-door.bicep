// The way in from the Internet: Front Door Premium with a firewall that blocks, on one host name, over HTTPS. API
// Management is reached by a private link; the function app admits this Front Door by its id.
import { origin } from 'types.bicep'

param name string
param location string
param workspaceId string
param hostName string

@description('What answers, each under a path of its own.')
param origins origin[]

resource policy 'Microsoft.Network/FrontDoorWebApplicationFirewallPolicies@2024-02-01' = {
  name: 'waf${replace(name, '-', '')}'
  location: 'global'
  sku: {
    name: 'Premium_AzureFrontDoor'
  }
  properties: {
    policySettings: {
      enabledState: 'Enabled'
      mode: 'Prevention'
      requestBodyCheck: 'Enabled'
      customBlockResponseStatusCode: 403
    }
    managedRules: {
      managedRuleSets: [
        {
          ruleSetType: 'Microsoft_DefaultRuleSet'
          ruleSetVersion: '2.1'
          ruleSetAction: 'Block'
        }
        {
          ruleSetType: 'Microsoft_BotManagerRuleSet'
          ruleSetVersion: '1.1'
        }
      ]
    }
    customRules: {
      rules: [
        {
          name: 'tooManyRequests'
          priority: 10
          enabledState: 'Enabled'
          ruleType: 'RateLimitRule'
          rateLimitDurationInMinutes: 1
          rateLimitThreshold: 600
          action: 'Block'
          matchConditions: [
            {
              matchVariable: 'RequestUri'
              operator: 'BeginsWith'
              matchValue: ['https://${hostName}/']
            }
          ]
        }
      ]
    }
  }
}

resource profile 'Microsoft.Cdn/profiles@2024-09-01' = {
  name: name
  location: 'global'
  sku: {
    name: 'Premium_AzureFrontDoor'
  }
  properties: {
    originResponseTimeoutSeconds: 60
  }

  resource domain 'customDomains' = {
    name: replace(hostName, '.', '-')
    properties: {
      hostName: hostName
      tlsSettings: {
        certificateType: 'ManagedCertificate'
        minimumTlsVersion: 'TLS12'
      }
    }
  }

  resource group 'originGroups' = [
    for item in origins: {
      name: item.name
      properties: {
        loadBalancingSettings: {
          sampleSize: 4
          successfulSamplesRequired: 3
        }
        healthProbeSettings: {
          probePath: item.probePath
          probeProtocol: 'Https'
          probeRequestType: 'GET'
          probeIntervalInSeconds: 60
        }
      }
    }
  ]

  resource endpoint 'afdEndpoints' = {
    name: name
    location: 'global'
    properties: {
      enabledState: 'Enabled'
    }

    resource route 'routes' = [
      for (item, i) in origins: {
        name: item.name
        properties: {
          customDomains: [
            {
              id: domain.id
            }
          ]
          originGroup: {
            id: group[i].id
          }
          patternsToMatch: item.paths
          supportedProtocols: ['Http', 'Https']
          httpsRedirect: 'Enabled'
          forwardingProtocol: 'HttpsOnly'
          linkToDefaultDomain: 'Disabled'
        }
        dependsOn: [firewall, server]
      }
    ]
  }

  resource firewall 'securityPolicies' = {
    name: 'everything'
    properties: {
      parameters: {
        type: 'WebApplicationFirewall'
        wafPolicy: {
          id: policy.id
        }
        associations: [
          {
            domains: [
              {
                id: domain.id
              }
            ]
            patternsToMatch: ['/*']
          }
        ]
      }
    }
  }
}

resource server 'Microsoft.Cdn/profiles/originGroups/origins@2024-09-01' = [
  for (item, i) in origins: {
    parent: profile::group[i]
    name: item.name
    properties: {
      hostName: item.host
      originHostHeader: item.host
      httpsPort: 443
      enforceCertificateNameCheck: true
      enabledState: 'Enabled'
      sharedPrivateLinkResource: contains(item, 'privateLinkId')
        ? {
            privateLink: {
              id: item.privateLinkId
            }
            groupId: item.privateLinkGroup
            privateLinkLocation: location
            requestMessage: 'Front Door ${name}'
          }
        : null
    }
  }
]

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'audit'
  scope: profile
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

output frontDoorId string = profile.properties.frontDoorId
