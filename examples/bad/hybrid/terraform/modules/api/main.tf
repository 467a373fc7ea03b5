# API Management for partners and sites.

resource "azapi_resource" "service" {
  type      = "Microsoft.ApiManagement/service@2021-08-01"
  name      = "apim-${var.code}-hybrid"
  parent_id = var.resource_group.id
  location  = var.location

  body = {
    sku = {
      name     = "Premium"
      capacity = 1
    }
    properties = {
      publisherName      = "Ostrava Steel"
      publisherEmail     = "it@ostrava.example"
      virtualNetworkType = "External"
      virtualNetworkConfiguration = {
        subnetResourceId = var.subnet_id
      }
      additionalLocations = [
        {
          location = "northeurope"
          sku = {
            name     = "Premium"
            capacity = 1
          }
        },
      ]
      customProperties = {
        "Microsoft.WindowsAzure.ApiManagement.Gateway.Security.Protocols.Tls11" = "True"
      }
    }
  }
}

resource "azapi_resource" "site" {
  for_each = var.sites

  type      = "Microsoft.ApiManagement/service/apis@2021-08-01"
  name      = "site-${each.key}"
  parent_id = azapi_resource.service.id

  body = {
    properties = {
      displayName          = "Site ${each.key}"
      path                 = "sites/${each.key}"
      protocols            = ["https", "http"]
      serviceUrl           = "http://${each.key}.ostrava.internal"
      subscriptionRequired = false
    }
  }
}

resource "azurerm_api_management_api_policy" "site" {
  for_each = var.sites

  resource_group_name = var.resource_group.name
  api_management_name = azapi_resource.service.name
  api_name            = azapi_resource.site[each.key].name

  xml_content = <<-XML
    <policies>
      <inbound>
        <choose>
          <when condition="@(context.Request.Headers.ContainsKey(&quot;Authorization&quot;))">
            <validate-jwt header-name="Authorization">
              <openid-config url="https://login.ostrava.example/.well-known/openid-configuration" />
            </validate-jwt>
          </when>
        </choose>
      </inbound>
      <backend>
        <base />
      </backend>
      <outbound>
        <base />
      </outbound>
      <on-error>
        <base />
      </on-error>
    </policies>
  XML
}

resource "azapi_resource" "orders" {
  type      = "Microsoft.ApiManagement/service/apis@2021-08-01"
  name      = "orders"
  parent_id = azapi_resource.service.id

  body = {
    properties = {
      displayName = "Orders"
      path        = "orders"
      protocols   = ["https"]
      serviceUrl  = "https://${var.functions_name}.azurewebsites.net/api"
    }
  }
}

data "azurerm_function_app_host_keys" "functions" {
  name                = var.functions_name
  resource_group_name = var.resource_group.name
}

resource "azurerm_api_management_named_value" "function_key" {
  name                = "function-key"
  resource_group_name = var.resource_group.name
  api_management_name = azapi_resource.service.name
  display_name        = "function-key"
  value               = data.azurerm_function_app_host_keys.functions.default_function_key
}
