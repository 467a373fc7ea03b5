variable "name" {
  type = string
}

variable "resource_group_id" {
  type = string
}

variable "location" {
  type = string
}

variable "carrier_user" {
  type = string
}

variable "carrier_password" {
  type = string
}
