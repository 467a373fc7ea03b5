// A Consumption workflow that partners call: it takes tokens of Entra ID from known addresses, and places the order by
// the API, as itself.

param name string
param location string
param workspaceId string
param identityId string

@description('Address ranges of the partners.')
param partnerAddresses string[]

@description('What partners\' tokens must be for.')
param audience string

@description('Name of the API.')
param apiHost string

resource workflow 'Microsoft.Logic/workflows@2019-05-01' = {
  name: name
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    state: 'Enabled'
    accessControl: {
      triggers: {
        allowedCallerIpAddresses: [
          for range in partnerAddresses: {
            addressRange: range
          }
        ]
        openAuthenticationPolicies: {
          policies: {
            partners: {
              type: 'AAD'
              claims: [
                {
                  name: 'iss'
                  value: '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
                }
                {
                  name: 'aud'
                  value: audience
                }
              ]
            }
          }
        }
        sasAuthenticationPolicy: {
          state: 'Disabled'
        }
      }
      contents: {
        allowedCallerIpAddresses: []
      }
    }
    definition: {
      '$schema': 'https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#'
      contentVersion: '1.0.0.0'
      parameters: {
        api: {
          type: 'String'
        }
      }
      triggers: {
        Order_arrives: {
          type: 'Request'
          kind: 'Http'
          inputs: {
            schema: {
              type: 'object'
              required: ['order']
            }
          }
        }
      }
      actions: {
        Place_order: {
          type: 'Http'
          runAfter: {}
          inputs: {
            method: 'POST'
            uri: 'https://@{parameters(\'api\')}/orders/'
            body: '@triggerBody()?[\'order\']'
            authentication: {
              type: 'ManagedServiceIdentity'
              identity: identityId
              audience: audience
            }
          }
          runtimeConfiguration: {
            secureData: {
              properties: ['inputs', 'outputs']
            }
          }
        }
        Answer: {
          type: 'Response'
          kind: 'Http'
          runAfter: {
            Place_order: ['Succeeded']
          }
          inputs: {
            statusCode: 202
          }
        }
      }
    }
    parameters: {
      api: {
        value: apiHost
      }
    }
  }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'audit'
  scope: workflow
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'WorkflowRuntime'
        enabled: true
      }
    ]
  }
}
