output "bus_connection" {
  value     = azurerm_servicebus_namespace.bus.default_primary_connection_string
  sensitive = true
}
