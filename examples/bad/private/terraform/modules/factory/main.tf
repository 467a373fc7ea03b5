# Data Factory: nightly copies from the warehouse system.

data "azurerm_storage_account" "integration" {
  name                = var.storage_name
  resource_group_name = var.resource_group.name
}

resource "azapi_resource" "factory" {
  type      = "Microsoft.DataFactory/factories@2018-06-01"
  name      = var.name
  parent_id = var.resource_group.id
  location  = var.location

  body = {
    properties = {
      publicNetworkAccess = "Enabled"
      globalParameters = {
        ftpPassword = {
          type  = "String"
          value = "warehouse-ftp-7731"
        }
      }
    }
  }
}

resource "azapi_resource" "runtime" {
  type      = "Microsoft.DataFactory/factories/integrationRuntimes@2018-06-01"
  name      = "default"
  parent_id = azapi_resource.factory.id

  body = {
    properties = {
      type = "Managed"
      typeProperties = {
        computeProperties = {
          location = "AutoResolve"
        }
      }
    }
  }
}

resource "azapi_resource" "archive" {
  type      = "Microsoft.DataFactory/factories/linkedServices@2018-06-01"
  name      = "archive"
  parent_id = azapi_resource.factory.id

  body = {
    properties = {
      type = "AzureBlobStorage"
      typeProperties = {
        connectionString = "DefaultEndpointsProtocol=https;AccountName=${var.storage_name};AccountKey=${data.azurerm_storage_account.integration.primary_access_key}"
      }
    }
  }
}

resource "azapi_resource" "warehouse" {
  type      = "Microsoft.DataFactory/factories/linkedServices@2018-06-01"
  name      = "warehouse"
  parent_id = azapi_resource.factory.id

  body = {
    properties = {
      type = "SqlServer"
      typeProperties = {
        server             = "wms.aldersea.internal"
        database           = "wms"
        authenticationType = "SQL"
        userName           = "adf"
        password = {
          type  = "SecureString"
          value = var.warehouse_password
        }
      }
    }
  }
}

resource "azapi_resource" "prices" {
  type      = "Microsoft.DataFactory/factories/linkedServices@2018-06-01"
  name      = "prices"
  parent_id = azapi_resource.factory.id

  body = {
    properties = {
      type = "HttpServer"
      typeProperties = {
        url                               = "http://prices.supplier.example/feed"
        authenticationType                = "Anonymous"
        enableServerCertificateValidation = false
      }
    }
  }
}
