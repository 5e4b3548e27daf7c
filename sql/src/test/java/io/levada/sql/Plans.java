package io.levada.sql;

import io.levada.core.error.LevadaException;
import io.levada.core.plan.PlanText;
import io.levada.core.plan.StreamPlan;
import java.util.List;

/** A session with some tables, and the plans of queries over them as text. */
final class Plans {
    static final String TABLES = """
            CREATE TABLE orders (
              id BIGINT, product STRING, price DECIMAL(10, 2), quantity INT, ts TIMESTAMP(3), note STRING,
              proc AS PROCTIME(),
              WATERMARK FOR ts AS ts - INTERVAL '5' SECOND
            ) WITH ('connector' = 'test');
            CREATE TABLE products (sku STRING, title STRING, weight DOUBLE) WITH ('connector' = 'test');
            CREATE TABLE plain (a INT, b BIGINT, s STRING, d DOUBLE, f BOOLEAN) WITH ('connector' = 'test');
            CREATE TABLE out1 (a INT, b BIGINT, s STRING) WITH ('connector' = 'test', 'sink' = 'append');
            CREATE TABLE keyed (k STRING, n BIGINT, PRIMARY KEY (k) NOT ENFORCED)
              WITH ('connector' = 'test', 'sink' = 'upsert', 'source' = 'upsert');
            """;

    private final SqlSession session = TestConnector.session();

    Plans() {
        run(TABLES);
    }

    SqlSession session() {
        return session;
    }

    void run(String script) {
        for (Statement statement : session.parse(script)) {
            session.plan(statement);
        }
    }

    StreamPlan plan(String sql) {
        return ((Planned.Job) session.plan(sql)).plan();
    }

    String text(String sql) {
        return PlanText.of(plan(sql));
    }

    /** Rows of the answer, each as its values. */
    List<String> rows(String sql) {
        return ((Planned.Rows) session.plan(sql))
                .rows().stream().map(r -> r.values().toString()).toList();
    }

    /** The error of a statement: code, line:column, message, hint. */
    String error(String sql) {
        try {
            for (Statement statement : session.parse(sql)) {
                session.plan(statement);
            }
        } catch (LevadaException e) {
            if (e.getCause() != null && e.fault() == io.levada.core.error.Fault.BUG) {
                throw e;
            }
            String where = e.position() == null
                    ? "?"
                    : e.position().line() + ":" + e.position().column();
            return e.code() + " " + where + " " + e.message() + (e.hint() == null ? "" : " | " + e.hint());
        }
        return "no error";
    }
}
