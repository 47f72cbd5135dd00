-- How new the data are, per table and app: the newest date and the newest delivery, and what waits to be read.
CREATE OR REPLACE VIEW appstore.freshness AS
WITH loaded AS (
  SELECT table_name, app_id, COUNT(*) AS deliveries, MAX(last_date) AS newest_date, MAX(processing_date) AS newest_delivery,
         COUNT_IF(rows_in IS NULL) AS deliveries_not_read
    FROM appstore.load_audit
   GROUP BY table_name, app_id
)
SELECT loaded.table_name,
       loaded.app_id,
       apps.app_name,
       loaded.newest_date,
       date_diff('day', loaded.newest_date, current_date) AS days_behind,
       loaded.newest_delivery,
       loaded.deliveries,
       loaded.deliveries_not_read
  FROM loaded
  LEFT JOIN appstore.dim_apps AS apps ON apps.app_id = loaded.app_id
