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
  description = "Subnets by name, each with its prefix and what is injected into it."
  type = map(object({
    prefix     = string
    source     = optional(string)
    ports      = optional(list(string))
    delegation = optional(string)
  }))
}

variable "workspace_id" {
  type = string
}
