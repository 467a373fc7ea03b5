variable "code" {
  description = "Short name of the shop."
  type        = string
}

variable "resource_group_name" {
  type = string
}

variable "location" {
  type = string
}

variable "host_name" {
  type = string
}

variable "queues" {
  type = set(string)
}

variable "administrators" {
  type = list(string)
}

variable "accounts" {
  type = list(object({
    name       = string
    containers = list(string)
    sftp       = bool
  }))
}

variable "functions" {
  type = list(string)
}

variable "apis" {
  type = map(string)
}

variable "crm_client_id" {
  type = string
}

variable "loyalty_api_key" {
  type      = string
  default   = "loyal-5521-mirabel"
  sensitive = true
}

variable "repository" {
  description = "Repository of the pipeline."
  type        = string
}
