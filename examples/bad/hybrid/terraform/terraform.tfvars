code                = "ostrava"
resource_group_name = "rg-exchange"
location            = "westeurope"
address_prefix      = "10.80.0.0/22"
topics              = ["orders", "machines", "quality"]
sites               = ["rolling", "casting"]
old_site            = "orders-ostrava.azurewebsites.net"

operators = {
  "4aadc7ae-4321-5385-9c0b-6a9ca653dd77" = {
    principal_id = "2d7c9f40-6b18-4e3a-90d5-f1a8c35e7b62"
    role         = "Owner"
  }
  "b3c306fe-e5d8-5abf-bbc0-67d042e097b4" = {
    principal_id = "a91e5d37-0c84-4f62-b7a3-68d2e0f94c15"
    role         = "User Access Administrator"
  }
  "26340d26-0e34-57d5-8168-c917ac5ccf63" = {
    principal_id = "5b3f8e26-d471-4c09-8e52-07a6d9b1f3c8"
    role         = "Contributor"
  }
}

subnets = {
  AzureFirewallSubnet = {
    prefix = "10.80.0.0/26"
  }
  gateway = {
    prefix = "10.80.0.64/26"
    source = "Internet"
    ports  = ["80", "443", "65200-65535"]
  }
  apim = {
    prefix = "10.80.0.128/27"
    source = "*"
    ports  = ["80", "443", "3443"]
  }
  apps = {
    prefix     = "10.80.0.192/26"
    delegation = "Microsoft.Web/serverFarms"
  }
  endpoints = {
    prefix = "10.80.1.0/26"
  }
  machines = {
    prefix = "10.80.1.64/26"
    source = "*"
    ports  = ["22", "5986", "8883"]
  }
}
