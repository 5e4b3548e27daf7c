package io.levada.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.catalog.Table;
import org.junit.jupiter.api.Test;

class DeclarationsTest {
    private final Plans plans = new Plans();

    private Table declared(String body) {
        plans.run("CREATE TABLE t (" + body + ") WITH ('connector' = 'test')");
        return plans.session().table("t").orElseThrow();
    }

    @Test
    void everyType() {
        assertThat(declared("b BOOLEAN, i1 TINYINT, i2 SMALLINT, i4 INTEGER, i8 BIGINT, f FLOAT, d DOUBLE, n DECIMAL,"
                                + " n2 DECIMAL(20, 3), c CHAR(3), v VARCHAR(9), s STRING, y BYTES, vb VARBINARY(4), dt DATE,"
                                + " tm TIME, ts TIMESTAMP, ts3 TIMESTAMP(3), l TIMESTAMP_LTZ(3), l6 TIMESTAMP(6) WITH LOCAL TIME ZONE,"
                                + " r ROW<x INT NOT NULL, y STRING>, r2 ROW(x INT, z ROW<q INT>), a ARRAY<INT>, m MAP<STRING, INT>,"
                                + " nn INT NOT NULL")
                        .rowType())
                .hasToString(
                        "(b BOOLEAN, i1 TINYINT, i2 SMALLINT, i4 INT, i8 BIGINT, f FLOAT, d DOUBLE, n DECIMAL(10, 0),"
                                + " n2 DECIMAL(20, 3), c CHAR(3), v VARCHAR(9), s STRING, y BYTES, vb VARBINARY(4), dt DATE,"
                                + " tm TIME(0), ts TIMESTAMP(6), ts3 TIMESTAMP(3), l TIMESTAMP_LTZ(3), l6 TIMESTAMP_LTZ(6),"
                                + " r ROW<`x` INT NOT NULL, `y` STRING>, r2 ROW<`x` INT, `z` ROW<`q` INT>>, a ARRAY<INT>,"
                                + " m MAP<STRING, INT>, nn INT NOT NULL)");
    }

    @Test
    void keysWatermarksAndComputedColumns() {
        Table table = declared("id BIGINT, note STRING COMMENT 'as sent', twice AS id * 2, ts AS TO_TIMESTAMP(note),"
                + " WATERMARK FOR ts AS ts - INTERVAL '1' MINUTE, PRIMARY KEY (id) NOT ENFORCED");
        assertThat(table.rowType())
                .hasToString("(id BIGINT NOT NULL, note STRING, twice BIGINT NOT NULL, ts TIMESTAMP(3))");
        assertThat(table.primaryKey()).containsExactly("id");
        assertThat(table.watermark()).hasToString("WatermarkSpec[column=ts, expr=-($3, PT1M)]");
        assertThat(table.storedColumns()).hasSize(2);
    }

    @Test
    void likeTakesOverAndAdds() {
        plans.run("CREATE TABLE more (extra INT) WITH ('sink' = 'append') LIKE orders");
        Table more = plans.session().table("more").orElseThrow();
        assertThat(more.rowType().fields()).hasSize(8);
        assertThat(more.rowType().name(7)).isEqualTo("extra");
        assertThat(more.options().values()).containsEntry("connector", "test").containsEntry("sink", "append");
        assertThat(plans.text("SELECT extra FROM more")).contains("Watermark $0 as -($0, PT5S)");
    }

    @Test
    void likeLeavesOutAndReplaces() {
        plans.run("CREATE TABLE lesser (ts2 TIMESTAMP(3), WATERMARK FOR ts2 AS ts2) WITH ('connector' = 'test')"
                + " LIKE orders (EXCLUDING WATERMARKS EXCLUDING GENERATED EXCLUDING OPTIONS)");
        Table lesser = plans.session().table("lesser").orElseThrow();
        assertThat(lesser.rowType().fields())
                .extracting("name")
                .doesNotContain("proc")
                .contains("ts2", "ts");
        assertThat(lesser.watermark()).hasToString("WatermarkSpec[column=ts2, expr=$6]");
        plans.run("CREATE TABLE replaced (WATERMARK FOR ts AS ts) LIKE orders (OVERWRITING WATERMARKS)");
        assertThat(plans.session().table("replaced").orElseThrow().watermark())
                .hasToString("WatermarkSpec[column=ts, expr=$4]");
        assertThat(plans.error("CREATE TABLE twice (WATERMARK FOR ts AS ts) LIKE orders"))
                .isEqualTo("SQL_INVALID 1:14 a watermark is declared here and comes from LIKE"
                        + " | write LIKE t (EXCLUDING WATERMARKS)");
        plans.run(
                "CREATE TABLE meta (a INT, ts TIMESTAMP_LTZ(3) METADATA FROM 'timestamp', y AS YEAR(ts)) WITH ('connector' = 'test')");
        assertThat(plans.error("CREATE TABLE less LIKE meta (EXCLUDING METADATA)"))
                .contains("column 'y' of 'meta' needs column 'ts', which is excluded");
    }

    @Test
    void whatIsWrongIsSaidWhereItIs() {
        assertThat(plans.error("CREATE TABLE t (a TIMESTAMP(9)) WITH ('connector' = 'test')"))
                .isEqualTo("SQL_UNSUPPORTED 1:19 TIMESTAMP(9) is finer than Levada stores, which is microseconds"
                        + " | write TIMESTAMP(6)");
        assertThat(plans.error("CREATE TABLE t (ts STRING, WATERMARK FOR ts AS ts) WITH ('connector' = 'test')"))
                .startsWith(
                        "SQL_TYPE_MISMATCH 1:42 the time attribute 'ts' must be TIMESTAMP(3) or TIMESTAMP_LTZ(3), not STRING");
        assertThat(plans.error("CREATE TABLE t (ts TIMESTAMP(6), WATERMARK FOR ts AS ts) WITH ('connector' = 'test')"))
                .contains("the time attribute 'ts' is TIMESTAMP(6), but may have at most 3 fractional digits");
        assertThat(plans.error("CREATE TABLE t (ts TIMESTAMP(3), WATERMARK FOR tz AS tz) WITH ('connector' = 'test')"))
                .isEqualTo("SQL_UNKNOWN_NAME 1:48 there is no column 'tz' | did you mean 'ts'?");
        assertThat(plans.error("CREATE TABLE t (a INT, b AS A + 1) WITH ('connector' = 'test')"))
                .isEqualTo("SQL_UNKNOWN_NAME 1:29 there is no column 'A' | did you mean 'a'?");
        assertThat(plans.error("CREATE TABLE t (a INT, b AS COUNT(a)) WITH ('connector' = 'test')"))
                .contains("the expression needs more than one row");
        assertThat(plans.error("CREATE TABLE t (a INT, a STRING) WITH ('connector' = 'test')"))
                .isEqualTo("SQL_INVALID 1:24 column 'a' is declared twice");
        assertThat(plans.error("CREATE TABLE t (a INT, PRIMARY KEY (b) NOT ENFORCED) WITH ('connector' = 'test')"))
                .contains("the primary key column 'b' isn't declared");
        assertThat(plans.error("CREATE TABLE t (a INT, PRIMARY KEY (a)) WITH ('connector' = 'test')"))
                .contains("write PRIMARY KEY (...) NOT ENFORCED");
        assertThat(plans.error("CREATE TABLE plain (a INT) WITH ('connector' = 'test')"))
                .startsWith("SQL_INVALID 1:14 'plain' is there already");
        assertThat(plans.error("CREATE TABLE t (a INT) WITH ('connector' = 'tst')"))
                .isEqualTo("OPTION_INVALID 1:44 there is no connector 'tst' (table 't') | did you mean 'test'?");
        assertThat(plans.error("CREATE TABLE t (a INT) WITH ('connector' = 'test', 'sourc' = 'append')"))
                .startsWith("OPTION_UNKNOWN 1:52 table 't' (connector 'test') has no option 'sourc'");
        assertThat(plans.error(
                        "CREATE TABLE t (a INT METADATA FROM 'ofset') WITH ('connector' = 'test'); SELECT a FROM t"))
                .contains("the metadata 'ofset' of column 'a' can't be read in table 't' | did you mean 'offset'?");
        assertThat(plans.error("CREATE VIEW v AS SELECT a, a FROM plain"))
                .contains("the view has two columns named 'a'");
    }

    @Test
    void dropAndIfExists() {
        assertThat(plans.error("DROP TABLE plian"))
                .isEqualTo("SQL_UNKNOWN_NAME 1:12 there is no table or view 'plian' | did you mean 'plain'?");
        assertThat(plans.error("DROP VIEW plain")).contains("'plain' is a table | write DROP TABLE");
        plans.run(
                "DROP TABLE IF EXISTS nothing; CREATE TABLE IF NOT EXISTS plain (z INT) WITH ('connector' = 'test'); DROP TABLE products");
        assertThat(plans.session().tableNames()).containsExactly("orders", "plain", "out1", "keyed");
        assertThat(plans.session().table("plain").orElseThrow().columns()).hasSize(5);
    }
}
