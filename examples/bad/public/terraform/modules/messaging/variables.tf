variable "code" {
  type = string
}

variable "resource_group_name" {
  type = string
}

variable "location" {
  type = string
}

variable "queues" {
  type = set(string)
}
