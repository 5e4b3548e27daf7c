package io.levada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScriptCheckTest {
    private static final String TABLES = """
            CREATE TABLE flights (airport STRING, delay INT) WITH (
              'connector' = 'kafka', 'topic' = 'flights', 'properties.bootstrap.servers' = 'nowhere:1',
              'format' = 'json');
            CREATE TABLE counts (airport STRING, n BIGINT, PRIMARY KEY (airport) NOT ENFORCED) WITH (
              'connector' = 'upsert-kafka', 'topic' = 'counts', 'properties.bootstrap.servers' = 'nowhere:1',
              'key.format' = 'json', 'value.format' = 'json');
            """;
    private static final String INSERT = "INSERT INTO counts SELECT airport, COUNT(*) FROM flights GROUP BY airport;\n";

    @Test
    void validatesWithoutABroker() {
        Cli.Result result = Cli.withInput(TABLES + INSERT, "validate", "-");
        assertThat(result.err()).isEqualTo("stdin is valid: 2 tables, 1 job\n");
        assertThat(result.code()).isZero();
        assertThat(result.out()).isEmpty();
    }

    @Test
    void tellsEveryWrongQuery() {
        Cli.Result result =
                Cli.withInput(TABLES + "SELECT dely FROM flights;\nSELECT airport FROM flight;\n", "validate", "-");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("stdin:7:8").contains("stdin:8:21");
    }

    @Test
    void namesAWrongOption() {
        Cli.Result result = Cli.withInput(
                TABLES.replace("'format' = 'json');\nCREATE", "'fromat' = 'json');\nCREATE") + INSERT, "validate", "-");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("'fromat'").contains("did you mean 'format'?");
    }

    @Test
    void explainsPlanStagesModesAndState() {
        Cli.Result result = Cli.withInput(TABLES + INSERT, "explain", "-");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out())
                .contains("Sink counts")
                .contains("GroupAggregate")
                .contains("UPSERT")
                .contains("stage 1")
                .contains("checkpoints in .levada");
    }

    @Test
    void explainsWhatBecomesOfRowsOnTheirWay() {
        String query = "INSERT INTO counts SELECT airport, COUNT(*) FROM flights GROUP BY airport;\n";
        assertThat(Cli.withInput(TABLES + query, "explain", "-").out())
                .contains("=> stage 1 (by hash of [0], rows of a key combined)");
        String distinct = query.replace("COUNT(*)", "COUNT(DISTINCT airport)");
        assertThat(Cli.withInput(TABLES + distinct, "explain", "-").out()).contains("=> stage 1 (by hash of [0])");
    }
}
