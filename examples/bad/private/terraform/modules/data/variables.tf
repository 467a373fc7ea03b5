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

variable "pipeline_object_id" {
  description = "Object id of the pipeline."
  type        = string
}

variable "queues" {
  type = set(string)
}
