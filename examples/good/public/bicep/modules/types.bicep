// What the modules of this zone share: types, and the built-in roles that it grants.

@export()
@description('A rule that lets traffic into a subnet; everything else is refused.')
type inboundRule = {
  name: string

  @minValue(100)
  @maxValue(4000)
  priority: int

  @description('An address range or a service tag.')
  source: string

  ports: string[]
}

@export()
@description('A subnet, with a security group of its own.')
type subnet = {
  name: string
  prefix: string

  @description('The service that is injected into it.')
  delegation: string?

  @description('Does its traffic leave through the firewall of the hub?')
  routed: bool

  @description('Services that admit this subnet by name: `Microsoft.Storage`, `Microsoft.KeyVault`…')
  serviceEndpoints: string[]

  inbound: inboundRule[]
}

@export()
@description('A role on a resource, for one principal.')
type grant = {
  principalId: string
  role: string
}

@export()
@description('A queue of the namespace.')
type queue = {
  name: string

  @description('Are messages of one order handled in their order?')
  sessions: bool
}

@export()
var roleIds = {
  blobOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  blobContributor: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
  queueContributor: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  tableContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
  secretsUser: '4633458b-17de-408a-b874-0445c86b69e6'
  busSender: '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39'
  busReceiver: '4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0'
}

@export()
@description('What Front Door sends requests to.')
type origin = {
  name: string
  host: string
  paths: string[]
  probePath: string

  @description('Resource id of the service, where it is reached by a private link.')
  privateLinkId: string?

  privateLinkGroup: string?
}
