-- Downloads per app and day since a date
SELECT app_name, metric_date, SUM(total_downloads) AS downloads FROM appstore.curated_downloads
 WHERE dt >= '2025-11-01' GROUP BY app_name, metric_date ORDER BY downloads DESC;

-- The last 28 days against the 28 days before, per app
SELECT app_name,
       SUM(CASE WHEN metric_date > current_date - INTERVAL '28' DAY THEN total_downloads ELSE 0 END) AS last_28_days,
       SUM(CASE WHEN metric_date <= current_date - INTERVAL '28' DAY THEN total_downloads ELSE 0 END) AS the_28_days_before
  FROM appstore.daily_app_metrics
 WHERE dt > date_format(current_date - INTERVAL '56' DAY, '%Y-%m-%d')
 GROUP BY app_name
 ORDER BY last_28_days DESC;

-- Seven-day mean of first-time downloads per app
SELECT app_name, metric_date, first_time_downloads,
       AVG(CAST(first_time_downloads AS double)) OVER (PARTITION BY app_id ORDER BY metric_date ROWS BETWEEN 6 PRECEDING AND CURRENT ROW) AS seven_day_mean
  FROM appstore.daily_app_metrics
 WHERE first_time_downloads IS NOT NULL
 ORDER BY app_name, metric_date;

-- Ten territories with the most first-time downloads, with their share of all
SELECT d.territory, t.territory_name, SUM(d.first_time_downloads) AS downloads,
       CAST(SUM(d.first_time_downloads) AS double) / NULLIF(SUM(SUM(d.first_time_downloads)) OVER (), 0) AS share
  FROM appstore.curated_downloads AS d
  LEFT JOIN appstore.dim_territories AS t ON t.territory = d.territory
 GROUP BY d.territory, t.territory_name
 ORDER BY downloads DESC
 LIMIT 10;

-- How fast users take up a version: updates per app version and day
SELECT app_name, app_version, metric_date, SUM(updates) AS updates
  FROM appstore.curated_downloads
 GROUP BY app_name, app_version, metric_date
HAVING SUM(updates) > 0
 ORDER BY app_name, metric_date, updates DESC;
