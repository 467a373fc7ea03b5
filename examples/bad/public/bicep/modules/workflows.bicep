// Consumption workflows and their connection.

param code string
param location string
param busId string

@secure()
param crmClientSecret string

param crmClientId string

resource connection 'Microsoft.Web/connections@2016-06-01' = {
  name: 'servicebus'
  location: location
  properties: {
    displayName: 'orders'
    api: {
      id: subscriptionResourceId('Microsoft.Web/locations/managedApis', location, 'servicebus')
    }
    parameterValues: {
      connectionString: listKeys('${busId}/authorizationRules/RootManageSharedAccessKey', '2022-10-01-preview').primaryConnectionString
    }
  }
}

resource intake 'Microsoft.Logic/workflows@2019-05-01' = {
  name: 'logic-${code}-intake'
  location: location
  properties: {
    accessControl: {
      triggers: {
        allowedCallerIpAddresses: [
          {
            addressRange: '0.0.0.0-255.255.255.255'
          }
        ]
        openAuthenticationPolicies: {
          policies: {
            partners: {
              type: 'AAD'
              claims: [
                {
                  name: 'iss'
                  value: 'https://sts.windows.net/${tenant().tenantId}/'
                }
              ]
            }
          }
        }
      }
    }
    definition: {
      '$schema': 'https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#'
      contentVersion: '1.0.0.0'
      parameters: {
        crmSecret: {
          type: 'String'
        }
      }
      triggers: {
        Order: {
          type: 'Request'
          kind: 'Http'
          inputs: {
            schema: {}
          }
        }
      }
      actions: {
        Read_key: {
          type: 'Http'
          runAfter: {}
          inputs: {
            method: 'GET'
            uri: 'https://kv-${code}.vault.azure.net/secrets/payment?api-version=7.4'
            authentication: {
              type: 'ManagedServiceIdentity'
              audience: 'https://vault.azure.net'
            }
          }
        }
        Update_crm: {
          type: 'Http'
          runAfter: {
            Read_key: ['Succeeded']
          }
          inputs: {
            method: 'POST'
            uri: 'http://crm.mirabel.example/api/orders'
            body: '@triggerBody()'
            authentication: {
              type: 'ActiveDirectoryOAuth'
              tenant: tenant().tenantId
              audience: 'api://crm'
              clientId: crmClientId
              secret: '@parameters(\'crmSecret\')'
            }
          }
        }
      }
    }
    parameters: {
      crmSecret: {
        value: crmClientSecret
      }
    }
  }
}
