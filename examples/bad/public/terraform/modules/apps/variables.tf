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

variable "functions" {
  description = "Names of the function apps."
  type        = list(string)
}
