-- Sessions per app and day, and how long one lasts
SELECT app_name, metric_date, SUM(sessions) AS sessions,
       CAST(SUM(total_session_duration) AS double) / NULLIF(SUM(sessions), 0) AS seconds_per_session
  FROM appstore.curated_sessions
 GROUP BY app_name, metric_date
 ORDER BY app_name, metric_date;

-- Which devices an app is used on
SELECT app_name, device, SUM(sessions) AS sessions
  FROM appstore.curated_sessions
 GROUP BY app_name, device
 ORDER BY app_name, sessions DESC;

-- The five most used operating systems
SELECT platform_version, SUM(sessions) AS sessions, SUM(total_session_duration) AS seconds
  FROM appstore.curated_sessions
 GROUP BY platform_version
 ORDER BY sessions DESC
 LIMIT 5;

-- Crashes per thousand sessions, per app version; the two reports are added up before they meet
SELECT s.app_name, s.app_version, s.sessions, c.crashes, 1000.0E0 * CAST(c.crashes AS double) / NULLIF(s.sessions, 0) AS crashes_per_thousand_sessions
  FROM (SELECT app_id, app_name, app_version, SUM(sessions) AS sessions FROM appstore.curated_sessions GROUP BY app_id, app_name, app_version) AS s
  JOIN (SELECT app_id, app_version, SUM(crashes) AS crashes FROM appstore.curated_crashes GROUP BY app_id, app_version) AS c
    ON c.app_id = s.app_id AND c.app_version = s.app_version
 ORDER BY crashes_per_thousand_sessions DESC;
