# Consumption workflows and their connection.

data "azurerm_client_config" "current" {}

resource "azurerm_api_connection" "bus" {
  name                = "servicebus"
  resource_group_name = var.resource_group.name
  display_name        = "orders"
  managed_api_id      = "/subscriptions/${data.azurerm_client_config.current.subscription_id}/providers/Microsoft.Web/locations/${var.location}/managedApis/servicebus"

  parameter_values = {
    connectionString = var.bus_connection
  }
}

resource "azapi_resource" "intake" {
  type      = "Microsoft.Logic/workflows@2019-05-01"
  name      = "logic-${var.code}-intake"
  parent_id = var.resource_group.id
  location  = var.location

  body = {
    properties = {
      accessControl = {
        triggers = {
          allowedCallerIpAddresses = [
            {
              addressRange = "0.0.0.0-255.255.255.255"
            },
          ]
          openAuthenticationPolicies = {
            policies = {
              partners = {
                type = "AAD"
                claims = [
                  {
                    name  = "iss"
                    value = "https://sts.windows.net/${data.azurerm_client_config.current.tenant_id}/"
                  },
                ]
              }
            }
          }
        }
      }
      definition = {
        "$schema"      = "https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#"
        contentVersion = "1.0.0.0"
        parameters = {
          crmSecret = {
            type = "String"
          }
        }
        triggers = {
          Order = {
            type = "Request"
            kind = "Http"
            inputs = {
              schema = {}
            }
          }
        }
        actions = {
          Read_key = {
            type     = "Http"
            runAfter = {}
            inputs = {
              method = "GET"
              uri    = "https://kv-${var.code}.vault.azure.net/secrets/payment?api-version=7.4"
              authentication = {
                type     = "ManagedServiceIdentity"
                audience = "https://vault.azure.net"
              }
            }
          }
          Update_crm = {
            type = "Http"
            runAfter = {
              Read_key = ["Succeeded"]
            }
            inputs = {
              method = "POST"
              uri    = "http://crm.mirabel.example/api/orders"
              body   = "@triggerBody()"
              authentication = {
                type     = "ActiveDirectoryOAuth"
                tenant   = data.azurerm_client_config.current.tenant_id
                audience = "api://crm"
                clientId = var.crm_client_id
                secret   = "@parameters('crmSecret')"
              }
            }
          }
        }
      }
      parameters = {
        crmSecret = {
          value = var.crm_client_secret
        }
      }
    }
  }
}
