package io.levada.tests.torture;

/** The SQL of the bank: credits and debits aggregated apart, brought together as balances, summed. */
final class BankScript {
    static final String FILE = "bank.sql";
    static final String INPUT = "bank-transfers";
    static final String OUTPUT = "bank-balances";
    static final String TOTAL = "total";

    private BankScript() {}

    static String text(String bootstrap) {
        return """
                SET 'pipeline.name' = 'bank';
                SET 'execution.checkpointing.interval' = '100 ms';

                CREATE TABLE transfers (source STRING, target STRING, amount BIGINT) WITH (
                  'connector' = 'kafka', 'topic' = '%2$s', 'properties.bootstrap.servers' = '%1$s',
                  'scan.startup.mode' = 'earliest-offset', 'format' = 'json'
                );
                CREATE TABLE shown (id STRING, amount BIGINT, n BIGINT, PRIMARY KEY (id) NOT ENFORCED) WITH (
                  'connector' = 'upsert-kafka', 'topic' = '%3$s', 'properties.bootstrap.servers' = '%1$s',
                  'key.format' = 'raw', 'value.format' = 'json', 'properties.transaction.timeout.ms' = '%4$d'
                );
                CREATE VIEW credits AS
                  SELECT target AS account, SUM(amount) AS amount, COUNT(*) AS n FROM transfers GROUP BY target;
                CREATE VIEW debits AS
                  SELECT source AS account, SUM(amount) AS amount, COUNT(*) AS n FROM transfers GROUP BY source;
                CREATE VIEW balances AS
                  SELECT account, SUM(amount) AS amount, SUM(n) AS n
                  FROM (
                    SELECT account, amount, n FROM credits
                    UNION ALL
                    SELECT account, -amount, n FROM debits
                  )
                  GROUP BY account;

                EXECUTE STATEMENT SET BEGIN
                  INSERT INTO shown SELECT account, amount, n FROM balances;
                  INSERT INTO shown SELECT '%5$s', SUM(amount), SUM(n) FROM balances;
                END;
                """.formatted(bootstrap, INPUT, OUTPUT, Script.TRANSACTION_TIMEOUT_MILLIS, TOTAL);
    }
}
