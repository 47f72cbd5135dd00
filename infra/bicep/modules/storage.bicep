// The storage of the Functions host and of Durable Functions, and the app's package. Keys are switched off.

@description('Name of the account, 3 to 24 lower-case letters and digits.')
param name string

@description('Azure region.')
param location string

@description('Tags.')
param tags object

@description('Redundancy.')
param sku string

@description('Object id of the app\'s identity.')
param principalId string

// As the Functions host (blobs: leases, keys, package) and Durable Functions (queues, tables) need them, on this account only.
var roles = {
  storageBlobDataOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  storageQueueDataContributor: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  storageTableDataContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
}

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: sku
  }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    publicNetworkAccess: 'Enabled'
    supportsHttpsTrafficOnly: true
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' = {
  parent: account
  name: 'default'
}

resource package 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' = {
  parent: blobs
  name: 'app-package'
  properties: {
    publicAccess: 'None'
  }
}

resource access 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for role in items(roles): {
  name: guid(account.id, principalId, role.value)
  scope: account
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.value)
  }
}]

@description('Name of the account.')
output name string = account.name

@description('Endpoint of its blobs.')
output blobEndpoint string = account.properties.primaryEndpoints.blob

@description('Endpoint of its queues.')
output queueEndpoint string = account.properties.primaryEndpoints.queue

@description('Endpoint of its tables.')
output tableEndpoint string = account.properties.primaryEndpoints.table

@description('Name of the container of the app\'s package.')
output packageContainer string = package.name
