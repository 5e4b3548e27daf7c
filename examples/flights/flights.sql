-- Which airports run late, right now? Departures come in from Kafka, three answers go back to Kafka.
-- ${name} is given with --define name=value, or is what stands behind :-

SET 'execution.checkpointing.interval' = '200 ms';   -- what one checkpoint covers becomes visible at once, exactly once

-- Every departure as it is reported: not quite in order, up to four minutes after the plane has left.
CREATE TABLE flights (
  flight_id   BIGINT,
  scheduled   TIMESTAMP(3),
  departed    TIMESTAMP(3),
  delay       INT,               -- minutes; negative when the plane left early
  distance    INT,               -- miles
  origin      STRING,
  destination STRING,
  published   TIMESTAMP_LTZ(3) METADATA FROM 'timestamp' VIRTUAL,   -- when the record came into the topic
  WATERMARK FOR departed AS departed - INTERVAL '5' MINUTE
) WITH (
  'connector' = 'kafka',
  'topic' = 'flights',
  'properties.bootstrap.servers' = '${bootstrap:-localhost:9092}',
  'properties.group.id' = 'levada-flights',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'json',
  'on-error' = 'dead-letter',    -- what can't be parsed is kept there and doesn't stop the rest
  'dead-letter.topic' = 'flights_dead'
);

CREATE TABLE airports (
  code      STRING,
  name      STRING,
  city      STRING,
  state     STRING,
  country   STRING,
  latitude  DOUBLE,
  longitude DOUBLE
) WITH (
  'connector' = 'filesystem',
  'path' = '${examples:-examples}/flights/data/airports.csv',
  'format' = 'csv'
);

CREATE TABLE airport_delays (
  window_start  TIMESTAMP(3),
  window_end    TIMESTAMP(3),
  airport       STRING,
  name          STRING,
  city          STRING,
  departures    BIGINT,
  average_delay DOUBLE,
  worst_delay   INT,
  late_percent  DOUBLE
) WITH (
  'connector' = 'kafka',
  'topic' = 'airport_delays',
  'properties.bootstrap.servers' = '${bootstrap:-localhost:9092}',
  'format' = 'json',
  'sink.delivery-guarantee' = 'exactly-once'
);

CREATE TABLE alerts (
  raised_at    TIMESTAMP(3),
  airport      STRING,
  name         STRING,
  departures   BIGINT,
  late_percent DOUBLE,
  worst_delay  INT
) WITH (
  'connector' = 'kafka',
  'topic' = 'alerts',
  'properties.bootstrap.servers' = '${bootstrap:-localhost:9092}',
  'format' = 'json',
  'sink.delivery-guarantee' = 'exactly-once'
);

-- A table in a topic: the newest record of a key is the route's current row.
CREATE TABLE route_delays (
  origin        STRING,
  destination   STRING,
  flights       BIGINT,
  average_delay DOUBLE,
  worst_delay   INT,
  newest        TIMESTAMP_LTZ(3),   -- when the newest of them was published: how fresh the row is
  PRIMARY KEY (origin, destination) NOT ENFORCED
) WITH (
  'connector' = 'upsert-kafka',
  'topic' = 'route_delays',
  'properties.bootstrap.servers' = '${bootstrap:-localhost:9092}',
  'key.format' = 'json',
  'value.format' = 'json',
  'sink.delivery-guarantee' = 'exactly-once'
);

-- The last hour of each airport, every five minutes of event time.
CREATE TEMPORARY VIEW last_hour AS
SELECT
  window_start,
  window_end,
  origin,
  COUNT(*)                                                         AS departures,
  ROUND(AVG(CAST(delay AS DOUBLE)), 1)                             AS average_delay,
  MAX(delay)                                                       AS worst_delay,
  ROUND(100e0 * COUNT(*) FILTER (WHERE delay > 15) / COUNT(*), 1)  AS late_percent,
  PROCTIME()                                                       AS computed_at
FROM TABLE(HOP(TABLE flights, DESCRIPTOR(departed), INTERVAL '5' MINUTE, INTERVAL '1' HOUR))
GROUP BY window_start, window_end, origin;

-- The same with the airport's name, looked up in the file.
CREATE TEMPORARY VIEW last_hour_by_name AS
SELECT h.window_start, h.window_end, h.origin, a.name, a.city,
       h.departures, h.average_delay, h.worst_delay, h.late_percent
FROM last_hour AS h
LEFT JOIN airports FOR SYSTEM_TIME AS OF h.computed_at AS a ON h.origin = a.code;

EXECUTE STATEMENT SET BEGIN

  INSERT INTO airport_delays
  SELECT window_start, window_end, origin, name, city, departures, average_delay, worst_delay, late_percent
  FROM last_hour_by_name;

  -- Half of the planes late, where many leave.
  INSERT INTO alerts
  SELECT window_end, origin, name, departures, late_percent, worst_delay
  FROM last_hour_by_name
  WHERE departures >= 20 AND late_percent >= 50;

  INSERT INTO route_delays
  SELECT origin, destination, COUNT(*), ROUND(AVG(CAST(delay AS DOUBLE)), 1), MAX(delay), MAX(published)
  FROM flights
  GROUP BY origin, destination;

END;
