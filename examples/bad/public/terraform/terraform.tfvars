code                = "mirabel"
resource_group_name = "rg-exchange"
location            = "germanywestcentral"
host_name           = "api.mirabel.example"
queues              = ["orders", "refunds", "newsletter"]
functions           = ["orders", "refunds"]
crm_client_id       = "93d5a7f2-61c8-4b0e-9d24-f8b3e70a1c69"
repository          = "mirabel/integration"

administrators = [
  "7b1e9d43-2f60-4c8a-a5d9-0e34f7c6b812",
  "c64a08f1-93be-47d2-8f15-a2d70b9e5c36",
]

accounts = [
  {
    name       = "stmirabelshop"
    containers = ["pictures"]
    sftp       = false
  },
  {
    name       = "stmirabelfeeds"
    containers = []
    sftp       = true
  },
]

apis = {
  orders = "api/orders"
  stock  = "api/stock"
}
