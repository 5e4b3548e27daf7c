package io.levada.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.error.Position;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class SessionTest {
    private final Plans plans = new Plans();

    @Test
    void settingsAreChecked() {
        plans.run("SET 'parallelism.default' = '3'");
        assertThat(plans.plan("SELECT a FROM plain").settings().values()).containsEntry("parallelism.default", "3");
        assertThat(plans.rows("SET")).containsExactly("[parallelism.default, 3]");
        assertThat(plans.error("SET 'parallelism.defualt' = '3'"))
                .isEqualTo(
                        "OPTION_UNKNOWN 1:5 the session has no option 'parallelism.defualt' | did you mean 'parallelism.default'?");
        assertThat(plans.error("SET 'parallelism.default' = 'x'"))
                .startsWith("OPTION_INVALID 1:29 'parallelism.default' = 'x' is not valid");
        plans.run("RESET 'parallelism.default'");
        assertThat(plans.session().settings().values()).isEmpty();
    }

    @Test
    void showAndDescribe() {
        plans.run("CREATE TEMPORARY VIEW v AS SELECT a FROM plain");
        assertThat(plans.rows("SHOW TABLES"))
                .containsExactly("[keyed]", "[orders]", "[out1]", "[plain]", "[products]", "[v]");
        assertThat(plans.rows("SHOW TABLES LIKE 'p%'")).containsExactly("[plain]", "[products]");
        assertThat(plans.rows("SHOW VIEWS")).containsExactly("[v]");
        assertThat(plans.rows("SHOW FUNCTIONS")).contains("[UPPER]", "[COUNT]", "[TUMBLE]", "[COALESCE]");
        assertThat(plans.rows("SHOW CREATE VIEW v"))
                .containsExactly("[CREATE TEMPORARY VIEW v AS SELECT a FROM plain]");
        assertThat(plans.rows("DESCRIBE keyed"))
                .containsExactly("[k, STRING, false, PRI(k), null, null]", "[n, BIGINT, true, null, null, null]");
        assertThat(plans.rows("DESCRIBE orders"))
                .contains(
                        "[ts, TIMESTAMP(3) *ROWTIME*, true, null, null, -($4, PT5S)]",
                        "[proc, TIMESTAMP_LTZ(3), false, null, AS PROCTIME(), null]");
        assertThat(plans.rows("EXPLAIN SELECT a FROM plain"))
                .containsExactly("[1: Sink result -> (a INT)\n  2: Scan plain -> (a INT)\n]");
    }

    @Test
    void explainAnalyzeIsSomethingToRunToItsEnd() {
        String query = "-- what does it cost?\nexplain /* really */ Analyze\nSELECT a FROM (VALUES (1)) AS t (a)";
        assertThat(plans.session().parse(query)).extracting(Statement::kind).containsExactly(Statement.Kind.QUERY);
        assertThat(plans.session().plan(query)).isInstanceOf(Planned.Analysis.class);
        assertThatThrownBy(() -> plans.session().plan("EXPLAIN ANALYZE SELECT a FROM plain"))
                .asInstanceOf(InstanceOfAssertFactories.type(LevadaException.class))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.SQL_INVALID))
                .satisfies(e -> assertThat(e.message()).contains("reading 'plain' has none"))
                .satisfies(e -> assertThat(e.hint()).contains("EXPLAIN alone").contains("scan.bounded.mode"));
        assertThatThrownBy(() -> plans.session().plan("EXPLAIN ANALYZE SELECT a FRM plain"))
                .asInstanceOf(InstanceOfAssertFactories.type(LevadaException.class))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.SQL_SYNTAX))
                .satisfies(e -> assertThat(e.position().column()).isEqualTo(26));
    }

    @Test
    void aScriptIsCutAtItsSemicolons() {
        assertThat(plans.session().parse("""
                        -- first; not a statement
                        SELECT a FROM plain; /* ; */
                        SELECT ';', `x;` FROM t;;
                          EXECUTE STATEMENT SET BEGIN INSERT INTO t SELECT CASE WHEN a THEN 1 END FROM u; INSERT INTO t SELECT 1; END;
                        SELECT 1
                        """))
                .extracting(Statement::text, Statement::start)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("SELECT a FROM plain", Position.at(2, 1)),
                        org.assertj.core.groups.Tuple.tuple("SELECT ';', `x;` FROM t", Position.at(3, 1)),
                        org.assertj.core.groups.Tuple.tuple(
                                "EXECUTE STATEMENT SET BEGIN INSERT INTO t SELECT CASE WHEN a THEN 1 END FROM u;"
                                        + " INSERT INTO t SELECT 1; END",
                                Position.at(4, 3)),
                        org.assertj.core.groups.Tuple.tuple("SELECT 1", Position.at(5, 1)));
    }

    @Test
    void variables() {
        String script = "SELECT ${x} FROM ${t:-plain} -- ${unknown}\n WHERE s = '${name}'";
        assertThat(SqlSession.substitute(script, Map.of("x", "a", "name", "it's -- ${x}")))
                .isEqualTo("SELECT a FROM plain -- ${unknown}\n WHERE s = 'it's -- ${x}'");
        assertThatThrownBy(() -> SqlSession.substitute("SELECT 1;\nSELECT ${topc}", Map.of("topic", "x")))
                .isInstanceOfSatisfying(LevadaException.class, e -> {
                    assertThat(e.message()).isEqualTo("the variable 'topc' has no value");
                    assertThat(e.hint()).isEqualTo("did you mean ${topic}?");
                    assertThat(e.position()).isEqualTo(new Position(2, 8, 2, 14));
                });
    }

    @Test
    void completion() {
        assertThat(SqlSession.keywords()).contains("SELECT", "WATERMARK", "STATEMENT");
        assertThat(SqlSession.functionNames()).contains("TO_TIMESTAMP", "HOP");
        plans.run("CREATE VIEW v (q) AS SELECT a FROM plain");
        assertThat(plans.session().table("v").orElseThrow().rowType()).hasToString("(q INT)");
    }
}
