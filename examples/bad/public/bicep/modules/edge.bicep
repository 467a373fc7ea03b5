// Front Door: for the content network at first, for the APIs since last year.

param name string

@description('Host names of what stands behind.')
param backends object

param hostName string

resource policy 'Microsoft.Network/FrontDoorWebApplicationFirewallPolicies@2022-05-01' = {
  name: 'waf${name}'
  location: 'global'
  sku: {
    name: 'Premium_AzureFrontDoor'
  }
  properties: {
    policySettings: {
      enabledState: 'Enabled'
      mode: 'Detection'
      requestBodyCheck: 'Disabled'
    }
    managedRules: {
      managedRuleSets: [
        {
          ruleSetType: 'DefaultRuleSet'
          ruleSetVersion: '1.0'
        }
      ]
    }
  }
}

resource profile 'Microsoft.Cdn/profiles@2023-05-01' = {
  name: 'afd-${name}'
  location: 'global'
  sku: {
    name: 'Premium_AzureFrontDoor'
  }
}

resource domain 'Microsoft.Cdn/profiles/customDomains@2023-05-01' = {
  parent: profile
  name: 'shop'
  properties: {
    hostName: hostName
    tlsSettings: {
      certificateType: 'ManagedCertificate'
      minimumTlsVersion: 'TLS10'
    }
  }
}

resource endpoint 'Microsoft.Cdn/profiles/afdEndpoints@2023-05-01' = {
  parent: profile
  name: name
  location: 'global'
  properties: {
    enabledState: 'Enabled'
  }
}

resource groups 'Microsoft.Cdn/profiles/originGroups@2023-05-01' = [
  for item in items(backends): {
    parent: profile
    name: item.key
    properties: {
      loadBalancingSettings: {
        sampleSize: 4
        successfulSamplesRequired: 2
      }
    }
  }
]

resource origins 'Microsoft.Cdn/profiles/originGroups/origins@2023-05-01' = [
  for (item, i) in items(backends): {
    parent: groups[i]
    name: item.key
    properties: {
      hostName: item.value
      originHostHeader: item.value
      httpPort: 80
      httpsPort: 443
      enforceCertificateNameCheck: false
    }
  }
]

resource routes 'Microsoft.Cdn/profiles/afdEndpoints/routes@2023-05-01' = [
  for (item, i) in items(backends): {
    parent: endpoint
    name: item.key
    properties: {
      customDomains: [
        {
          id: domain.id
        }
      ]
      originGroup: {
        id: groups[i].id
      }
      patternsToMatch: ['/${item.key}/*']
      supportedProtocols: ['Http', 'Https']
      httpsRedirect: 'Disabled'
      forwardingProtocol: 'MatchRequest'
      linkToDefaultDomain: 'Enabled'
    }
    dependsOn: [origins]
  }
]

resource shopOnly 'Microsoft.Cdn/profiles/securityPolicies@2023-05-01' = {
  parent: profile
  name: 'shop'
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
