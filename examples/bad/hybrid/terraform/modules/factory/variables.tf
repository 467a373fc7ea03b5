variable "name" {
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

variable "ftp_password" {
  type = string
}
