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

variable "subnet_id" {
  type = string
}

variable "functions_name" {
  type = string
}

variable "sites" {
  type = set(string)
}
