-- Which airports run late, hour by hour? To be asked while the demo runs:
--
--   ./levada run examples/flights/late.sql

CREATE TABLE flights (
  origin STRING, delay INT, departed TIMESTAMP(3),
  WATERMARK FOR departed AS departed - INTERVAL '5' MINUTE
) WITH ('connector' = 'kafka', 'topic' = 'flights', 'format' = 'json',
        'properties.bootstrap.servers' = '${bootstrap:-localhost:9092}', 'scan.startup.mode' = 'earliest-offset');

SELECT window_start, origin, COUNT(*) AS departures, AVG(delay) AS delay
FROM TABLE(TUMBLE(TABLE flights, DESCRIPTOR(departed), INTERVAL '1' HOUR))
GROUP BY window_start, window_end, origin;
