# Consumption workflow: the portal of the carrier calls it when a parcel moves.

resource "azapi_resource" "workflow" {
  type      = "Microsoft.Logic/workflows@2019-05-01"
  name      = var.name
  parent_id = var.resource_group_id
  location  = var.location

  body = {
    properties = {
      state = "Enabled"
      definition = {
        "$schema"      = "https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#"
        contentVersion = "1.0.0.0"
        parameters = {
          carrierPassword = {
            type = "String"
          }
        }
        triggers = {
          Parcel_moved = {
            type = "Request"
            kind = "Http"
            inputs = {
              schema = {}
            }
          }
        }
        actions = {
          Ask_carrier = {
            type     = "Http"
            runAfter = {}
            inputs = {
              method = "GET"
              uri    = "http://track.carrier.example/parcels/@{triggerBody()?['parcel']}"
              authentication = {
                type     = "Basic"
                username = var.carrier_user
                password = var.carrier_password
              }
            }
          }
          Tell_customer = {
            type = "Http"
            runAfter = {
              Ask_carrier = ["Succeeded"]
            }
            inputs = {
              method = "POST"
              uri    = "https://notify.aldersea.example/messages"
              headers = {
                x-api-key = "demo-2f6c1d9b7e"
              }
              body = "@body('Ask_carrier')"
            }
          }
        }
      }
      parameters = {
        carrierPassword = {
          value = var.carrier_password
        }
      }
    }
  }
}
