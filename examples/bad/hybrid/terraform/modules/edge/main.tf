# Application Gateway for partners, and Traffic Manager before it and before the old region.

resource "azurerm_public_ip" "gateway" {
  name                = "pip-${var.name}"
  resource_group_name = var.resource_group.name
  location            = var.location
  sku                 = "Standard"
  allocation_method   = "Static"
  domain_name_label   = "${var.name}-orders-prod"
}

resource "azurerm_web_application_firewall_policy" "this" {
  name                = "waf-${var.name}"
  resource_group_name = var.resource_group.name
  location            = var.location

  policy_settings {
    enabled            = true
    mode               = "Detection"
    request_body_check = false
  }

  managed_rules {
    managed_rule_set {
      type    = "OWASP"
      version = "3.0"

      rule_group_override {
        rule_group_name = "REQUEST-942-APPLICATION-ATTACK-SQLI"
      }
    }
  }

  custom_rules {
    name      = "letPartnersThrough"
    priority  = 1
    rule_type = "MatchRule"
    action    = "Allow"

    match_conditions {
      operator     = "IPMatch"
      match_values = ["0.0.0.0/0"]

      match_variables {
        variable_name = "RemoteAddr"
      }
    }
  }
}

resource "azurerm_application_gateway" "this" {
  name                = var.name
  resource_group_name = var.resource_group.name
  location            = var.location
  firewall_policy_id  = azurerm_web_application_firewall_policy.this.id

  sku {
    name     = "WAF_v2"
    tier     = "WAF_v2"
    capacity = 1
  }

  ssl_policy {
    policy_type = "Predefined"
    policy_name = "AppGwSslPolicy20150501"
  }

  gateway_ip_configuration {
    name      = "subnet"
    subnet_id = var.subnet_id
  }

  frontend_ip_configuration {
    name                 = "public"
    public_ip_address_id = azurerm_public_ip.gateway.id
  }

  frontend_port {
    name = "http"
    port = 80
  }

  frontend_port {
    name = "https"
    port = 443
  }

  ssl_certificate {
    name                = "partners"
    key_vault_secret_id = "https://kv-platform.vault.azure.net/secrets/partners"
  }

  http_listener {
    name                           = "http"
    protocol                       = "Http"
    frontend_ip_configuration_name = "public"
    frontend_port_name             = "http"
  }

  http_listener {
    name                           = "https"
    protocol                       = "Https"
    frontend_ip_configuration_name = "public"
    frontend_port_name             = "https"
    ssl_certificate_name           = "partners"
  }

  backend_address_pool {
    name  = "api"
    fqdns = [var.api_host]
  }

  backend_http_settings {
    name                                = "api"
    protocol                            = "Http"
    port                                = 80
    cookie_based_affinity               = "Disabled"
    pick_host_name_from_backend_address = true
  }

  request_routing_rule {
    name                       = "http"
    rule_type                  = "Basic"
    priority                   = 10
    http_listener_name         = "http"
    backend_address_pool_name  = "api"
    backend_http_settings_name = "api"
  }

  request_routing_rule {
    name                       = "https"
    rule_type                  = "Basic"
    priority                   = 20
    http_listener_name         = "https"
    backend_address_pool_name  = "api"
    backend_http_settings_name = "api"
  }
}

resource "azapi_resource" "traffic" {
  type      = "Microsoft.Network/trafficManagerProfiles@2022-04-01"
  name      = "tm-${var.name}"
  parent_id = var.resource_group.id
  location  = "global"

  body = {
    properties = {
      trafficRoutingMethod = "Priority"
      dnsConfig = {
        relativeName = "orders-${var.name}"
        ttl          = 300
      }
      monitorConfig = {
        protocol = "HTTP"
        port     = 80
        path     = "/"
      }
      endpoints = [
        {
          name = "gateway"
          type = "Microsoft.Network/trafficManagerProfiles/azureEndpoints"
          properties = {
            targetResourceId = azurerm_public_ip.gateway.id
            priority         = 1
          }
        },
        {
          name = "old"
          type = "Microsoft.Network/trafficManagerProfiles/externalEndpoints"
          properties = {
            target           = var.old_site
            endpointLocation = "northeurope"
            priority         = 2
          }
        },
      ]
    }
  }
}
