@export()
type subnet = {
  name: string
  prefix: string

  @description('Name of the security group, where it has one.')
  securityGroup: string?

  delegation: string?
}

@export()
@description('What gets a private endpoint.')
type target = {
  name: string
  id: string
  group: string
  zone: string
}
