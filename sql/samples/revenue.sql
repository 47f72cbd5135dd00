-- Proceeds per territory
SELECT territory, SUM(proceeds_usd) AS revenue FROM appstore.curated_purchases GROUP BY territory ORDER BY revenue DESC;

-- Proceeds per app and month
SELECT app_name, date_trunc('month', metric_date) AS month, SUM(proceeds_usd) AS proceeds_usd, SUM(sales_usd) AS sales_usd
  FROM appstore.revenue_by_territory
 GROUP BY app_name, date_trunc('month', metric_date)
 ORDER BY month, proceeds_usd DESC;

-- What sells best: content by proceeds, with the price paid on average
SELECT app_name, content_name, purchase_type, SUM(purchases) AS purchases, SUM(proceeds_usd) AS proceeds_usd,
       CAST(SUM(sales_usd) AS double) / NULLIF(SUM(purchases), 0) AS mean_price_usd
  FROM appstore.curated_purchases
 GROUP BY app_name, content_name, purchase_type
 ORDER BY proceeds_usd DESC
 LIMIT 20;

-- Refunds per app: rows of negative purchases
SELECT app_name, SUM(purchases) AS refunds, SUM(sales_usd) AS refunded_usd
  FROM appstore.curated_purchases
 WHERE purchases < 0
 GROUP BY app_name
 ORDER BY refunded_usd;

-- What a download has brought in by its seventh day, per app and month of download
SELECT app_name, date_trunc('month', download_date) AS month, SUM(proceeds_usd) AS proceeds_usd
  FROM appstore.revenue_per_download_cohort
 WHERE days_since_download <= 7
 GROUP BY app_name, date_trunc('month', download_date)
 ORDER BY app_name, month;
