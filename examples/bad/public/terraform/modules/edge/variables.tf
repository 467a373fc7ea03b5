variable "name" {
  type = string
}

variable "resource_group_name" {
  type = string
}

variable "host_name" {
  type = string
}

variable "backends" {
  description = "Host names of what stands behind."
  type        = map(string)
}
