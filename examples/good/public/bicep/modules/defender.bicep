// Defender for Cloud watches what the zone is made of, and tells the integration team.
targetScope = 'subscription'

param plans string[]
param contact string

resource plan 'Microsoft.Security/pricings@2024-01-01' = [
  for item in plans: {
    name: item
    properties: {
      pricingTier: 'Standard'
    }
  }
]

resource contacts 'Microsoft.Security/securityContacts@2023-12-01-preview' = {
  name: 'default'
  properties: {
    isEnabled: true
    emails: contact
    notificationsByRole: {
      state: 'On'
      roles: ['Owner']
    }
    notificationsSources: [
      {
        sourceType: 'Alert'
        minimalSeverity: 'Medium'
      }
    ]
  }
}
