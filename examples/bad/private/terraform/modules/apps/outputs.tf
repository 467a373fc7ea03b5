output "functions_host" {
  value = "func-${var.code}.azurewebsites.net"
}
