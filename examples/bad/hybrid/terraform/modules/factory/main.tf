# Data Factory, with a runtime in the mill.

resource "azapi_resource" "factory" {
  type      = "Microsoft.DataFactory/factories@2018-06-01"
  name      = var.name
  parent_id = var.resource_group.id
  location  = var.location

  body = {
    properties = {
      globalParameters = {
        sapPassword = {
          type  = "String"
          value = "Pa55word4Sap"
        }
      }
    }
  }
}

resource "azurerm_data_factory_integration_runtime_self_hosted" "mill" {
  name            = "mill"
  data_factory_id = azapi_resource.factory.id
}

resource "azurerm_data_factory_integration_runtime_azure" "azure" {
  name            = "azure"
  data_factory_id = azapi_resource.factory.id
  location        = "West Europe"
}

resource "azurerm_data_factory_linked_custom_service" "ftp" {
  name            = "ftp"
  data_factory_id = azapi_resource.factory.id
  type            = "FtpServer"

  integration_runtime {
    name = azurerm_data_factory_integration_runtime_self_hosted.mill.name
  }

  type_properties_json = jsonencode({
    host                              = "ftp.ostrava.internal"
    enableSsl                         = false
    enableServerCertificateValidation = false
    authenticationType                = "Basic"
    userName                          = "adf"
    password = {
      type  = "SecureString"
      value = var.ftp_password
    }
  })
}

resource "azurerm_data_factory_linked_custom_service" "bench" {
  name            = "bench"
  data_factory_id = azapi_resource.factory.id
  type            = "HttpServer"

  integration_runtime {
    name = azurerm_data_factory_integration_runtime_self_hosted.mill.name
  }

  type_properties_json = jsonencode({
    url                = "http://bench.ostrava.internal/export"
    authenticationType = "Anonymous"
  })
}
