// Private endpoints. The zones exist in the hub already, it is said; the ones that were missing are made here.
import { target } from 'types.bicep'

param location string
param subnetId string
param targets target[]

resource zones 'Microsoft.Network/privateDnsZones@2020-06-01' = [
  for item in targets: {
    name: item.zone
    location: 'global'
  }
]

resource endpoints 'Microsoft.Network/privateEndpoints@2023-09-01' = [
  for item in targets: {
    name: 'pe-${item.name}'
    location: location
    properties: {
      subnet: {
        id: subnetId
      }
      privateLinkServiceConnections: [
        {
          name: item.name
          properties: {
            privateLinkServiceId: item.id
            groupIds: [item.group]
          }
        }
      ]
    }
  }
]

// The vault was done first, by hand, and has its record in the zone of the old name.
resource vaultRecords 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2023-09-01' = {
  name: 'pe-vault/default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'vault'
        properties: {
          privateDnsZoneId: resourceId('Microsoft.Network/privateDnsZones', 'privatelink.vault.azure.net')
        }
      }
    ]
  }
  dependsOn: [endpoints, zones]
}
