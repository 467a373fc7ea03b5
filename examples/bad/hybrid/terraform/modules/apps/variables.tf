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

variable "with_slot" {
  description = "Also a slot for tests?"
  type        = bool
  default     = true
}
