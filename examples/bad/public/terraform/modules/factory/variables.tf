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

variable "storage_name" {
  type = string
}

variable "database_password" {
  description = "Password of the shop's database."
  type        = string
  sensitive   = true
}
