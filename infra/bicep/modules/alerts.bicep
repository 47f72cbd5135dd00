// Azure's own alerts, which also speak up when the app does not. docs/runbook.md says what to do about each.

@description('Begins the names.')
param namePrefix string

@description('Azure region.')
param location string

@description('Tags.')
param tags object

@description('Resource id of Application Insights.')
param insightsId string

@description('E-mail addresses to tell; none leaves the alerts in the portal.')
param emails array

@description('Hours without a completed daily run after which it is overdue, up to 47.')
param overdueHours int

// Message texts of the app; a test holds them to the source.
var rules = [
  {
    name: 'run-failed'
    title: 'A run failed'
    description: 'A run ended failed or partial. See runs/latest.json in the lake, or GET /api/runs.'
    severity: 1
    query: 'traces | where message matches regex @": run ended (Failed|Partial), "'
    evaluationFrequency: 'PT15M'
    windowSize: 'PT30M'
  }
  {
    name: 'stale-data'
    title: 'The data are stale'
    description: 'The hourly watch found that data are not as new as they should be, or that no run has ended.'
    severity: 2
    query: 'traces | where message startswith "Watch: "'
    evaluationFrequency: 'PT1H'
    windowSize: 'PT2H'
  }
  {
    name: 'no-daily-run'
    title: 'No daily run has completed'
    description: 'No daily run ended in time; it also fires when the app does not start at all.'
    severity: 1
    // One row when nothing has completed, none otherwise: a rule counts rows and cannot count what is missing.
    query: 'traces | where timestamp > ago(${min(overdueHours, 47)}h) | where message matches regex @"^daily-[0-9-]+: run ended (Succeeded|Partial), " | summarize completed = count() | where completed == 0'
    evaluationFrequency: 'PT1H'
    windowSize: 'P2D'
  }
]

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(emails)) {
  name: '${namePrefix}-people'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'appanalytics'
    emailReceivers: [for (email, i) in emails: {
      name: 'email-${i}'
      emailAddress: email
      useCommonAlertSchema: true
    }]
  }
}

resource alerts 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [for rule in rules: {
  name: '${namePrefix}-${rule.name}'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: rule.title
    description: rule.description
    enabled: true
    severity: rule.severity
    scopes: [insightsId]
    evaluationFrequency: rule.evaluationFrequency
    windowSize: rule.windowSize
    // The alert closes by itself once the condition has passed.
    autoMitigate: true
    // The app's log table exists only after its first log, which may be after this deployment.
    skipQueryValidation: true
    criteria: {
      allOf: [
        {
          query: rule.query
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    actions: {
      actionGroups: empty(emails) ? [] : [people.id]
    }
  }
}]
