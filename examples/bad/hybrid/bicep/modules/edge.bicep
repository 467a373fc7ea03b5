// Application Gateway for partners, and Traffic Manager before it and before the old region.

param name string
param location string
param subnetId string
param apiHost string

@description('Web site of the old region, until it is switched off.')
param oldSite string

var parts = 'Microsoft.Network/applicationGateways'

resource address 'Microsoft.Network/publicIPAddresses@2023-11-01' = {
  name: 'pip-${name}'
  location: location
  sku: {
    name: 'Standard'
  }
  properties: {
    publicIPAllocationMethod: 'Static'
    dnsSettings: {
      domainNameLabel: '${name}-orders-prod'
    }
  }
}

resource policy 'Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies@2023-11-01' = {
  name: 'waf-${name}'
  location: location
  properties: {
    policySettings: {
      state: 'Enabled'
      mode: 'Detection'
      requestBodyCheck: false
    }
    managedRules: {
      managedRuleSets: [
        {
          ruleSetType: 'OWASP'
          ruleSetVersion: '3.0'
          ruleGroupOverrides: [
            {
              ruleGroupName: 'REQUEST-942-APPLICATION-ATTACK-SQLI'
              rules: []
            }
          ]
        }
      ]
    }
    customRules: [
      {
        name: 'letPartnersThrough'
        priority: 1
        ruleType: 'MatchRule'
        action: 'Allow'
        matchConditions: [
          {
            matchVariables: [
              {
                variableName: 'RemoteAddr'
              }
            ]
            operator: 'IPMatch'
            matchValues: ['0.0.0.0/0']
          }
        ]
      }
    ]
  }
}

resource gateway 'Microsoft.Network/applicationGateways@2022-11-01' = {
  name: name
  location: location
  properties: {
    sku: {
      name: 'WAF_v2'
      tier: 'WAF_v2'
      capacity: 1
    }
    sslPolicy: {
      policyType: 'Predefined'
      policyName: 'AppGwSslPolicy20150501'
    }
    firewallPolicy: {
      id: policy.id
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
        name: 'public'
        properties: {
          publicIPAddress: {
            id: address.id
          }
        }
      }
    ]
    frontendPorts: [
      {
        name: 'http'
        properties: {
          port: 80
        }
      }
      {
        name: 'https'
        properties: {
          port: 443
        }
      }
    ]
    sslCertificates: [
      {
        name: 'partners'
        properties: {
          keyVaultSecretId: 'https://kv-platform${environment().suffixes.keyvaultDns}/secrets/partners'
        }
      }
    ]
    httpListeners: [
      {
        name: 'http'
        properties: {
          protocol: 'Http'
          frontendIPConfiguration: {
            id: resourceId('${parts}/frontendIPConfigurations', name, 'public')
          }
          frontendPort: {
            id: resourceId('${parts}/frontendPorts', name, 'http')
          }
        }
      }
      {
        name: 'https'
        properties: {
          protocol: 'Https'
          frontendIPConfiguration: {
            id: resourceId('${parts}/frontendIPConfigurations', name, 'public')
          }
          frontendPort: {
            id: resourceId('${parts}/frontendPorts', name, 'https')
          }
          sslCertificate: {
            id: resourceId('${parts}/sslCertificates', name, 'partners')
          }
        }
      }
    ]
    backendAddressPools: [
      {
        name: 'api'
        properties: {
          backendAddresses: [
            {
              fqdn: apiHost
            }
          ]
        }
      }
    ]
    backendHttpSettingsCollection: [
      {
        name: 'api'
        properties: {
          protocol: 'Http'
          port: 80
          pickHostNameFromBackendAddress: true
        }
      }
    ]
    requestRoutingRules: [
      {
        name: 'http'
        properties: {
          ruleType: 'Basic'
          priority: 10
          httpListener: {
            id: resourceId('${parts}/httpListeners', name, 'http')
          }
          backendAddressPool: {
            id: resourceId('${parts}/backendAddressPools', name, 'api')
          }
          backendHttpSettings: {
            id: resourceId('${parts}/backendHttpSettingsCollection', name, 'api')
          }
        }
      }
      {
        name: 'https'
        properties: {
          ruleType: 'Basic'
          priority: 20
          httpListener: {
            id: resourceId('${parts}/httpListeners', name, 'https')
          }
          backendAddressPool: {
            id: resourceId('${parts}/backendAddressPools', name, 'api')
          }
          backendHttpSettings: {
            id: resourceId('${parts}/backendHttpSettingsCollection', name, 'api')
          }
        }
      }
    ]
  }
}

resource traffic 'Microsoft.Network/trafficManagerProfiles@2022-04-01' = {
  name: 'tm-${name}'
  location: 'global'
  properties: {
    trafficRoutingMethod: 'Priority'
    dnsConfig: {
      relativeName: 'orders-${name}'
      ttl: 300
    }
    monitorConfig: {
      protocol: 'HTTP'
      port: 80
      path: '/'
    }
    endpoints: [
      {
        name: 'gateway'
        type: 'Microsoft.Network/trafficManagerProfiles/azureEndpoints'
        properties: {
          targetResourceId: address.id
          priority: 1
        }
      }
      {
        name: 'old'
        type: 'Microsoft.Network/trafficManagerProfiles/externalEndpoints'
        properties: {
          target: oldSite
          endpointLocation: 'northeurope'
          priority: 2
        }
      }
    ]
  }
}
