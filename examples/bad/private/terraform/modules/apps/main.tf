# Functions and Logic Apps Standard, both on plans that were there already.

locals {
  apps = {
    "func-${var.code}" = {
      kind = "functionapp"
      sku  = "EP1"
      tier = "ElasticPremium"
    }
    "logic-${var.code}" = {
      kind = "functionapp,workflowapp"
      sku  = "WS1"
      tier = "WorkflowStandard"
    }
  }

  settings = {
    AzureWebJobsStorage            = "DefaultEndpointsProtocol=https;AccountName=${var.storage_name};AccountKey=${data.azurerm_storage_account.integration.primary_access_key}"
    FUNCTIONS_EXTENSION_VERSION    = "~4"
    Orders                         = var.bus_connection
    Carrier__ApiKey                = var.carrier_api_key
    APPINSIGHTS_INSTRUMENTATIONKEY = var.insights_key
  }
}

data "azurerm_storage_account" "integration" {
  name                = var.storage_name
  resource_group_name = var.resource_group.name
}

resource "azapi_resource" "plan" {
  for_each = local.apps

  type      = "Microsoft.Web/serverfarms@2022-09-01"
  name      = "plan-${each.key}"
  parent_id = var.resource_group.id
  location  = var.location

  body = {
    sku = {
      name = each.value.sku
      tier = each.value.tier
    }
  }
}

resource "azapi_resource" "site" {
  for_each = local.apps

  type      = "Microsoft.Web/sites@2022-09-01"
  name      = each.key
  parent_id = var.resource_group.id
  location  = var.location

  body = {
    kind = each.value.kind
    properties = {
      serverFarmId           = azapi_resource.plan[each.key].id
      virtualNetworkSubnetId = var.subnet_id
      siteConfig = {
        ftpsState              = "AllAllowed"
        minTlsVersion          = "1.1"
        remoteDebuggingEnabled = true
        cors = {
          allowedOrigins = ["*"]
        }
        appSettings = [for name, value in local.settings : { name = name, value = value }]
      }
    }
  }
}
