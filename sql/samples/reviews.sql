-- Mean rating and number of reviews per app and month of creation; deleted reviews are left out
SELECT app_id, date_trunc('month', metric_date) AS month, COUNT(*) AS reviews, AVG(CAST(rating AS double)) AS mean_rating
  FROM appstore.curated_reviews
 WHERE deleted_at IS NULL
 GROUP BY app_id, date_trunc('month', metric_date)
 ORDER BY app_id, month;

-- Reviews of one or two stars without an answer, newest first
SELECT app_id, created_at, territory, rating, title, review_text
  FROM appstore.curated_reviews
 WHERE rating <= 2 AND developer_response IS NULL AND deleted_at IS NULL
 ORDER BY created_at DESC
 LIMIT 50;

-- How ratings spread, per app
SELECT app_id, rating, COUNT(*) AS reviews
  FROM appstore.curated_reviews
 WHERE deleted_at IS NULL
 GROUP BY app_id, rating
 ORDER BY app_id, rating DESC;

-- Days until an answer, per app
SELECT app_id, AVG(CAST(date_diff('day', created_at, response_at) AS double)) AS mean_days, COUNT(*) AS answers
  FROM appstore.curated_reviews
 WHERE response_at IS NOT NULL
 GROUP BY app_id
 ORDER BY mean_days DESC;
