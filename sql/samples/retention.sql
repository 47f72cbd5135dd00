-- What is kept after 1, 7 and 28 days, per app: the mean over download dates, each weighed by its installations
SELECT app_name, days_since_download,
       1.0E0 - CAST(SUM(deletions_to_date) AS double) / NULLIF(SUM(installs_to_date), 0) AS kept
  FROM appstore.retention_by_download_date
 WHERE days_since_download IN (1, 7, 28)
 GROUP BY app_name, days_since_download
 ORDER BY app_name, days_since_download;

-- Installations against deletions per app and day
SELECT app_name, metric_date, SUM(installs) AS installs, SUM(deletions) AS deletions, SUM(installs) - SUM(deletions) AS net
  FROM appstore.curated_installs
 GROUP BY app_name, metric_date
 ORDER BY app_name, metric_date;

-- Sessions of users in their first week, per app and download date
SELECT app_name, download_date, SUM(sessions) AS sessions_in_first_week
  FROM appstore.retention_by_download_date
 WHERE days_since_download < 7
 GROUP BY app_name, download_date
 ORDER BY app_name, download_date;
