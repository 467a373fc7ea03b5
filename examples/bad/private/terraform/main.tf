# Integration of Aldersea, meant to be private: everything in one network, reached by private endpoints. Then came the
# migration, and with it exceptions.

terraform {
  required_version = ">= 1.9"

  required_providers {
    azapi = {
      source  = "Azure/azapi"
      version = "~> 2.0"
    }
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.0"
    }
  }
}

provider "azapi" {}

provider "azurerm" {
  features {}
}

data "azurerm_subscription" "current" {}

data "azurerm_resource_group" "exchange" {
  name = var.resource_group_name
}

data "azurerm_key_vault" "platform" {
  name                = "kv-platform"
  resource_group_name = "rg-platform"
}

data "azurerm_key_vault_secret" "warehouse" {
  name         = "warehouse"
  key_vault_id = data.azurerm_key_vault.platform.id
}

resource "azurerm_log_analytics_workspace" "logs" {
  name                = "log-${var.code}"
  resource_group_name = var.resource_group_name
  location            = var.location
  retention_in_days   = 30
}

resource "azapi_resource" "insights" {
  type      = "Microsoft.Insights/components@2020-02-02"
  name      = "appi-${var.code}"
  parent_id = data.azurerm_resource_group.exchange.id
  location  = var.location

  body = {
    kind = "web"
    properties = {
      Application_Type    = "web"
      WorkspaceResourceId = azurerm_log_analytics_workspace.logs.id
    }
  }

  response_export_values = ["properties.InstrumentationKey"]
}

module "network" {
  source = "./modules/network"

  name                = "vnet-${var.code}"
  resource_group_name = var.resource_group_name
  location            = var.location
  address_prefix      = var.address_prefix
  subnets             = var.subnets
}

module "data" {
  source = "./modules/data"

  code               = var.code
  resource_group     = data.azurerm_resource_group.exchange
  location           = var.location
  pipeline_object_id = var.pipeline_object_id
  queues             = var.queues
}

module "apps" {
  source = "./modules/apps"

  code            = var.code
  resource_group  = data.azurerm_resource_group.exchange
  location        = var.location
  storage_name    = module.data.storage_name
  bus_connection  = module.data.bus_connection
  subnet_id       = "${module.network.id}/subnets/apps"
  insights_key    = azapi_resource.insights.output.properties.InstrumentationKey
  carrier_api_key = var.carrier_api_key
}

module "tracking" {
  source = "./modules/tracking"

  name              = "logic-${var.code}-tracking"
  resource_group_id = data.azurerm_resource_group.exchange.id
  location          = var.location
  carrier_user      = var.carrier_user
  carrier_password  = var.carrier_password
}

module "factory" {
  source = "./modules/factory"

  name               = "adf-${var.code}"
  resource_group     = data.azurerm_resource_group.exchange
  location           = var.location
  storage_name       = module.data.storage_name
  warehouse_password = data.azurerm_key_vault_secret.warehouse.value
}

module "api" {
  source = "./modules/api"

  code              = var.code
  resource_group_id = data.azurerm_resource_group.exchange.id
  location          = var.location
  subnet_id         = "${module.network.id}/subnets/apim"
  functions_host    = module.apps.functions_host
  stock_password    = var.stock_password
}

module "edge" {
  source = "./modules/edge"

  name                = "agw-${var.code}"
  resource_group_name = var.resource_group_name
  location            = var.location
  subnet_id           = "${module.network.id}/subnets/gateway"
  backend             = "apim-${var.code}-integration.azure-api.net"
}

module "endpoints" {
  source = "./modules/endpoints"

  resource_group_name = var.resource_group_name
  location            = var.location
  subnet_id           = "${module.network.id}/subnets/endpoints"

  targets = {
    vault = {
      id    = module.data.vault_id
      group = "vault"
      zone  = "privatelink.vault.azure.net"
      # The vault was done first, by hand, and has its record in the zone of the old name.
      record = true
    }
    blob = {
      id    = module.data.storage_id
      group = "blob"
      zone  = "privatelink.blob.core.windows.net"
    }
    bus = {
      id    = module.data.bus_id
      group = "namespace"
      zone  = "privatelink.servicebus.windows.net"
    }
  }
}

module "access" {
  source = "./modules/access"

  subscription_id     = data.azurerm_subscription.current.id
  pipeline_object_id  = var.pipeline_object_id
  operators_object_id = var.operators_object_id
}

output "bus_connection" {
  value     = module.data.bus_connection
  sensitive = true
}
