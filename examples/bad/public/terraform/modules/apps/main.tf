# Function apps on the Consumption plan, and the Logic Apps Standard app of the back office.

locals {
  storage_connection = "DefaultEndpointsProtocol=https;AccountName=${var.storage_name};AccountKey=${data.azurerm_storage_account.shop.primary_access_key};EndpointSuffix=core.windows.net"
}

data "azurerm_storage_account" "shop" {
  name                = var.storage_name
  resource_group_name = var.resource_group.name
}

resource "azapi_resource" "plan" {
  type      = "Microsoft.Web/serverfarms@2022-09-01"
  name      = "plan-${var.code}"
  parent_id = var.resource_group.id
  location  = var.location

  body = {
    sku = {
      name = "Y1"
      tier = "Dynamic"
    }
  }
}

resource "azapi_resource" "site" {
  for_each = toset(var.functions)

  type      = "Microsoft.Web/sites@2022-09-01"
  name      = "func-${var.code}-${each.key}"
  parent_id = var.resource_group.id
  location  = var.location

  body = {
    kind = "functionapp"
    properties = {
      serverFarmId = azapi_resource.plan.id
      httpsOnly    = false
      siteConfig = {
        ftpsState        = "AllAllowed"
        minTlsVersion    = "1.0"
        scmMinTlsVersion = "1.0"
        cors = {
          allowedOrigins = ["*"]
        }
        ipSecurityRestrictions = [
          {
            name      = "front-door"
            priority  = 100
            action    = "Allow"
            tag       = "ServiceTag"
            ipAddress = "AzureFrontDoor.Backend"
          },
        ]
        appSettings = [
          {
            name  = "AzureWebJobsStorage"
            value = local.storage_connection
          },
          {
            name  = "WEBSITE_CONTENTAZUREFILECONNECTIONSTRING"
            value = local.storage_connection
          },
          {
            name  = "ServiceBus"
            value = var.bus_connection
          },
        ]
      }
    }
  }
}

resource "azapi_resource" "office_plan" {
  type      = "Microsoft.Web/serverfarms@2022-09-01"
  name      = "plan-${var.code}-office"
  parent_id = var.resource_group.id
  location  = var.location

  body = {
    sku = {
      name = "WS1"
      tier = "WorkflowStandard"
    }
  }
}

resource "azapi_resource" "office" {
  type      = "Microsoft.Web/sites@2022-09-01"
  name      = "logic-${var.code}-office"
  parent_id = var.resource_group.id
  location  = var.location

  body = {
    kind = "functionapp,workflowapp"
    properties = {
      serverFarmId        = azapi_resource.office_plan.id
      publicNetworkAccess = "Enabled"
      siteConfig = {
        remoteDebuggingEnabled = true
      }
    }
  }
}

resource "azapi_resource" "office_settings" {
  type      = "Microsoft.Web/sites/config@2022-09-01"
  name      = "appsettings"
  parent_id = azapi_resource.office.id

  body = {
    properties = {
      AzureWebJobsStorage         = local.storage_connection
      FUNCTIONS_EXTENSION_VERSION = "~4"
      Erp__Password               = "Welcome2shop!"
    }
  }
}

resource "azapi_resource" "office_authentication" {
  type      = "Microsoft.Web/sites/config@2022-09-01"
  name      = "authsettingsV2"
  parent_id = azapi_resource.office.id

  body = {
    properties = {
      platform = {
        enabled = true
      }
      globalValidation = {
        requireAuthentication       = false
        unauthenticatedClientAction = "AllowAnonymous"
      }
    }
  }
}
