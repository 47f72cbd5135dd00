-- What a day's downloads have brought in, per app, download date and days since. A cohort that has not paid yet has one row without
-- metric_date; one downloaded before the data begin has no number of downloads.
CREATE OR REPLACE VIEW appstore.revenue_per_download_cohort AS
WITH cohorts AS (
  SELECT app_id, metric_date AS download_date, SUM(first_time_downloads) AS first_time_downloads
    FROM appstore.curated_downloads
   GROUP BY app_id, metric_date
),
revenue AS (
  SELECT app_id, app_download_date AS download_date, metric_date, SUM(purchases) AS purchases, SUM(proceeds_usd) AS proceeds_usd
    FROM appstore.curated_purchases
   WHERE app_download_date IS NOT NULL
   GROUP BY app_id, app_download_date, metric_date
),
joined AS (
  SELECT COALESCE(revenue.app_id, cohorts.app_id) AS app_id,
         COALESCE(revenue.download_date, cohorts.download_date) AS download_date,
         revenue.metric_date,
         cohorts.first_time_downloads,
         revenue.purchases,
         revenue.proceeds_usd,
         SUM(revenue.proceeds_usd) OVER (PARTITION BY revenue.app_id, revenue.download_date ORDER BY revenue.metric_date) AS proceeds_usd_to_date
    FROM cohorts
    FULL OUTER JOIN revenue ON revenue.app_id = cohorts.app_id AND revenue.download_date = cohorts.download_date
)
SELECT joined.app_id,
       apps.app_name,
       joined.download_date,
       joined.metric_date,
       date_diff('day', joined.download_date, joined.metric_date) AS days_since_download,
       joined.first_time_downloads,
       joined.purchases,
       joined.proceeds_usd,
       joined.proceeds_usd_to_date,
       CAST(joined.proceeds_usd_to_date AS double) / NULLIF(joined.first_time_downloads, 0) AS proceeds_usd_per_download
  FROM joined
  LEFT JOIN appstore.dim_apps AS apps ON apps.app_id = joined.app_id
