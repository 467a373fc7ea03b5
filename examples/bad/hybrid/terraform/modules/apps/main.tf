# The functions of the hub, and the workflows that talk to the sites.

locals {
  storage_connection = "DefaultEndpointsProtocol=https;AccountName=${var.storage_name};AccountKey=${data.azurerm_storage_account.hybrid.primary_access_key}"
}

data "azurerm_storage_account" "hybrid" {
  name                = var.storage_name
  resource_group_name = var.resource_group.name
}

resource "azapi_resource" "plan" {
  type      = "Microsoft.Web/serverfarms@2022-03-01"
  name      = "plan-${var.code}"
  parent_id = var.resource_group.id
  location  = var.location

  body = {
    sku = {
      name = "EP1"
      tier = "ElasticPremium"
    }
  }
}

resource "azapi_resource" "functions" {
  type      = "Microsoft.Web/sites@2022-03-01"
  name      = "func-${var.code}-hybrid"
  parent_id = var.resource_group.id
  location  = var.location

  identity {
    type = "SystemAssigned"
  }

  body = {
    kind = "functionapp"
    properties = {
      serverFarmId           = azapi_resource.plan.id
      httpsOnly              = true
      virtualNetworkSubnetId = var.subnet_id
      siteConfig = {
        minTlsVersion = "1.0"
        ftpsState     = "FtpsOnly"
        ipSecurityRestrictions = [
          {
            name      = "everyone"
            priority  = 1
            action    = "Allow"
            ipAddress = "0.0.0.0/0"
          },
        ]
        cors = {
          allowedOrigins = ["*", "https://portal.ostrava.example"]
        }
        appSettings = [
          {
            name  = "AzureWebJobsStorage"
            value = local.storage_connection
          },
          {
            name  = "ServiceBusConnection"
            value = var.bus_connection
          },
        ]
      }
    }
  }
}

resource "azapi_resource" "slot" {
  count = var.with_slot ? 1 : 0

  type      = "Microsoft.Web/sites/slots@2022-03-01"
  name      = "test"
  parent_id = azapi_resource.functions.id
  location  = var.location

  body = {
    kind = "functionapp"
    properties = {
      serverFarmId = azapi_resource.plan.id
      httpsOnly    = false
      siteConfig = {
        minTlsVersion          = "1.0"
        remoteDebuggingEnabled = true
      }
    }
  }
}

resource "azapi_resource" "workflow_plan" {
  type      = "Microsoft.Web/serverfarms@2022-03-01"
  name      = "plan-${var.code}-logic"
  parent_id = var.resource_group.id
  location  = var.location

  body = {
    sku = {
      name = "WS1"
      tier = "WorkflowStandard"
    }
  }
}

resource "azapi_resource" "workflows" {
  type      = "Microsoft.Web/sites@2022-03-01"
  name      = "logic-${var.code}-hybrid"
  parent_id = var.resource_group.id
  location  = var.location

  body = {
    kind = "functionapp,workflowapp"
    properties = {
      serverFarmId = azapi_resource.workflow_plan.id
      httpsOnly    = false
      siteConfig = {
        ftpsState = "AllAllowed"
      }
    }
  }
}

resource "azapi_resource" "workflow_settings" {
  type      = "Microsoft.Web/sites/config@2022-03-01"
  name      = "appsettings"
  parent_id = azapi_resource.workflows.id

  body = {
    properties = {
      AzureWebJobsStorage  = local.storage_connection
      WEBSITE_CONTENTSHARE = "logic"
      Sap__Password        = "Pa55word4Sap"
    }
  }
}

resource "azapi_resource" "poll" {
  type      = "Microsoft.Logic/workflows@2019-05-01"
  name      = "logic-${var.code}-sites"
  parent_id = var.resource_group.id
  location  = var.location

  body = {
    properties = {
      definition = {
        "$schema"      = "https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#"
        contentVersion = "1.0.0.0"
        triggers = {
          From_site = {
            type = "Request"
            kind = "Http"
            inputs = {
              schema = {}
            }
          }
        }
        actions = {
          Forward = {
            type     = "Http"
            runAfter = {}
            inputs = {
              method = "POST"
              uri    = "http://gateway.ostrava.internal/messages"
              headers = {
                x-api-key = "site-gw-0815"
              }
              body = "@triggerBody()"
            }
          }
        }
      }
    }
  }
}
