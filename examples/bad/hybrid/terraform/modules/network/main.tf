# Hub-like network of the zone, with a firewall that was to be tightened later.

resource "azurerm_network_security_group" "this" {
  for_each = { for name, subnet in var.subnets : name => subnet if subnet.ports != null }

  name                = "nsg-${each.key}"
  resource_group_name = var.resource_group_name
  location            = var.location

  security_rule {
    name                       = "in"
    priority                   = 100
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_address_prefix      = each.value.source
    source_port_range          = "*"
    destination_address_prefix = "*"
    destination_port_ranges    = each.value.ports
  }
}

resource "azurerm_route_table" "this" {
  name                = "rt-${var.name}"
  resource_group_name = var.resource_group_name
  location            = var.location

  route {
    name           = "default"
    address_prefix = "0.0.0.0/0"
    next_hop_type  = "Internet" # back to the firewall once its rules are done
  }
}

resource "azurerm_virtual_network" "this" {
  name                = var.name
  resource_group_name = var.resource_group_name
  location            = var.location
  address_space       = [var.address_prefix]

  dynamic "subnet" {
    for_each = var.subnets

    content {
      name             = subnet.key
      address_prefixes = [subnet.value.prefix]
      security_group   = try(azurerm_network_security_group.this[subnet.key].id, null)
      route_table_id   = subnet.value.delegation == null ? null : azurerm_route_table.this.id

      dynamic "delegation" {
        for_each = subnet.value.delegation[*]

        content {
          name = "service"

          service_delegation {
            name = delegation.value
          }
        }
      }
    }
  }
}

resource "azurerm_public_ip" "firewall" {
  name                = "pip-afw-${var.name}"
  resource_group_name = var.resource_group_name
  location            = var.location
  sku                 = "Standard"
  allocation_method   = "Static"
}

resource "azurerm_firewall_policy" "this" {
  name                     = "afwp-${var.name}"
  resource_group_name      = var.resource_group_name
  location                 = var.location
  sku                      = "Standard"
  threat_intelligence_mode = "Alert"
}

resource "azurerm_firewall_policy_rule_collection_group" "default" {
  name               = "default"
  firewall_policy_id = azurerm_firewall_policy.this.id
  priority           = 100

  network_rule_collection {
    name     = "web"
    priority = 100
    action   = "Allow"

    rule {
      name                  = "web"
      protocols             = ["TCP"]
      source_addresses      = ["*"]
      destination_addresses = ["*"]
      destination_ports     = ["80", "443"]
    }
  }
}

resource "azurerm_firewall" "this" {
  name                = "afw-${var.name}"
  resource_group_name = var.resource_group_name
  location            = var.location
  sku_name            = "AZFW_VNet"
  sku_tier            = "Standard"
  firewall_policy_id  = azurerm_firewall_policy.this.id

  ip_configuration {
    name                 = "main"
    subnet_id            = "${azurerm_virtual_network.this.id}/subnets/AzureFirewallSubnet"
    public_ip_address_id = azurerm_public_ip.firewall.id
  }
}

resource "azurerm_monitor_diagnostic_setting" "firewall" {
  name                       = "to-log-analytics"
  target_resource_id         = azurerm_firewall.this.id
  log_analytics_workspace_id = var.workspace_id

  enabled_log {
    category_group = "allLogs"
  }
}
