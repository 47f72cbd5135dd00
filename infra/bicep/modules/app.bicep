// The function app on Flex Consumption. It reaches its storage, its package and its logs with its identity.

@description('Name of the function app.')
param name string

@description('Azure region.')
param location string

@description('Tags.')
param tags object

@description('Resource id of the app\'s identity.')
param identityId string

@description('Client id of the app\'s identity.')
param identityClientId string

@description('Endpoint of the storage account\'s blobs.')
param blobEndpoint string

@description('Endpoint of the storage account\'s queues.')
param queueEndpoint string

@description('Endpoint of the storage account\'s tables.')
param tableEndpoint string

@description('Container of the app\'s package.')
param packageContainer string

@description('Connection string of Application Insights.')
param insightsConnectionString string

@description('The app\'s own settings; those that are empty are left out.')
param settings object

@description('Webhook of the app\'s alerts; empty for none.')
@secure()
param alertsWebhookUrl string

@description('Secret of the hashes in reviews; empty for none.')
@secure()
param reviewsHashKey string

@description('Memory of an instance in MB.')
param instanceMemoryMB int

@description('Most instances at once.')
param maximumInstanceCount int

// The runtime is in functionAppConfig: Flex Consumption refuses FUNCTIONS_WORKER_RUNTIME and FUNCTIONS_EXTENSION_VERSION.
var hostSettings = {
  AzureWebJobsStorage__blobServiceUri: blobEndpoint
  AzureWebJobsStorage__queueServiceUri: queueEndpoint
  AzureWebJobsStorage__tableServiceUri: tableEndpoint
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
  APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
  Aws__ManagedIdentityClientId: identityClientId
  Alerts__WebhookUrl: alertsWebhookUrl
  Reviews__HashKey: reviewsHashKey
}

resource plan 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: '${name}-plan'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: {
    reserved: true
  }
}

resource app 'Microsoft.Web/sites@2024-11-01' = {
  name: name
  location: location
  tags: tags
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${blobEndpoint}${packageContainer}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      runtime: {
        name: 'dotnet-isolated'
        version: '10.0'
      }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
      }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      appSettings: map(filter(items(union(settings, hostSettings)), s => !empty(s.value)), s => {
        name: s.key
        value: s.value
      })
    }
  }
}

// Publishing goes by Entra; user names and passwords are switched off.
resource ftpPublishing 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01' = {
  parent: app
  name: 'ftp'
  properties: {
    allow: false
  }
}

resource scmPublishing 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01' = {
  parent: app
  name: 'scm'
  properties: {
    allow: false
  }
}

@description('Host name of the app.')
output hostName string = app.properties.defaultHostName
