-- Purchases, sales and proceeds per app, day and territory; refunds are in them, negative. A territory that is missing stays, as null.
CREATE OR REPLACE VIEW appstore.revenue_by_territory AS
WITH revenue AS (
  SELECT app_id, dt, territory, SUM(purchases) AS purchases, SUM(sales_usd) AS sales_usd, SUM(proceeds_usd) AS proceeds_usd
    FROM appstore.curated_purchases
   GROUP BY app_id, dt, territory
)
SELECT revenue.dt,
       CAST(revenue.dt AS date) AS metric_date,
       revenue.app_id,
       apps.app_name,
       revenue.territory,
       territories.territory_name,
       revenue.purchases,
       revenue.sales_usd,
       revenue.proceeds_usd
  FROM revenue
  LEFT JOIN appstore.dim_apps AS apps ON apps.app_id = revenue.app_id
  LEFT JOIN appstore.dim_territories AS territories ON territories.territory = revenue.territory
