variable "name" {
  type = string
}

variable "resource_group_id" {
  type = string
}

variable "location" {
  type = string
}

variable "administrators" {
  description = "Object ids of those who may do everything."
  type        = list(string)
}

variable "payment_secret" {
  type      = string
  sensitive = true
}
