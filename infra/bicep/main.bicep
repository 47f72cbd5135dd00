// The Azure side of AppleAnalytics.Durable. One command deploys it:
//
//   az deployment group create --resource-group apple-analytics --template-file infra/bicep/main.bicep --parameters infra/bicep/main.bicepparam
//
// No key and no password is stored: storage and Application Insights take the app's managed identity, and AWS trusts its tokens.
targetScope = 'resourceGroup'

@description('Begins the names of all resources: 3 to 16 lower-case letters, digits and hyphens.')
@minLength(3)
@maxLength(16)
param namePrefix string = 'appleanalytics'

@description('Azure region; it must offer Flex Consumption (az functionapp list-flexconsumption-locations).')
param location string = resourceGroup().location

@description('Tags of all resources.')
param tags object = {}

// ---- App Store Connect

@description('Apple__SecretName: the AWS Secrets Manager secret that holds the API key as {"issuerId", "keyId", "privateKey"}. Output SecretName of the AWS stack.')
@minLength(1)
param appleSecretName string = 'apple-analytics/app-store-connect'

@description('Apple__BaseUrl: another server that speaks App Store Connect; empty is Apple.')
param appleBaseUrl string = ''

@description('Apple__DownloadHosts: the hosts that report files may be downloaded from, with everything below them, separated by commas.')
param appleDownloadHosts string = 'amazonaws.com,apple.com'

@description('Apple__HistoryOnFirstRun: whether an app\'s first run also requests its history.')
param historyOnFirstRun bool = true

@description('Apps__Include: comma-separated Apple IDs of the only apps to work on; empty is every app of the key.')
param appsInclude string = ''

@description('Apps__Exclude: comma-separated Apple IDs of apps to leave out.')
param appsExclude string = ''

@description('Reports__Tables: comma-separated tables; empty is the five Standard reports and the reviews.')
param reportsTables string = ''

@description('Reports__Detailed: also the detailed tables of the chosen reports.')
param reportsDetailed bool = false

@description('Reports__Weekly: also the weekly tables of the chosen reports.')
param reportsWeekly bool = false

@description('Reports__Monthly: also the monthly tables of the chosen reports.')
param reportsMonthly bool = false

@description('Reviews__PersonalData: what is kept of who wrote a review.')
@allowed(['keep', 'hash', 'drop'])
param reviewsPersonalData string = 'keep'

@description('Reviews__HashKey: a secret that goes into the hashes. Give it on the command line, not in a file.')
@secure()
param reviewsHashKey string = ''

// ---- The lake and its tables in AWS

@description('Lake__Root: s3://bucket/prefix. Output LakeRoot of the AWS stack.')
@minLength(6)
param lakeRoot string

@description('Lake__ServiceUrl: an S3-compatible server; empty is AWS.')
param lakeServiceUrl string = ''

@description('Lake__KmsKeyId: a KMS key to name with every object; empty leaves encryption to the bucket.')
param lakeKmsKeyId string = ''

@description('Catalog__Kind: who is told about tables and partitions.')
@allowed(['athena', 'local'])
param catalogKind string = 'athena'

@description('Catalog__Database: the Glue database. Output DatabaseName of the AWS stack.')
param catalogDatabase string = 'appstore'

@description('Catalog__Workgroup: the Athena workgroup. Output WorkgroupName of the AWS stack.')
param catalogWorkgroup string = 'apple-analytics'

@description('Catalog__OutputLocation: where Athena writes results; empty leaves it to the workgroup.')
param catalogOutputLocation string = ''

@description('Catalog__ServiceUrl: another endpoint of Athena; empty is AWS.')
param catalogServiceUrl string = ''

@description('Catalog__Partitions: partitions registered one by one, or found by projection.')
@allowed(['registered', 'projection'])
param catalogPartitions string = 'registered'

@description('Aws__Region: the region of bucket, workgroup and secret. Output Region of the AWS stack.')
@minLength(1)
param awsRegion string

@description('Aws__RoleArn: the role the app assumes with its identity. Output RoleArn of the AWS stack.')
@minLength(20)
param awsRoleArn string

@description('Aws__Audience: Application ID URI of the Entra app registration that AWS takes tokens for. Output Audience of the AWS stack.')
param awsAudience string = 'api://apple-analytics-aws'

// ---- Schedules, limits, alerts

@description('DailySchedule: when the daily run starts; NCRONTAB with seconds, UTC.')
@minLength(11)
param dailySchedule string = '0 30 9 * * *'

@description('WatchSchedule: when freshness is looked at.')
@minLength(11)
param watchSchedule string = '0 0 * * * *'

@description('HousekeepingSchedule: when old histories are purged.')
@minLength(11)
param housekeepingSchedule string = '0 0 4 * * 0'

@description('Task hub of Durable Functions. Unique in its storage account; a new name starts with empty histories and registries.')
@minLength(3)
@maxLength(45)
param hubName string = 'AppleAnalytics'

@description('Freshness__SlaHours: hours after which something Apple listed and the app has not settled is late.')
@minValue(1)
@maxValue(840)
param freshnessSlaHours int = 26

@description('Quality__MaxRejectedRows: rejected rows above which an instance is blocked.')
@minValue(0)
param qualityMaxRejectedRows int = 100

@description('Quality__MaxRejectedFraction: rejected share above which an instance is blocked, 0 to 1.')
param qualityMaxRejectedFraction string = '0.01'

@description('Quality__MinScore: score below which an instance is blocked, 0 to 1.')
param qualityMinScore string = '0.8'

@description('Quality__MinRows: rows of an instance below which it is worth a look.')
@minValue(0)
param qualityMinRows int = 1

@description('Quality__MaxNullFraction: share of empty fields above which a column is worth a look, 0 to 1.')
param qualityMaxNullFraction string = '0.05'

@description('Quality__MaxUsdPerPurchase: amount per purchase, in US dollars, above which it is likely wrong.')
@minValue(0)
param qualityMaxUsdPerPurchase int = 10000

@description('Quality__MaxRestatement: relative change of a complete date above which it is worth a look, 0 to 1.')
param qualityMaxRestatement string = '0.2'

@description('Quality__Strict: whether every finding counts one step worse, so that errors block.')
param qualityStrict bool = false

@description('Alerts__WebhookUrl: where the app says that something needs a person; empty sends nothing. Give it on the command line, not in a file.')
@secure()
param alertsWebhookUrl string = ''

@description('Alerts__Format: what the webhook expects.')
@allowed(['slack', 'teams', 'json'])
param alertsFormat string = 'slack'

@description('E-mail addresses for Azure\'s own alerts: a failed run, stale data, no completed daily run.')
param alertEmails array = []

// ---- Capacity

@description('Memory of an instance in MB.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('Most instances at once; Azure allows no less than 40. The app\'s own quota keeps calls to Apple in bounds.')
@minValue(40)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('Redundancy of the storage account, which holds histories and registries, not the lake.')
@allowed(['Standard_LRS', 'Standard_ZRS'])
param storageSku string = 'Standard_ZRS'

@description('Days that logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@description('GB of logs a day after which Log Analytics takes no more.')
@minValue(1)
param logDailyCapGb int = 1

// ---- Durable Functions Monitor

@description('Whether Durable Functions Monitor is deployed too: a web page over the task hub, on a plan of its own that bills by the hour.')
param deployMonitor bool = false

@description('Client id of the Entra app registration people sign in to the monitor with. Needed with deployMonitor.')
param monitorAuthClientId string = ''

@description('Comma-separated sign-in names that may use the monitor. Needed with deployMonitor.')
param monitorUsers string = ''

@description('Whether the monitor only shows, and cannot terminate, restart or purge.')
param monitorReadOnly bool = true

@description('Container image of the monitor; name a version to pin it.')
param monitorImage string = 'scaletone/durablefunctionsmonitor:latest'

var suffix = uniqueString(resourceGroup().id)
var functionAppName = '${namePrefix}-${suffix}'

// Settings that are empty are left out, so that the app's own defaults hold.
var settings = {
  Apple__SecretName: appleSecretName
  Apple__BaseUrl: appleBaseUrl
  Apple__DownloadHosts: appleDownloadHosts
  Apple__HistoryOnFirstRun: string(historyOnFirstRun)
  Apps__Include: appsInclude
  Apps__Exclude: appsExclude
  Reports__Tables: reportsTables
  Reports__Detailed: string(reportsDetailed)
  Reports__Weekly: string(reportsWeekly)
  Reports__Monthly: string(reportsMonthly)
  Reviews__PersonalData: reviewsPersonalData
  Lake__Root: lakeRoot
  Lake__ServiceUrl: lakeServiceUrl
  Lake__KmsKeyId: lakeKmsKeyId
  Catalog__Kind: catalogKind
  Catalog__Database: catalogDatabase
  Catalog__Workgroup: catalogWorkgroup
  Catalog__OutputLocation: catalogOutputLocation
  Catalog__ServiceUrl: catalogServiceUrl
  Catalog__Partitions: catalogPartitions
  Aws__Region: awsRegion
  Aws__RoleArn: awsRoleArn
  Aws__Audience: awsAudience
  DailySchedule: dailySchedule
  WatchSchedule: watchSchedule
  HousekeepingSchedule: housekeepingSchedule
  AzureFunctionsJobHost__extensions__durableTask__hubName: hubName
  Freshness__SlaHours: string(freshnessSlaHours)
  Quality__MaxRejectedRows: string(qualityMaxRejectedRows)
  Quality__MaxRejectedFraction: qualityMaxRejectedFraction
  Quality__MinScore: qualityMinScore
  Quality__MinRows: string(qualityMinRows)
  Quality__MaxNullFraction: qualityMaxNullFraction
  Quality__MaxUsdPerPurchase: string(qualityMaxUsdPerPurchase)
  Quality__MaxRestatement: qualityMaxRestatement
  Quality__Strict: string(qualityStrict)
  Alerts__Format: alertsFormat
}

module identity 'modules/identity.bicep' = {
  name: 'identity'
  params: {
    name: '${namePrefix}-app'
    location: location
    tags: tags
  }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  params: {
    name: take('${replace(namePrefix, '-', '')}${suffix}', 24)
    location: location
    tags: tags
    sku: storageSku
    principalId: identity.outputs.principalId
  }
}

module telemetry 'modules/telemetry.bicep' = {
  name: 'telemetry'
  params: {
    namePrefix: namePrefix
    location: location
    tags: tags
    retentionDays: logRetentionDays
    dailyCapGb: logDailyCapGb
    principalId: identity.outputs.principalId
  }
}

module app 'modules/app.bicep' = {
  name: 'app'
  params: {
    name: functionAppName
    location: location
    tags: tags
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    blobEndpoint: storage.outputs.blobEndpoint
    queueEndpoint: storage.outputs.queueEndpoint
    tableEndpoint: storage.outputs.tableEndpoint
    packageContainer: storage.outputs.packageContainer
    insightsConnectionString: telemetry.outputs.connectionString
    settings: settings
    alertsWebhookUrl: alertsWebhookUrl
    reviewsHashKey: reviewsHashKey
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
  }
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  params: {
    namePrefix: namePrefix
    location: location
    tags: tags
    insightsId: telemetry.outputs.insightsId
    emails: alertEmails
    overdueHours: freshnessSlaHours
  }
}

module monitor 'modules/monitor.bicep' = if (deployMonitor) {
  name: 'monitor'
  params: {
    name: '${namePrefix}-monitor-${suffix}'
    location: location
    tags: tags
    image: monitorImage
    storageName: storage.outputs.name
    blobEndpoint: storage.outputs.blobEndpoint
    queueEndpoint: storage.outputs.queueEndpoint
    tableEndpoint: storage.outputs.tableEndpoint
    hubName: hubName
    readOnly: monitorReadOnly
    authClientId: monitorAuthClientId
    users: monitorUsers
  }
}

@description('The function app, for func azure functionapp publish.')
output functionAppName string = functionAppName

@description('The address of its HTTP operations.')
output functionAppUrl string = 'https://${app.outputs.hostName}'

@description('IdentityObjectId of the AWS stack.')
output identityObjectId string = identity.outputs.principalId

@description('EntraTenantId of the AWS stack.')
output tenantId string = tenant().tenantId

@description('The storage account, for Durable Functions Monitor.')
output storageAccountName string = storage.outputs.name

@description('The task hub, for Durable Functions Monitor.')
output hubName string = hubName

@description('The monitor\'s address; empty when it is not deployed.')
output monitorUrl string = deployMonitor ? 'https://${monitor!.outputs.hostName}' : ''
