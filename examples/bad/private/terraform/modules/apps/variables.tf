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

variable "storage_name" {
  type = string
}

variable "bus_connection" {
  type = string
}

variable "subnet_id" {
  type = string
}

variable "insights_key" {
  type = string
}

variable "carrier_api_key" {
  description = "Key of the carrier's service."
  type        = string
}
