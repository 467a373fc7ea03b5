output "names" {
  value = [for account in var.accounts : azapi_resource.account[account.name].name]
}
