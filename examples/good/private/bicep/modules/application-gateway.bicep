// The way in from the company's network: Application Gateway on a private address, with a firewall that blocks.

param name string
param location string
param workspaceId string
param subnetId string

@description('Private address of the gateway.')
param address string

@description('Identity that reads the certificate.')
param identityId string

@description('Secret of the vault with the certificate, without a version, so that renewals are taken.')
param certificateSecretUri string

param hostName string

@description('Private address of API Management.')
param apiAddress string

var parts = 'Microsoft.Network/applicationGateways'

resource policy 'Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies@2024-05-01' = {
  name: 'waf-${name}'
  location: location
  properties: {
    policySettings: {
      state: 'Enabled'
      mode: 'Prevention'
      requestBodyCheck: true
      maxRequestBodySizeInKb: 128
      fileUploadLimitInMb: 100
    }
    managedRules: {
      managedRuleSets: [
        {
          ruleSetType: 'Microsoft_DefaultRuleSet'
          ruleSetVersion: '2.1'
        }
        {
          ruleSetType: 'Microsoft_BotManagerRuleSet'
          ruleSetVersion: '1.1'
        }
      ]
    }
    customRules: [
      {
        name: 'onlyOurNetworks'
        priority: 10
        ruleType: 'MatchRule'
        action: 'Block'
        matchConditions: [
          {
            matchVariables: [
              {
                variableName: 'RemoteAddr'
              }
            ]
            operator: 'IPMatch'
            negationConditon: true
            matchValues: ['10.0.0.0/8']
          }
        ]
      }
    ]
  }
}

resource gateway 'Microsoft.Network/applicationGateways@2024-05-01' = {
  name: name
  location: location
  zones: ['1', '2', '3']
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    sku: {
      name: 'WAF_v2'
      tier: 'WAF_v2'
    }
    autoscaleConfiguration: {
      minCapacity: 2
      maxCapacity: 6
    }
    firewallPolicy: {
      id: policy.id
    }
    sslPolicy: {
      policyType: 'Predefined'
      policyName: 'AppGwSslPolicy20220101S'
    }
    gatewayIPConfigurations: [
      {
        name: 'subnet'
        properties: {
          subnet: {
            id: subnetId
          }
        }
      }
    ]
    frontendIPConfigurations: [
      {
        name: 'private'
        properties: {
          privateIPAllocationMethod: 'Static'
          privateIPAddress: address
          subnet: {
            id: subnetId
          }
        }
      }
    ]
    frontendPorts: [
      {
        name: 'https'
        properties: {
          port: 443
        }
      }
    ]
    sslCertificates: [
      {
        name: 'edge'
        properties: {
          keyVaultSecretId: certificateSecretUri
        }
      }
    ]
    httpListeners: [
      {
        name: 'api'
        properties: {
          protocol: 'Https'
          hostName: hostName
          frontendIPConfiguration: {
            id: resourceId('${parts}/frontendIPConfigurations', name, 'private')
          }
          frontendPort: {
            id: resourceId('${parts}/frontendPorts', name, 'https')
          }
          sslCertificate: {
            id: resourceId('${parts}/sslCertificates', name, 'edge')
          }
        }
      }
    ]
    backendAddressPools: [
      {
        name: 'api-management'
        properties: {
          backendAddresses: [
            {
              ipAddress: apiAddress
            }
          ]
        }
      }
    ]
    probes: [
      {
        name: 'api-management'
        properties: {
          protocol: 'Https'
          host: hostName
          path: '/status-0123456789abcdef'
          interval: 30
          timeout: 30
          unhealthyThreshold: 3
        }
      }
    ]
    backendHttpSettingsCollection: [
      {
        name: 'api-management'
        properties: {
          protocol: 'Https'
          port: 443
          hostName: hostName
          requestTimeout: 60
          probe: {
            id: resourceId('${parts}/probes', name, 'api-management')
          }
        }
      }
    ]
    requestRoutingRules: [
      {
        name: 'api'
        properties: {
          ruleType: 'Basic'
          priority: 100
          httpListener: {
            id: resourceId('${parts}/httpListeners', name, 'api')
          }
          backendAddressPool: {
            id: resourceId('${parts}/backendAddressPools', name, 'api-management')
          }
          backendHttpSettings: {
            id: resourceId('${parts}/backendHttpSettingsCollection', name, 'api-management')
          }
        }
      }
    ]
  }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'audit'
  scope: gateway
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
