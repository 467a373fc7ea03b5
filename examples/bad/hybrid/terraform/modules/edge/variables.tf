variable "name" {
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

variable "subnet_id" {
  type = string
}

variable "api_host" {
  type = string
}

variable "old_site" {
  description = "Web site of the old region, until it is switched off."
  type        = string
}
