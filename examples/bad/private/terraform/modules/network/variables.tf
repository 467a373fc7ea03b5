variable "name" {
  type = string
}

variable "resource_group_name" {
  type = string
}

variable "location" {
  type = string
}

variable "address_prefix" {
  type = string
}

variable "subnets" {
  type = map(object({
    prefix         = string
    security_group = optional(string)
    delegation     = optional(string)
  }))
}

variable "vendor_access" {
  description = "Opened for the migration."
  type        = bool
  default     = true
}
