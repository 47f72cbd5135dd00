-- How a day's downloads are kept and used, per app, download date and days since: installations and deletions up to that day, and
-- sessions on it. Users who share their data only. Devices cannot be added up, so what is kept is told by deletions.
CREATE OR REPLACE VIEW appstore.retention_by_download_date AS
WITH activity AS (
  SELECT app_id, app_download_date, metric_date, installs, deletions,
         CAST(0 AS bigint) AS sessions, CAST(0 AS bigint) AS session_seconds
    FROM appstore.curated_installs
   WHERE app_download_date <= metric_date
  UNION ALL
  SELECT app_id, app_download_date, metric_date, CAST(0 AS bigint), CAST(0 AS bigint), sessions, total_session_duration
    FROM appstore.curated_sessions
   WHERE app_download_date <= metric_date
),
days AS (
  SELECT app_id, app_download_date, metric_date, SUM(installs) AS installs, SUM(deletions) AS deletions,
         SUM(sessions) AS sessions, SUM(session_seconds) AS session_seconds
    FROM activity
   GROUP BY app_id, app_download_date, metric_date
),
running AS (
  SELECT app_id, app_download_date, metric_date, sessions, session_seconds,
         SUM(installs) OVER (PARTITION BY app_id, app_download_date ORDER BY metric_date) AS installs_to_date,
         SUM(deletions) OVER (PARTITION BY app_id, app_download_date ORDER BY metric_date) AS deletions_to_date
    FROM days
)
SELECT running.app_id,
       apps.app_name,
       running.app_download_date AS download_date,
       running.metric_date,
       date_diff('day', running.app_download_date, running.metric_date) AS days_since_download,
       running.installs_to_date,
       running.deletions_to_date,
       1.0E0 - CAST(running.deletions_to_date AS double) / NULLIF(running.installs_to_date, 0) AS kept,
       running.sessions,
       running.session_seconds,
       CAST(running.sessions AS double) / NULLIF(running.installs_to_date, 0) AS sessions_per_install
  FROM running
  LEFT JOIN appstore.dim_apps AS apps ON apps.app_id = running.app_id
