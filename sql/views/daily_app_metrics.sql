-- One row per app and day, from five reports. Null says that nothing was delivered for that app and day, which is not zero.
-- Devices and users are missing on purpose: they cannot be added up over rows.
CREATE OR REPLACE VIEW appstore.daily_app_metrics AS
WITH downloads AS (
  SELECT app_id, dt, SUM(total_downloads) AS total_downloads, SUM(first_time_downloads) AS first_time_downloads,
         SUM(redownloads) AS redownloads, SUM(updates) AS updates
    FROM appstore.curated_downloads
   GROUP BY app_id, dt
),
engagement AS (
  SELECT app_id, dt, SUM(impressions) AS impressions, SUM(page_views) AS page_views, SUM(taps) AS taps
    FROM appstore.curated_engagement
   GROUP BY app_id, dt
),
sessions AS (
  SELECT app_id, dt, SUM(sessions) AS sessions, SUM(total_session_duration) AS session_seconds
    FROM appstore.curated_sessions
   GROUP BY app_id, dt
),
installs AS (
  SELECT app_id, dt, SUM(installs) AS installs, SUM(deletions) AS deletions
    FROM appstore.curated_installs
   GROUP BY app_id, dt
),
purchases AS (
  SELECT app_id, dt, SUM(purchases) AS purchases, SUM(proceeds_usd) AS proceeds_usd, SUM(sales_usd) AS sales_usd
    FROM appstore.curated_purchases
   GROUP BY app_id, dt
),
-- Every report is one row per app and day by now, so the joins below multiply nothing.
days AS (
  SELECT app_id, dt FROM downloads
  UNION
  SELECT app_id, dt FROM engagement
  UNION
  SELECT app_id, dt FROM sessions
  UNION
  SELECT app_id, dt FROM installs
  UNION
  SELECT app_id, dt FROM purchases
)
SELECT days.dt,
       CAST(days.dt AS date) AS metric_date,
       days.app_id,
       apps.app_name,
       engagement.impressions,
       engagement.page_views,
       engagement.taps,
       downloads.total_downloads,
       downloads.first_time_downloads,
       downloads.redownloads,
       downloads.updates,
       installs.installs,
       installs.deletions,
       sessions.sessions,
       sessions.session_seconds,
       purchases.purchases,
       purchases.proceeds_usd,
       purchases.sales_usd
  FROM days
  LEFT JOIN downloads ON downloads.app_id = days.app_id AND downloads.dt = days.dt
  LEFT JOIN engagement ON engagement.app_id = days.app_id AND engagement.dt = days.dt
  LEFT JOIN sessions ON sessions.app_id = days.app_id AND sessions.dt = days.dt
  LEFT JOIN installs ON installs.app_id = days.app_id AND installs.dt = days.dt
  LEFT JOIN purchases ON purchases.app_id = days.app_id AND purchases.dt = days.dt
  LEFT JOIN appstore.dim_apps AS apps ON apps.app_id = days.app_id
