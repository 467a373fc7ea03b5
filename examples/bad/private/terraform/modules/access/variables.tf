variable "subscription_id" {
  type = string
}

variable "pipeline_object_id" {
  type = string
}

variable "operators_object_id" {
  type = string
}
