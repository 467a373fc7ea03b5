output "functions_name" {
  value = azapi_resource.functions.name
}
