# Storage of the shop and of the functions.

locals {
  accounts = { for account in var.accounts : account.name => account }
}

resource "azapi_resource" "account" {
  for_each = local.accounts

  type      = "Microsoft.Storage/storageAccounts@2023-01-01"
  name      = each.key
  parent_id = var.resource_group_id
  location  = var.location

  body = {
    kind = "StorageV2"
    sku = {
      name = "Standard_GRS"
    }
    properties = {
      minimumTlsVersion           = "TLS1_1"
      supportsHttpsTrafficOnly    = true
      allowBlobPublicAccess       = true
      allowCrossTenantReplication = true
      isHnsEnabled                = each.value.sftp
      isSftpEnabled               = each.value.sftp
      isLocalUserEnabled          = each.value.sftp
      networkAcls = {
        defaultAction = "Deny"
        bypass        = "AzureServices"
        ipRules = [
          {
            value = "0.0.0.0/1" # the agents' addresses keep changing
          },
        ]
      }
    }
  }
}

resource "azapi_resource" "blobs" {
  for_each = local.accounts

  type      = "Microsoft.Storage/storageAccounts/blobServices@2023-01-01"
  name      = "default"
  parent_id = azapi_resource.account[each.key].id

  body = {
    properties = {
      deleteRetentionPolicy = {
        enabled = false
      }
    }
  }
}

resource "azurerm_storage_container" "pictures" {
  name                  = "pictures"
  storage_account_id    = azapi_resource.account[var.accounts[0].name].id
  container_access_type = "container"
}
