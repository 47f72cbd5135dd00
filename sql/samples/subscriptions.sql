-- Subscription events per app and day
SELECT app_name, metric_date, event_group, event_name, SUM(counts) AS events
  FROM appstore.curated_subscription_events
 GROUP BY app_name, metric_date, event_group, event_name
 ORDER BY app_name, metric_date, events DESC;

-- Subscriptions by state on each date; a state is a stand, so it may be added up within a date and never over dates
SELECT app_name, metric_date, state_metric_grouping, state_metric, SUM(counts) AS subscriptions
  FROM appstore.curated_subscription_state
 GROUP BY app_name, metric_date, state_metric_grouping, state_metric
 ORDER BY metric_date DESC, app_name, subscriptions DESC;
