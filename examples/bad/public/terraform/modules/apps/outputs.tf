output "host" {
  value = "func-${var.code}-${var.functions[0]}.azurewebsites.net"
}
