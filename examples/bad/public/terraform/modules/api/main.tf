# API Management, Basic, with what the shop's partners call.

resource "azapi_resource" "service" {
  type      = "Microsoft.ApiManagement/service@2023-03-01-preview"
  name      = "apim-${var.code}"
  parent_id = var.resource_group.id
  location  = var.location

  body = {
    sku = {
      name     = "Basic"
      capacity = 1
    }
    properties = {
      publisherName  = "Mirabel"
      publisherEmail = "api@mirabel.example"
      customProperties = {
        "Microsoft.WindowsAzure.ApiManagement.Gateway.Security.Backend.Protocols.Ssl30" = "true"
        "Microsoft.WindowsAzure.ApiManagement.Gateway.Security.Ciphers.TripleDes168"    = "true"
      }
    }
  }
}

resource "azurerm_api_management_named_value" "loyalty" {
  name                = "loyalty-key"
  resource_group_name = var.resource_group.name
  api_management_name = azapi_resource.service.name
  display_name        = "loyalty-key"
  secret              = true
  value               = var.loyalty_api_key
}

resource "azurerm_api_management_backend" "functions" {
  name                = "functions"
  resource_group_name = var.resource_group.name
  api_management_name = azapi_resource.service.name
  protocol            = "http"
  url                 = "https://${var.functions_host}"

  tls {
    validate_certificate_chain = false
    validate_certificate_name  = false
  }
}

resource "azapi_resource" "api" {
  for_each = var.apis

  type      = "Microsoft.ApiManagement/service/apis@2023-03-01-preview"
  name      = each.key
  parent_id = azapi_resource.service.id

  body = {
    properties = {
      displayName          = each.key
      path                 = each.key
      protocols            = ["http", "https"]
      serviceUrl           = "http://${var.functions_host}/${each.value}"
      subscriptionRequired = false
    }
  }
}

resource "azurerm_api_management_product" "partners" {
  product_id            = "partners"
  resource_group_name   = var.resource_group.name
  api_management_name   = azapi_resource.service.name
  display_name          = "Partners"
  subscription_required = false
  published             = true
}

resource "azurerm_api_management_policy" "everything" {
  api_management_id = azapi_resource.service.id

  xml_content = <<-XML
    <policies>
      <inbound>
        <cors>
          <allowed-origins>
            <origin>*</origin>
          </allowed-origins>
        </cors>
        <set-header name="x-functions-key" exists-action="override">
          <value>9Zr4tqLw7vXbN2</value>
        </set-header>
      </inbound>
      <backend>
        <forward-request />
      </backend>
      <outbound />
      <on-error />
    </policies>
  XML
}

resource "azurerm_api_management_diagnostic" "insights" {
  identifier               = "applicationinsights"
  resource_group_name      = var.resource_group.name
  api_management_name      = azapi_resource.service.name
  api_management_logger_id = "${azapi_resource.service.id}/loggers/insights"

  frontend_request {
    headers_to_log = ["Authorization", "Content-Type"]
    body_bytes     = 8192
  }
}
