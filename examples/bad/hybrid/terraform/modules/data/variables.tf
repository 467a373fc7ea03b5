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

variable "endpoint_subnet_id" {
  type = string
}

variable "workspace_id" {
  type = string
}

variable "topics" {
  type = set(string)
}

variable "legacy_password" {
  description = "Where the secrets of the old system came from."
  type        = string
  sensitive   = true
}
