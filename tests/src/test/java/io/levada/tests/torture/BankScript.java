package io.levada.tests.torture;

/** The SQL of the bank: credits and debits aggregated apart, brought together as balances, summed. */
final class BankScript {
    static final String FILE = "bank.sql";
    static final String INPUT = "bank-transfers";
    static final String OUTPUT = "bank-balances";
    static final String TOTAL = "total";
    /** The row that says over how many transfers the table is. */
    static final String SEEN = "seen";

    private BankScript() {}

    static String text(String bootstrap, BankForm form) {
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
                  %7$s;

                EXECUTE STATEMENT SET BEGIN
                  INSERT INTO shown SELECT account, amount, n FROM balances;
                  INSERT INTO shown SELECT '%5$s', SUM(amount), SUM(n) FROM balances;
                  INSERT INTO shown SELECT '%6$s', CAST(0 AS BIGINT), COUNT(*) FROM transfers;
                END;
                """.formatted(bootstrap, INPUT, OUTPUT, Script.TRANSACTION_TIMEOUT_MILLIS, TOTAL, SEEN, form.balances());
    }
}
