package io.levada.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.levada.core.error.LevadaException;
import io.levada.core.plan.PlanNode;
import io.levada.core.plan.Scan;
import io.levada.core.plan.StreamPlan;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTogetherTest {
    private final Plans plans = new Plans();

    @Test
    void tellsWhatAStatementDoes() {
        assertThat(plans
                        .session()
                        .parse("SELECT 1; VALUES (1); INSERT INTO out1 SELECT a, b, s FROM plain;"
                                + "EXECUTE STATEMENT SET BEGIN INSERT INTO out1 SELECT a, b, s FROM plain; END;"
                                + "SHOW TABLES; SET 'a' = 'b'; DROP TABLE plain;")
                        .stream()
                        .map(Statement::kind))
                .containsExactly(
                        Statement.Kind.QUERY,
                        Statement.Kind.QUERY,
                        Statement.Kind.INSERT,
                        Statement.Kind.INSERT,
                        Statement.Kind.OTHER,
                        Statement.Kind.OTHER,
                        Statement.Kind.OTHER);
    }

    @Test
    void insertsAndStatementSetsBecomeOneJobThatReadsASharedTableOnce() {
        List<Statement> inserts = plans.session().parse("""
                INSERT INTO out1 SELECT a, b, s FROM plain WHERE a > 0;
                EXECUTE STATEMENT SET BEGIN
                  INSERT INTO keyed SELECT s, COUNT(*) FROM plain GROUP BY s;
                  INSERT INTO out1 SELECT a, b, s FROM plain WHERE a < 0;
                END;
                """);
        StreamPlan plan = plans.session().planTogether(inserts).plan();
        assertThat(plan.sinks()).extracting(sink -> sink.name()).containsExactly("out1", "keyed", "out1");
        List<Scan> scans = new ArrayList<>();
        plan.sinks().forEach(sink -> collect(sink, scans));
        assertThat(scans).hasSize(3).allSatisfy(scan -> assertThat(scan).isSameAs(scans.get(0)));
    }

    private static void collect(PlanNode node, List<Scan> scans) {
        if (node instanceof Scan scan) {
            scans.add(scan);
        }
        node.inputs().forEach(input -> collect(input, scans));
    }

    @Test
    void anErrorStandsAtItsPlaceInTheScript() {
        List<Statement> inserts = plans.session()
                .parse("INSERT INTO out1 SELECT a, b, s FROM plain;\n INSERT INTO out1 SELECT a, b, x FROM plain;");
        LevadaException error = catchThrowableOfType(
                LevadaException.class, () -> plans.session().planTogether(inserts));
        assertThat(error.position().line()).isEqualTo(2);
        assertThat(error.position().column()).isEqualTo(32);
    }
}
