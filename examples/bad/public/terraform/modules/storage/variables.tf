variable "resource_group_id" {
  type = string
}

variable "location" {
  type = string
}

variable "accounts" {
  description = "Accounts, each with its containers."
  type = list(object({
    name       = string
    containers = list(string)
    sftp       = bool # suppliers upload by SFTP
  }))
}
