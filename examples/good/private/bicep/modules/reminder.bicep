// A Consumption workflow that needs no network: once a day it asks Resource Manager which certificates end soon.

param name string
param location string
param workspaceId string
param identityId string
param vaultId string

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
      contents: {
        allowedCallerIpAddresses: []
      }
    }
    definition: {
      '$schema': 'https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#'
      contentVersion: '1.0.0.0'
      parameters: {
        vault: {
          type: 'String'
        }
      }
      triggers: {
        Every_morning: {
          type: 'Recurrence'
          recurrence: {
            frequency: 'Day'
            interval: 1
            timeZone: 'W. Europe Standard Time'
            schedule: {
              hours: ['6']
            }
          }
        }
      }
      actions: {
        List_secrets: {
          type: 'Http'
          runAfter: {}
          inputs: {
            method: 'GET'
            #disable-next-line no-hardcoded-env-urls
            uri: 'https://management.azure.com@{parameters(\'vault\')}/secrets?api-version=2023-07-01'
            authentication: {
              type: 'ManagedServiceIdentity'
              identity: identityId
            }
          }
        }
        Which_end_soon: {
          type: 'Query'
          runAfter: {
            List_secrets: ['Succeeded']
          }
          inputs: {
            from: '@body(\'List_secrets\')?[\'value\']'
            where: '@less(item()?[\'properties\']?[\'attributes\']?[\'exp\'], div(sub(ticks(addDays(utcNow(), 30)), 621355968000000000), 10000000))'
          }
        }
      }
    }
    parameters: {
      vault: {
        value: vaultId
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
