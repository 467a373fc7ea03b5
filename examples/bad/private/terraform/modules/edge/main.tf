# Application Gateway for the company's network.

resource "azurerm_application_gateway" "this" {
  name                = var.name
  resource_group_name = var.resource_group_name
  location            = var.location

  sku {
    name     = "Standard_v2"
    tier     = "Standard_v2"
    capacity = 2
  }

  gateway_ip_configuration {
    name      = "subnet"
    subnet_id = var.subnet_id
  }

  frontend_ip_configuration {
    name                          = "private"
    subnet_id                     = var.subnet_id
    private_ip_address_allocation = "Dynamic"
  }

  frontend_port {
    name = "http"
    port = 80
  }

  http_listener {
    name                           = "api"
    protocol                       = "Http"
    frontend_ip_configuration_name = "private"
    frontend_port_name             = "http"
  }

  backend_address_pool {
    name  = "apim"
    fqdns = [var.backend]
  }

  backend_http_settings {
    name                  = "apim"
    protocol              = "Http"
    port                  = 80
    request_timeout       = 120
    cookie_based_affinity = "Disabled"
  }

  request_routing_rule {
    name                       = "api"
    rule_type                  = "Basic"
    priority                   = 1
    http_listener_name         = "api"
    backend_address_pool_name  = "apim"
    backend_http_settings_name = "apim"
  }
}
