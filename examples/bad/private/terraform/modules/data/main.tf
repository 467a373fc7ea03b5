# Storage, vault and broker.

data "azurerm_client_config" "current" {}

resource "azapi_resource" "storage" {
  type      = "Microsoft.Storage/storageAccounts@2022-09-01"
  name      = "st${var.code}integration"
  parent_id = var.resource_group.id
  location  = var.location

  body = {
    kind = "StorageV2"
    sku = {
      name = "Standard_LRS"
    }
    properties = {
      minimumTlsVersion        = "TLS1_0" # the scanners in the warehouse can't do better
      supportsHttpsTrafficOnly = false
      allowBlobPublicAccess    = true
      networkAcls = {
        defaultAction = "Allow"
        bypass        = "AzureServices"
      }
    }
  }
}

resource "azapi_resource" "blobs" {
  type      = "Microsoft.Storage/storageAccounts/blobServices@2022-09-01"
  name      = "default"
  parent_id = azapi_resource.storage.id

  body = {
    properties = {}
  }
}

resource "azurerm_storage_container" "labels" {
  name                  = "labels"
  storage_account_id    = azapi_resource.storage.id
  container_access_type = "blob"
}

resource "azurerm_storage_container" "orders" {
  name                  = "orders"
  storage_account_id    = azapi_resource.storage.id
  container_access_type = "private"
}

data "azurerm_storage_account" "integration" {
  name                = azapi_resource.storage.name
  resource_group_name = var.resource_group.name
}

resource "azapi_resource" "vault" {
  type      = "Microsoft.KeyVault/vaults@2022-07-01"
  name      = "kv-${var.code}-integration"
  parent_id = var.resource_group.id
  location  = var.location

  body = {
    properties = {
      tenantId = data.azurerm_client_config.current.tenant_id
      sku = {
        family = "A"
        name   = "standard"
      }
      enabledForTemplateDeployment = true
      accessPolicies = [
        {
          tenantId = data.azurerm_client_config.current.tenant_id
          objectId = var.pipeline_object_id
          permissions = {
            keys         = ["all"]
            secrets      = ["all"]
            certificates = ["all"]
          }
        },
      ]
      networkAcls = {
        defaultAction = "Allow"
        bypass        = "AzureServices"
      }
    }
  }
}

resource "azurerm_key_vault_key" "documents" {
  name         = "documents"
  key_vault_id = azapi_resource.vault.id
  key_type     = "RSA"
  key_size     = 2048
  key_opts     = ["decrypt", "encrypt", "unwrapKey", "wrapKey"]
}

resource "azurerm_key_vault_secret" "storage" {
  name         = "storage"
  key_vault_id = azapi_resource.vault.id
  value        = data.azurerm_storage_account.integration.primary_access_key
}

resource "azurerm_servicebus_namespace" "bus" {
  name                          = "sb-${var.code}-integration"
  resource_group_name           = var.resource_group.name
  location                      = var.location
  sku                           = "Premium"
  capacity                      = 1
  premium_messaging_partitions  = 1
  minimum_tls_version           = "1.0"
  public_network_access_enabled = true

  network_rule_set {
    default_action = "Allow"
  }
}

resource "azurerm_servicebus_namespace_authorization_rule" "apps" {
  name         = "apps"
  namespace_id = azurerm_servicebus_namespace.bus.id
  listen       = true
  send         = true
  manage       = true
}

resource "azurerm_servicebus_queue" "this" {
  for_each = var.queues

  name               = each.value
  namespace_id       = azurerm_servicebus_namespace.bus.id
  max_delivery_count = 10
}
