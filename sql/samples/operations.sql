-- What is behind: tables and apps whose newest date is more than a week old
SELECT table_name, app_name, newest_date, days_behind, newest_delivery
  FROM appstore.freshness
 WHERE days_behind > 7
 ORDER BY days_behind DESC, table_name, app_name;

-- Deliveries with the lowest scores of the last 30 days
SELECT table_name, app_id, instance_id, processing_date, score, critical, errors, findings
  FROM appstore.quality_results
 WHERE dt > date_format(current_date - INTERVAL '30' DAY, '%Y-%m-%d')
 ORDER BY score
 LIMIT 20;

-- Are rows conserved: what was read, quarantined and kept out, per table
SELECT table_name, SUM(rows_in) AS rows_in, SUM(rows_quarantined) AS rows_quarantined, SUM(rows_blocked) AS rows_blocked
  FROM appstore.load_audit
 GROUP BY table_name
 ORDER BY table_name;

-- Apps without downloads data in the last two weeks
SELECT apps.app_id, apps.app_name, apps.last_seen
  FROM appstore.dim_apps AS apps
  LEFT JOIN (SELECT DISTINCT app_id FROM appstore.curated_downloads WHERE dt > date_format(current_date - INTERVAL '14' DAY, '%Y-%m-%d')) AS recent
    ON recent.app_id = apps.app_id
 WHERE recent.app_id IS NULL
 ORDER BY apps.app_name;

-- Which delivery the rows of a date come from
SELECT app_name, metric_date, MAX(processing_date) AS processing_date, MAX(instance_id) AS instance_id, COUNT(*) AS row_count
  FROM appstore.curated_downloads
 WHERE dt > date_format(current_date - INTERVAL '14' DAY, '%Y-%m-%d')
 GROUP BY app_name, metric_date
 ORDER BY app_name, metric_date DESC;
