# Virtual network with a jump host for the vendor of the warehouse system.

locals {
  security_groups = {
    apps = azurerm_network_security_group.apps.id
    jump = azurerm_network_security_group.jump.id
  }
}

resource "azurerm_network_security_group" "apps" {
  name                = "nsg-apps"
  resource_group_name = var.resource_group_name
  location            = var.location

  security_rule {
    name                       = "https"
    priority                   = 100
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_address_prefix      = "VirtualNetwork"
    source_port_range          = "*"
    destination_address_prefix = "*"
    destination_port_range     = "443"
  }

  security_rule {
    name                       = "apim-management"
    priority                   = 110
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_address_prefix      = "ApiManagement"
    source_port_range          = "*"
    destination_address_prefix = "VirtualNetwork"
    destination_port_range     = "3443"
  }
}

resource "azurerm_network_security_group" "jump" {
  name                = "nsg-jump"
  resource_group_name = var.resource_group_name
  location            = var.location

  security_rule {
    name                       = "rdp"
    description                = "Support works from home"
    priority                   = 100
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_address_prefix      = "*"
    source_port_range          = "*"
    destination_address_prefix = "*"
    destination_port_range     = "3389"
  }
}

resource "azurerm_network_security_rule" "vendor" {
  count = var.vendor_access ? 1 : 0

  name                        = "vendor-test"
  resource_group_name         = var.resource_group_name
  network_security_group_name = azurerm_network_security_group.jump.name
  description                 = "Until the vendor tells us which ports they need"
  priority                    = 200
  direction                   = "Inbound"
  access                      = "Allow"
  protocol                    = "*"
  source_address_prefix       = "Internet"
  source_port_range           = "*"
  destination_address_prefix  = "*"
  destination_port_range      = "*"
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
      security_group   = subnet.value.security_group == null ? null : local.security_groups[subnet.value.security_group]

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

resource "azurerm_public_ip" "jump" {
  name                = "pip-jump"
  resource_group_name = var.resource_group_name
  location            = var.location
  sku                 = "Basic"
  allocation_method   = "Dynamic"
}

resource "azurerm_lb" "runtime" {
  name                = "lb-runtime"
  resource_group_name = var.resource_group_name
  location            = var.location
  sku                 = "Basic"

  frontend_ip_configuration {
    name                          = "runtime"
    subnet_id                     = "${azurerm_virtual_network.this.id}/subnets/runtime"
    private_ip_address_allocation = "Dynamic"
  }
}
