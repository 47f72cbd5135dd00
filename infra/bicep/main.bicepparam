using 'main.bicep'

// What the AWS stack printed as its outputs.
param lakeRoot = 's3://my-bucket/appstore'
param awsRegion = 'eu-central-1'
param awsRoleArn = 'arn:aws:iam::123456789012:role/apple-analytics'
param awsAudience = 'api://apple-analytics-aws'
param appleSecretName = 'apple-analytics/app-store-connect'

// Who is told when a run fails, data are stale or no daily run completes.
param alertEmails = []
