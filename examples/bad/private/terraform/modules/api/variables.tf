variable "code" {
  type = string
}

variable "resource_group_id" {
  type = string
}

variable "location" {
  type = string
}

variable "subnet_id" {
  type = string
}

variable "functions_host" {
  type = string
}

variable "stock_password" {
  description = "Password with which the gateway signs in to the old stock service."
  type        = string
}
