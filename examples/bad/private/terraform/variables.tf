variable "code" {
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
  type = map(object({
    prefix         = string
    security_group = optional(string)
    delegation     = optional(string)
  }))
}

variable "queues" {
  type = set(string)
}

variable "pipeline_object_id" {
  type = string
}

variable "operators_object_id" {
  type = string
}

variable "carrier_user" {
  type = string
}

variable "carrier_password" {
  description = "Password at the carrier; the pipeline sets TF_VAR_carrier_password."
  type        = string
}

variable "carrier_api_key" {
  type = string
}

variable "stock_password" {
  description = "Password of the old stock service; the pipeline sets TF_VAR_stock_password."
  type        = string
}
