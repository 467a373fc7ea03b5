output "storage_id" {
  value = azapi_resource.storage.id
}

output "storage_name" {
  value = azapi_resource.storage.name
}

output "vault_id" {
  value = azapi_resource.vault.id
}

output "bus_id" {
  value = azurerm_servicebus_namespace.bus.id
}

output "bus_connection" {
  value     = azurerm_servicebus_namespace_authorization_rule.apps.primary_connection_string
  sensitive = true
}
