-- Where does the earth shake in swarms? Session windows per region over a live feed of earthquakes.
-- ${name} is given with --define name=value, or is what stands behind :-

SET 'execution.checkpointing.interval' = '200 ms';
SET 'table.local-time-zone' = 'UTC';

CREATE TABLE quakes (
  quake_id   STRING,
  event_time BIGINT,             -- milliseconds since 1970
  kind       STRING,             -- earthquake, explosion or quarry blast
  region     STRING,
  place      STRING,
  magnitude  DOUBLE,
  depth      DOUBLE,             -- kilometres
  latitude   DOUBLE,
  longitude  DOUBLE,
  happened   AS TO_TIMESTAMP_LTZ(event_time, 3),
  WATERMARK FOR happened AS happened - INTERVAL '2' MINUTE
) WITH (
  'connector' = 'kafka',
  'topic' = 'quakes',
  'properties.bootstrap.servers' = '${bootstrap:-localhost:9092}',
  'properties.group.id' = 'levada-quakes',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'json',
  'on-error' = 'dead-letter',
  'dead-letter.topic' = 'quakes_dead'
);

CREATE TABLE swarms (
  region    STRING,
  began     TIMESTAMP(3),
  ended     TIMESTAMP(3),        -- an hour after the last quake
  quakes    BIGINT,
  strongest DOUBLE,
  shallow   BIGINT
) WITH (
  'connector' = 'kafka',
  'topic' = 'swarms',
  'properties.bootstrap.servers' = '${bootstrap:-localhost:9092}',
  'format' = 'json',
  'sink.delivery-guarantee' = 'exactly-once'
);

CREATE TABLE strong_quakes (
  happened  TIMESTAMP_LTZ(3),
  place     STRING,
  magnitude DOUBLE,
  depth     DOUBLE
) WITH (
  'connector' = 'kafka',
  'topic' = 'strong_quakes',
  'properties.bootstrap.servers' = '${bootstrap:-localhost:9092}',
  'format' = 'json',
  'sink.delivery-guarantee' = 'exactly-once'
);

CREATE TABLE regions (
  region    STRING,
  quakes    BIGINT,
  strongest DOUBLE,
  PRIMARY KEY (region) NOT ENFORCED
) WITH (
  'connector' = 'upsert-kafka',
  'topic' = 'regions',
  'properties.bootstrap.servers' = '${bootstrap:-localhost:9092}',
  'key.format' = 'json',
  'value.format' = 'json',
  'sink.delivery-guarantee' = 'exactly-once'
);

-- Quarry blasts shake the ground too.
CREATE TEMPORARY VIEW earthquakes AS
SELECT * FROM quakes WHERE kind = 'earthquake';

EXECUTE STATEMENT SET BEGIN

  -- Quakes of a region belong together as long as less than an hour lies between them.
  INSERT INTO swarms
  SELECT region, window_start, window_end, COUNT(*), MAX(magnitude), COUNT(*) FILTER (WHERE depth < 10)
  FROM TABLE(SESSION(TABLE earthquakes PARTITION BY region, DESCRIPTOR(happened), INTERVAL '1' HOUR))
  GROUP BY region, window_start, window_end
  HAVING COUNT(*) >= 3;

  INSERT INTO strong_quakes
  SELECT happened, place, magnitude, depth
  FROM earthquakes
  WHERE magnitude >= 5;

  INSERT INTO regions
  SELECT region, COUNT(*), MAX(magnitude)
  FROM earthquakes
  GROUP BY region;

END;
