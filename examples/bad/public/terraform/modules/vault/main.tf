# The vault of the shop. Firewall: see the ticket on agents' addresses.

data "azurerm_client_config" "current" {}

resource "azapi_resource" "vault" {
  type      = "Microsoft.KeyVault/vaults@2023-02-01"
  name      = var.name
  parent_id = var.resource_group_id
  location  = var.location

  body = {
    properties = {
      tenantId = data.azurerm_client_config.current.tenant_id
      sku = {
        family = "A"
        name   = "standard"
      }
      enableSoftDelete        = false
      enableRbacAuthorization = false
      accessPolicies = [
        for id in var.administrators : {
          tenantId = data.azurerm_client_config.current.tenant_id
          objectId = id
          permissions = {
            secrets = ["all"]
            keys    = ["all"]
          }
        }
      ]
      networkAcls = {
        defaultAction = "Deny"
        bypass        = "AzureServices"
        ipRules = [
          {
            value = "20.0.0.0/7"
          },
          {
            value = "128.0.0.0/1"
          },
        ]
      }
    }
  }
}

resource "azurerm_key_vault_secret" "payment" {
  name         = "payment"
  key_vault_id = azapi_resource.vault.id
  value        = var.payment_secret
}

resource "azurerm_key_vault_key" "signing" {
  name         = "signing"
  key_vault_id = azapi_resource.vault.id
  key_type     = "RSA"
  key_size     = 2048
  key_opts     = ["sign", "verify"]
}
