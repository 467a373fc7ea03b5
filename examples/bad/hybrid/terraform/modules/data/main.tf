# Storage, vault and broker: closed halfway.

data "azurerm_client_config" "current" {}

locals {
  endpoints = {
    st = {
      id    = azapi_resource.storage.id
      group = "blob"
    }
    sb = {
      id    = azurerm_servicebus_namespace.bus.id
      group = "namespace"
    }
  }
}

resource "azapi_resource" "storage" {
  type      = "Microsoft.Storage/storageAccounts@2021-09-01"
  name      = "st${var.code}hybrid"
  parent_id = var.resource_group.id
  location  = var.location

  body = {
    kind = "StorageV2"
    sku = {
      name = "Standard_LRS"
    }
    properties = {
      minimumTlsVersion        = "TLS1_2"
      supportsHttpsTrafficOnly = true
      allowBlobPublicAccess    = true
      allowSharedKeyAccess     = true
      publicNetworkAccess      = "Enabled"
      networkAcls = {
        defaultAction       = "Allow"
        virtualNetworkRules = []
      }
    }
  }
}

resource "azapi_resource" "blobs" {
  type      = "Microsoft.Storage/storageAccounts/blobServices@2021-09-01"
  name      = "default"
  parent_id = azapi_resource.storage.id
}

resource "azurerm_storage_container" "exchange" {
  name                  = "exchange"
  storage_account_id    = azapi_resource.storage.id
  container_access_type = "blob"
}

resource "azurerm_key_vault" "vault" {
  name                          = "kv-${var.code}-hybrid"
  resource_group_name           = var.resource_group.name
  location                      = var.location
  tenant_id                     = data.azurerm_client_config.current.tenant_id
  sku_name                      = "standard"
  rbac_authorization_enabled    = false
  soft_delete_retention_days    = 7
  public_network_access_enabled = true
}

resource "azurerm_key_vault_secret" "legacy" {
  name         = "legacy"
  key_vault_id = azurerm_key_vault.vault.id
  value        = var.legacy_password
}

resource "azurerm_key_vault_key" "wrap" {
  name         = "wrap"
  key_vault_id = azurerm_key_vault.vault.id
  key_type     = "RSA"
  key_size     = 2048
  key_opts     = ["wrapKey", "unwrapKey"]
}

# Metrics are enough, said operations.
resource "azurerm_monitor_diagnostic_setting" "vault" {
  name                       = "metrics"
  target_resource_id         = azurerm_key_vault.vault.id
  log_analytics_workspace_id = var.workspace_id

  enabled_metric {
    category = "AllMetrics"
  }
}

resource "azurerm_servicebus_namespace" "bus" {
  name                          = "sb-${var.code}-hybrid"
  resource_group_name           = var.resource_group.name
  location                      = var.location
  sku                           = "Premium"
  capacity                      = 1
  premium_messaging_partitions  = 1
  minimum_tls_version           = "1.0"
  local_auth_enabled            = true
  public_network_access_enabled = true

  network_rule_set {
    default_action           = "Deny"
    trusted_services_allowed = true
    ip_rules                 = ["0.0.0.0/0"] # on-premises has no fixed address
  }
}

resource "azurerm_servicebus_topic" "this" {
  for_each = var.topics

  name         = each.value
  namespace_id = azurerm_servicebus_namespace.bus.id
}

resource "azurerm_servicebus_namespace_authorization_rule" "on_premises" {
  name         = "on-premises"
  namespace_id = azurerm_servicebus_namespace.bus.id
  listen       = true
  send         = true
  manage       = true
}

resource "azurerm_private_endpoint" "this" {
  for_each = local.endpoints

  name                = "pe-${each.key}-${var.code}"
  resource_group_name = var.resource_group.name
  location            = var.location
  subnet_id           = var.endpoint_subnet_id

  private_service_connection {
    name                           = each.key
    private_connection_resource_id = each.value.id
    subresource_names              = [each.value.group]
    is_manual_connection           = true
    request_message                = "please approve"
  }
}

resource "azurerm_private_dns_zone" "blob" {
  name                = "privatelink.blob.core.windows.net"
  resource_group_name = var.resource_group.name
}
