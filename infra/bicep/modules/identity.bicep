// The one identity of the app. User-assigned, so that it outlives the function app and AWS's trust in it stays valid.

@description('Its name.')
param name string

@description('Azure region.')
param location string

@description('Tags.')
param tags object

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}

@description('Resource id.')
output id string = identity.id

@description('Object id: the subject of its tokens.')
output principalId string = identity.properties.principalId

@description('Client id.')
output clientId string = identity.properties.clientId
