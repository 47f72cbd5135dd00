// Durable Functions Monitor as a service of its own: a container that reads the task hub's storage with its own identity, behind
// Entra sign-in. docs/monitor.md says what it shows.

@description('Name of the monitor\'s web app.')
param name string

@description('Azure region.')
param location string

@description('Tags.')
param tags object

@description('Container image.')
param image string

@description('Name of the storage account that holds the task hub.')
param storageName string

@description('Endpoint of the storage account\'s blobs.')
param blobEndpoint string

@description('Endpoint of the storage account\'s queues.')
param queueEndpoint string

@description('Endpoint of the storage account\'s tables.')
param tableEndpoint string

@description('The only task hub it shows.')
param hubName string

@description('Whether it only shows.')
param readOnly bool

@description('Client id of the Entra app registration for sign-in.')
param authClientId string

@description('Comma-separated sign-in names that may use it.')
param users string

// The monitor is a function app itself and keeps its own leases and keys in the same account.
var roles = {
  storageBlobDataOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  storageQueueDataContributor: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  storageTableDataContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
}

var issuer = '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'

var settings = {
  FUNCTIONS_EXTENSION_VERSION: '~4'
  AzureWebJobsStorage__blobServiceUri: blobEndpoint
  AzureWebJobsStorage__queueServiceUri: queueEndpoint
  AzureWebJobsStorage__tableServiceUri: tableEndpoint
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identity.properties.clientId
  WEBSITES_ENABLE_APP_SERVICE_STORAGE: 'false'
  WEBSITE_AUTH_CLIENT_ID: authClientId
  WEBSITE_AUTH_OPENID_ISSUER: issuer
  DFM_HUB_NAME: hubName
  DFM_ALLOWED_USER_NAMES: users
  DFM_MODE: readOnly ? 'ReadOnly' : ''
}

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: storageName
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: '${name}-identity'
  location: location
  tags: tags
}

resource access 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for role in items(roles): {
  name: guid(account.id, identity.id, role.value)
  scope: account
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.value)
  }
}]

resource plan 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: '${name}-plan'
  location: location
  tags: tags
  kind: 'linux'
  sku: {
    name: 'B1'
    tier: 'Basic'
  }
  properties: {
    reserved: true
  }
}

resource app 'Microsoft.Web/sites@2024-11-01' = {
  name: name
  location: location
  tags: tags
  kind: 'functionapp,linux,container'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identity.id}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    siteConfig: {
      alwaysOn: true
      ftpsState: 'Disabled'
      linuxFxVersion: 'DOCKER|${image}'
      minTlsVersion: '1.2'
      appSettings: map(filter(items(settings), s => !empty(s.value)), s => {
        name: s.key
        value: s.value
      })
    }
  }
}

resource signIn 'Microsoft.Web/sites/config@2024-11-01' = {
  parent: app
  name: 'authsettingsV2'
  properties: {
    globalValidation: {
      requireAuthentication: true
      unauthenticatedClientAction: 'RedirectToLoginPage'
      redirectToProvider: 'azureactivedirectory'
    }
    identityProviders: {
      azureActiveDirectory: {
        enabled: true
        registration: {
          clientId: authClientId
          openIdIssuer: issuer
        }
      }
    }
    login: {
      tokenStore: {
        enabled: true
      }
    }
  }
}

@description('Host name of the monitor.')
output hostName string = app.properties.defaultHostName
