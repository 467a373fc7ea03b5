variable "code" {
  type = string
}

variable "resource_group" {
  type = object({
    id   = string
    name = string
  })
}

variable "location" {
  type = string
}

variable "bus_connection" {
  type = string
}

variable "crm_client_id" {
  type = string
}

variable "crm_client_secret" {
  type      = string
  sensitive = true
}
