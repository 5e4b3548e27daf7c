package io.levada.tests.torture;

/** The SQL under torture: a windowed and an updating aggregation, a plain copy, and a dead-letter topic. */
final class Script {
    /** So short that a test can wait for the broker to give a transaction up. */
    static final int TRANSACTION_TIMEOUT_MILLIS = 5000;

    static final String FILE = "torture.sql";

    private Script() {}

    static String text(String bootstrap) {
        return """
                SET 'pipeline.name' = 'torture';
                SET 'execution.checkpointing.interval' = '300 ms';

                CREATE TABLE events (
                  seq BIGINT, k STRING, v BIGINT, ts TIMESTAMP(3),
                  WATERMARK FOR ts AS ts - INTERVAL '2' SECOND
                ) WITH (
                  'connector' = 'kafka', 'topic' = '%2$s', 'properties.bootstrap.servers' = '%1$s',
                  'scan.startup.mode' = 'earliest-offset', 'format' = 'json', 'dead-letter.topic' = '%6$s',
                  'properties.transaction.timeout.ms' = '%7$d'
                );
                CREATE TABLE windows (
                  k STRING, s TIMESTAMP(3), n BIGINT, total BIGINT, least BIGINT, most BIGINT
                ) WITH (
                  'connector' = 'kafka', 'topic' = '%3$s', 'properties.bootstrap.servers' = '%1$s', 'format' = 'json',
                  'properties.transaction.timeout.ms' = '%7$d'
                );
                CREATE TABLE totals (
                  k STRING, n BIGINT, total BIGINT, most BIGINT, PRIMARY KEY (k) NOT ENFORCED
                ) WITH (
                  'connector' = 'upsert-kafka', 'topic' = '%4$s', 'properties.bootstrap.servers' = '%1$s',
                  'key.format' = 'json', 'value.format' = 'json', 'properties.transaction.timeout.ms' = '%7$d'
                );
                CREATE TABLE copies (seq BIGINT, v BIGINT) WITH (
                  'connector' = 'kafka', 'topic' = '%5$s', 'properties.bootstrap.servers' = '%1$s', 'format' = 'json',
                  'properties.transaction.timeout.ms' = '%7$d'
                );

                EXECUTE STATEMENT SET BEGIN
                  INSERT INTO windows
                    SELECT k, window_start, COUNT(*), SUM(v), MIN(v), MAX(v)
                    FROM TABLE(TUMBLE(TABLE events, DESCRIPTOR(ts), INTERVAL '10' SECOND))
                    GROUP BY k, window_start, window_end;
                  INSERT INTO totals SELECT k, COUNT(*), SUM(v), MAX(v) FROM events GROUP BY k;
                  INSERT INTO copies SELECT seq, v FROM events WHERE MOD(v, 2) = 0;
                END;
                """.formatted(
                        bootstrap,
                        Topics.EVENTS,
                        Topics.WINDOWS,
                        Topics.TOTALS,
                        Topics.COPIES,
                        Topics.DEAD,
                        TRANSACTION_TIMEOUT_MILLIS);
    }
}
