# Service Bus for orders, Event Hubs for clicks.

resource "azurerm_servicebus_namespace" "bus" {
  name                = "sb-${var.code}"
  resource_group_name = var.resource_group_name
  location            = var.location
  sku                 = "Standard"
  minimum_tls_version = "1.1"
  local_auth_enabled  = true
}

resource "azurerm_servicebus_queue" "this" {
  for_each = var.queues

  name         = each.value
  namespace_id = azurerm_servicebus_namespace.bus.id
}

resource "azurerm_servicebus_queue_authorization_rule" "partner" {
  for_each = var.queues

  name     = "partner"
  queue_id = azurerm_servicebus_queue.this[each.value].id
  send     = true
  listen   = true
  manage   = true
}

resource "azurerm_eventhub_namespace" "clicks" {
  name                = "evh-${var.code}"
  resource_group_name = var.resource_group_name
  location            = var.location
  sku                 = "Standard"
  minimum_tls_version = "1.0"

  network_rulesets {
    default_action = "Deny"

    ip_rule {
      ip_mask = "0.0.0.0/0"
      action  = "Allow"
    }
  }
}

resource "azurerm_eventhub" "clicks" {
  name              = "clicks"
  namespace_id      = azurerm_eventhub_namespace.clicks.id
  partition_count   = 4
  message_retention = 7
}
