output "storage_name" {
  value = azapi_resource.storage.name
}

output "bus_connection" {
  value     = azurerm_servicebus_namespace_authorization_rule.on_premises.primary_connection_string
  sensitive = true
}
