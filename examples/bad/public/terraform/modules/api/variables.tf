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

variable "functions_host" {
  type = string
}

variable "apis" {
  description = "APIs by name, each with the path of its back end."
  type        = map(string)
}

variable "loyalty_api_key" {
  type      = string
  sensitive = true
}
