-- Impressions per app
SELECT app_name, SUM(impressions) AS impressions FROM appstore.curated_engagement GROUP BY app_name ORDER BY impressions DESC;

-- Where users come from: impressions, page views and downloads per source, all apps
SELECT source_type, SUM(impressions) AS impressions, SUM(page_views) AS page_views, SUM(total_downloads) AS downloads,
       CAST(SUM(total_downloads) AS double) / NULLIF(SUM(impressions), 0) AS downloads_per_impression
  FROM appstore.conversion_funnel
 GROUP BY source_type
 ORDER BY downloads DESC;

-- Conversion per app and week
SELECT app_name, date_trunc('week', metric_date) AS week, SUM(page_views) AS page_views, SUM(total_downloads) AS downloads,
       CAST(SUM(total_downloads) AS double) / NULLIF(SUM(page_views), 0) AS downloads_per_page_view
  FROM appstore.conversion_funnel
 GROUP BY app_name, date_trunc('week', metric_date)
 ORDER BY app_name, week;

-- What taps on the product page do
SELECT engagement_type, SUM(taps) AS taps
  FROM appstore.curated_engagement
 WHERE event_type = 'Tap'
 GROUP BY engagement_type
 ORDER BY taps DESC;

-- Days on which an app was seen less than half as often as in the four weeks before
SELECT app_name, metric_date, impressions, usual
  FROM (SELECT app_name, metric_date, impressions,
               AVG(CAST(impressions AS double)) OVER (PARTITION BY app_id ORDER BY metric_date ROWS BETWEEN 28 PRECEDING AND 1 PRECEDING) AS usual
          FROM appstore.daily_app_metrics
         WHERE impressions IS NOT NULL) AS seen
 WHERE CAST(impressions AS double) < usual / 2.0E0
 ORDER BY metric_date DESC, app_name;
