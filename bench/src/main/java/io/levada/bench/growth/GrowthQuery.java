package io.levada.bench.growth;

/**
 * A query with state by key.
 *
 * @param operator that has the state
 * @param inputs how often each event comes to it
 * @param insert what follows the tables' definition
 */
record GrowthQuery(String operator, int inputs, String insert) {
    private static final String TABLES = """
            CREATE TABLE events (key BIGINT, price BIGINT) WITH ('connector' = 'growth', 'keys' = '%d');
            CREATE TABLE results (key BIGINT, n BIGINT, total BIGINT) WITH ('connector' = 'blackhole');
            INSERT INTO results
            """;

    static GrowthQuery named(String name) {
        return switch (name) {
            case "group" ->
                new GrowthQuery("GroupAggregate", 1, "SELECT key, COUNT(*), SUM(price) FROM events GROUP BY key");
            case "join" ->
                new GrowthQuery(
                        "Join", 2, "SELECT l.key, l.price, r.price FROM events AS l JOIN events AS r ON l.key = r.key");
            case "topn" ->
                new GrowthQuery(
                        "Rank",
                        1,
                        "SELECT key, price, place FROM (SELECT *, ROW_NUMBER() OVER"
                                + " (PARTITION BY key ORDER BY price DESC) AS place FROM events) WHERE place <= 3");
            default ->
                throw new IllegalArgumentException("there is no query '" + name + "': there are group, join and topn");
        };
    }

    String script(long keys) {
        return String.format(TABLES, keys) + insert + ";";
    }
}
