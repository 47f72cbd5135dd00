-- What the audit said, per table and processing date: the worst and the mean score, what was kept out, and the rows it concerned.
CREATE OR REPLACE VIEW appstore.quality AS
WITH results AS (
  SELECT table_name, dt, COUNT(*) AS instances, MIN(score) AS worst_score, AVG(score) AS mean_score,
         COUNT_IF(blocked) AS blocked_instances, SUM(blocked_dates) AS blocked_dates,
         SUM(critical) AS critical, SUM(errors) AS errors, SUM(warnings) AS warnings
    FROM appstore.quality_results
   GROUP BY table_name, dt
),
loaded AS (
  SELECT table_name, dt, SUM(rows_in) AS rows_in, SUM(rows_quarantined) AS rows_quarantined, SUM(rows_blocked) AS rows_blocked
    FROM appstore.load_audit
   GROUP BY table_name, dt
)
SELECT results.table_name,
       results.dt,
       CAST(results.dt AS date) AS processing_date,
       results.instances,
       results.worst_score,
       results.mean_score,
       results.blocked_instances,
       results.blocked_dates,
       results.critical,
       results.errors,
       results.warnings,
       loaded.rows_in,
       loaded.rows_quarantined,
       loaded.rows_blocked
  FROM results
  LEFT JOIN loaded ON loaded.table_name = results.table_name AND loaded.dt = results.dt
