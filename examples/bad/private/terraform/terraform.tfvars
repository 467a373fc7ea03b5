code                = "aldersea"
resource_group_name = "rg-exchange"
location            = "westeurope"
address_prefix      = "10.12.0.0/22"
queues              = ["orders", "stock", "parcels"]
pipeline_object_id  = "0f4b9d16-8a3c-4e57-b2d1-6c7a50e98f34"
operators_object_id = "e2a7c610-5d48-4b93-8f0e-91b3d6a47c25"
carrier_user        = "aldersea"
carrier_api_key     = "ck-4471-aldersea-prod"

subnets = {
  gateway = {
    prefix = "10.12.0.0/26"
  }
  apim = {
    prefix         = "10.12.0.64/27"
    security_group = "apps"
  }
  apps = {
    prefix         = "10.12.0.128/26"
    security_group = "apps"
    delegation     = "Microsoft.Web/serverFarms"
  }
  runtime = {
    prefix         = "10.12.1.0/27"
    security_group = "jump"
  }
  jump = {
    prefix         = "10.12.1.32/27"
    security_group = "jump"
  }
  endpoints = {
    prefix = "10.12.1.64/26"
  }
}
