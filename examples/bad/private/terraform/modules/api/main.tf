# API Management, put into the network afterwards.

resource "azapi_resource" "service" {
  type      = "Microsoft.ApiManagement/service@2022-08-01"
  name      = "apim-${var.code}-integration"
  parent_id = var.resource_group_id
  location  = var.location

  body = {
    sku = {
      name     = "Developer"
      capacity = 1
    }
    properties = {
      publisherName      = "Aldersea IT"
      publisherEmail     = "it@aldersea.example"
      virtualNetworkType = "External"
      virtualNetworkConfiguration = {
        subnetResourceId = var.subnet_id
      }
      customProperties = {
        "Microsoft.WindowsAzure.ApiManagement.Gateway.Security.Protocols.Tls10" = "true"
        "Microsoft.WindowsAzure.ApiManagement.Gateway.Security.Protocols.Tls11" = "true"
      }
    }
  }
}

resource "azapi_resource" "stock_password" {
  type      = "Microsoft.ApiManagement/service/namedValues@2022-08-01"
  name      = "stock-password"
  parent_id = azapi_resource.service.id

  body = {
    properties = {
      displayName = "stock-password"
      value       = var.stock_password
    }
  }
}

resource "azapi_resource" "direct" {
  type      = "Microsoft.ApiManagement/service/tenant@2022-08-01"
  name      = "access"
  parent_id = azapi_resource.service.id

  body = {
    properties = {
      enabled = true
    }
  }
}

resource "azapi_resource" "stock" {
  type      = "Microsoft.ApiManagement/service/apis@2022-08-01"
  name      = "stock"
  parent_id = azapi_resource.service.id

  body = {
    properties = {
      displayName          = "Stock"
      path                 = "stock"
      protocols            = ["http", "https"]
      serviceUrl           = "http://stock.aldersea.internal:8080"
      subscriptionRequired = false
    }
  }
}

resource "azapi_resource" "stock_policy" {
  type      = "Microsoft.ApiManagement/service/apis/policies@2022-08-01"
  name      = "policy"
  parent_id = azapi_resource.stock.id

  body = {
    properties = {
      format = "rawxml"
      value  = "<policies><inbound><authentication-basic username=\"apim\" password=\"St0ck-2019\" /></inbound><backend><base /></backend><outbound><base /></outbound><on-error><base /></on-error></policies>"
    }
  }
}

resource "azapi_resource" "orders" {
  type      = "Microsoft.ApiManagement/service/apis@2022-08-01"
  name      = "orders"
  parent_id = azapi_resource.service.id

  body = {
    properties = {
      displayName          = "Orders"
      path                 = "orders"
      protocols            = ["https"]
      serviceUrl           = "https://${var.functions_host}/api"
      subscriptionRequired = true
    }
  }
}

resource "azapi_resource" "warehouse" {
  type      = "Microsoft.ApiManagement/service/subscriptions@2022-08-01"
  name      = "warehouse"
  parent_id = azapi_resource.service.id

  body = {
    properties = {
      displayName = "Warehouse"
      scope       = "/apis"
    }
  }
}
