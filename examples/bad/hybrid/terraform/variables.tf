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
    prefix     = string
    source     = optional(string)
    ports      = optional(list(string))
    delegation = optional(string)
  }))
}

variable "topics" {
  type = set(string)
}

variable "sites" {
  type = set(string)
}

variable "old_site" {
  type = string
}

variable "ftp_password" {
  description = "Password of the mill's file server; the pipeline sets TF_VAR_ftp_password."
  type        = string
}

variable "operators" {
  description = "Who operates the zone, each with the role that was asked for, by the name of the assignment."
  type = map(object({
    principal_id = string
    role         = string
  }))
}
