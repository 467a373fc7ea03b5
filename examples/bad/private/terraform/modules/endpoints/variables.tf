variable "resource_group_name" {
  type = string
}

variable "location" {
  type = string
}

variable "subnet_id" {
  type = string
}

variable "targets" {
  description = "What gets a private endpoint."
  type = map(object({
    id     = string
    group  = string
    zone   = string
    record = optional(bool, false)
  }))
}
