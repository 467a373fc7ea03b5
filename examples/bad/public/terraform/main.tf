# Integration of Mirabel, public: the shop grew, and each piece was opened as far as it took to work.

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

data "azurerm_key_vault_secret" "platform" {
  for_each = toset(["payment", "crm", "shop-database"])

  name         = each.key
  key_vault_id = data.azurerm_key_vault.platform.id
}

resource "azurerm_log_analytics_workspace" "logs" {
  name                = "log-${var.code}"
  resource_group_name = var.resource_group_name
  location            = var.location
  sku                 = "PerGB2018"
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
      DisableLocalAuth    = false
    }
  }
}

module "storage" {
  source = "./modules/storage"

  resource_group_id = data.azurerm_resource_group.exchange.id
  location          = var.location
  accounts          = var.accounts
}

module "messaging" {
  source = "./modules/messaging"

  code                = var.code
  resource_group_name = var.resource_group_name
  location            = var.location
  queues              = var.queues
}

module "vault" {
  source = "./modules/vault"

  name              = "kv-${var.code}"
  resource_group_id = data.azurerm_resource_group.exchange.id
  location          = var.location
  administrators    = var.administrators
  payment_secret    = data.azurerm_key_vault_secret.platform["payment"].value
}

module "apps" {
  source = "./modules/apps"

  code           = var.code
  resource_group = data.azurerm_resource_group.exchange
  location       = var.location
  storage_name   = module.storage.names[0]
  bus_connection = module.messaging.bus_connection
  functions      = var.functions
}

module "workflows" {
  source = "./modules/workflows"

  code              = var.code
  resource_group    = data.azurerm_resource_group.exchange
  location          = var.location
  bus_connection    = module.messaging.bus_connection
  crm_client_id     = var.crm_client_id
  crm_client_secret = data.azurerm_key_vault_secret.platform["crm"].value
}

module "api" {
  source = "./modules/api"

  code            = var.code
  resource_group  = data.azurerm_resource_group.exchange
  location        = var.location
  functions_host  = module.apps.host
  apis            = var.apis
  loyalty_api_key = var.loyalty_api_key
}

module "factory" {
  source = "./modules/factory"

  name              = "adf-${var.code}"
  resource_group    = data.azurerm_resource_group.exchange
  location          = var.location
  storage_name      = module.storage.names[0]
  database_password = data.azurerm_key_vault_secret.platform["shop-database"].value
}

module "edge" {
  source = "./modules/edge"

  name                = var.code
  resource_group_name = var.resource_group_name
  host_name           = var.host_name

  backends = {
    api       = module.api.host
    functions = module.apps.host
  }
}

resource "azurerm_user_assigned_identity" "pipeline" {
  name                = "id-${var.code}-pipeline"
  resource_group_name = var.resource_group_name
  location            = var.location
}

resource "azapi_resource" "github" {
  type      = "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials@2023-01-31"
  name      = "github"
  parent_id = azurerm_user_assigned_identity.pipeline.id

  body = {
    properties = {
      issuer    = "https://token.actions.githubusercontent.com"
      subject   = "repo:${var.repository}:pull_request"
      audiences = ["api://AzureADTokenExchange"]
    }
  }
}

resource "azurerm_role_assignment" "pipeline_owner" {
  name                 = "0a225980-24fb-5d98-95e9-8beacbb089dd"
  scope                = data.azurerm_resource_group.exchange.id
  role_definition_name = "Owner"
  principal_id         = azurerm_user_assigned_identity.pipeline.principal_id
}

output "loyalty" {
  value     = var.loyalty_api_key
  sensitive = true
}
