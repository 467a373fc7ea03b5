output "host" {
  value = "${azapi_resource.service.name}.azure-api.net"
}
