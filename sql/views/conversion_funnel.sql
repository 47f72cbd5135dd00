-- From being seen to being paid for, per app, day and source. Rates of a longer time or of all sources: add the counts up, then
-- divide. Counts are events, not people, so a page view without an impression can bring a rate above 1.
CREATE OR REPLACE VIEW appstore.conversion_funnel AS
WITH steps AS (
  SELECT app_id, dt, source_type, impressions, page_views,
         CAST(NULL AS bigint) AS first_time_downloads, CAST(NULL AS bigint) AS total_downloads, CAST(NULL AS bigint) AS purchases
    FROM appstore.curated_engagement
  UNION ALL
  SELECT app_id, dt, source_type, CAST(NULL AS bigint), CAST(NULL AS bigint), first_time_downloads, total_downloads, CAST(NULL AS bigint)
    FROM appstore.curated_downloads
  UNION ALL
  SELECT app_id, dt, source_type, CAST(NULL AS bigint), CAST(NULL AS bigint), CAST(NULL AS bigint), CAST(NULL AS bigint), purchases
    FROM appstore.curated_purchases
),
counted AS (
  SELECT app_id, dt, source_type, SUM(impressions) AS impressions, SUM(page_views) AS page_views,
         SUM(first_time_downloads) AS first_time_downloads, SUM(total_downloads) AS total_downloads, SUM(purchases) AS purchases
    FROM steps
   GROUP BY app_id, dt, source_type
)
SELECT counted.dt,
       CAST(counted.dt AS date) AS metric_date,
       counted.app_id,
       apps.app_name,
       counted.source_type,
       counted.impressions,
       counted.page_views,
       counted.first_time_downloads,
       counted.total_downloads,
       counted.purchases,
       CAST(counted.page_views AS double) / NULLIF(counted.impressions, 0) AS page_views_per_impression,
       CAST(counted.total_downloads AS double) / NULLIF(counted.page_views, 0) AS downloads_per_page_view,
       CAST(counted.total_downloads AS double) / NULLIF(counted.impressions, 0) AS downloads_per_impression,
       CAST(counted.purchases AS double) / NULLIF(counted.total_downloads, 0) AS purchases_per_download
  FROM counted
  LEFT JOIN appstore.dim_apps AS apps ON apps.app_id = counted.app_id
