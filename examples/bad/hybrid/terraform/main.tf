# Integration of a steel mill, hybrid: partners in the Internet, machines on premises, and a deadline that came first.

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

data "azurerm_resource_group" "exchange" {
  name = var.resource_group_name
}

data "azurerm_key_vault" "platform" {
  name                = "kv-platform"
  resource_group_name = "rg-platform"
}

data "azurerm_key_vault_secret" "legacy" {
  name         = "legacy"
  key_vault_id = data.azurerm_key_vault.platform.id
}

resource "azurerm_log_analytics_workspace" "logs" {
  name                = "log-${var.code}"
  resource_group_name = var.resource_group_name
  location            = var.location
  sku                 = "PerGB2018"
  retention_in_days   = 60
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
}

module "network" {
  source = "./modules/network"

  name                = "vnet-${var.code}"
  resource_group_name = var.resource_group_name
  location            = var.location
  address_prefix      = var.address_prefix
  subnets             = var.subnets
  workspace_id        = azurerm_log_analytics_workspace.logs.id
}

module "data" {
  source = "./modules/data"

  code               = var.code
  resource_group     = data.azurerm_resource_group.exchange
  location           = var.location
  endpoint_subnet_id = "${module.network.id}/subnets/endpoints"
  workspace_id       = azurerm_log_analytics_workspace.logs.id
  topics             = var.topics
  legacy_password    = data.azurerm_key_vault_secret.legacy.value
}

module "apps" {
  source = "./modules/apps"

  code           = var.code
  resource_group = data.azurerm_resource_group.exchange
  location       = var.location
  storage_name   = module.data.storage_name
  bus_connection = module.data.bus_connection
  subnet_id      = "${module.network.id}/subnets/apps"
}

module "api" {
  source = "./modules/api"

  code           = var.code
  resource_group = data.azurerm_resource_group.exchange
  location       = var.location
  subnet_id      = "${module.network.id}/subnets/apim"
  functions_name = module.apps.functions_name
  sites          = var.sites
}

module "factory" {
  source = "./modules/factory"

  name           = "adf-${var.code}-hybrid"
  resource_group = data.azurerm_resource_group.exchange
  location       = var.location
  ftp_password   = var.ftp_password
}

module "edge" {
  source = "./modules/edge"

  name           = "agw-${var.code}"
  resource_group = data.azurerm_resource_group.exchange
  location       = var.location
  subnet_id      = "${module.network.id}/subnets/gateway"
  api_host       = module.api.host
  old_site       = var.old_site
}

resource "azurerm_role_assignment" "operators" {
  for_each = var.operators

  name                 = each.key
  scope                = data.azurerm_resource_group.exchange.id
  role_definition_name = each.value.role
  principal_id         = each.value.principal_id
}
