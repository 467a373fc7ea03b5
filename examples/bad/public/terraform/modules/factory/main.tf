# Data Factory: feeds of the suppliers.

data "azurerm_storage_account" "shop" {
  name                = var.storage_name
  resource_group_name = var.resource_group.name
}

resource "azurerm_data_factory" "this" {
  name                = var.name
  resource_group_name = var.resource_group.name
  location            = var.location
}

resource "azapi_resource" "feeds" {
  type      = "Microsoft.DataFactory/factories/linkedServices@2018-06-01"
  name      = "feeds"
  parent_id = azurerm_data_factory.this.id

  body = {
    properties = {
      type = "RestService"
      typeProperties = {
        url                               = "http://feeds.supplier.example"
        enableServerCertificateValidation = false
        authenticationType                = "Basic"
        userName                          = "mirabel"
        password = {
          type  = "SecureString"
          value = "feeds4mirabel"
        }
      }
    }
  }
}

resource "azurerm_data_factory_linked_service_azure_blob_storage" "blobs" {
  name              = "blobs"
  data_factory_id   = azurerm_data_factory.this.id
  connection_string = "DefaultEndpointsProtocol=https;AccountName=${var.storage_name};AccountKey=${data.azurerm_storage_account.shop.primary_access_key}"
}

resource "azurerm_data_factory_linked_service_azure_sql_database" "shop" {
  name              = "shop"
  data_factory_id   = azurerm_data_factory.this.id
  connection_string = "Server=tcp:sql-mirabel.database.windows.net;Database=shop;User ID=adf;Password=${var.database_password};Encrypt=true"
}
