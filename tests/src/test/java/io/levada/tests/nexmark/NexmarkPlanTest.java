package io.levada.tests.nexmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.connector.Connectors;
import io.levada.core.expr.Call;
import io.levada.core.plan.Calc;
import io.levada.core.plan.PlanText;
import io.levada.engine.job.Stages;
import io.levada.sql.Planned;
import io.levada.sql.SqlSession;
import io.levada.sql.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a query over the public table makes the connector do, and where it must not be narrowed. */
class NexmarkPlanTest {
    private static String plan(String query) throws IOException {
        return PlanText.of(job(query).plan());
    }

    private static Planned.Job job(String query) throws IOException {
        Path tables = Path.of("..", "examples", "nexmark", "tables.sql");
        SqlSession session = new SqlSession(Connectors.load());
        String script = SqlSession.substitute(Files.readString(tables), Map.of());
        for (Statement statement : session.parse(script)) {
            session.plan(statement);
        }
        session.plan("CREATE FUNCTION count_char AS 'io.levada.tests.functions.CountChar'");
        return (Planned.Job) session.plan(query);
    }

    @Test
    void readsTheFieldsOfBidsAndNothingElse() throws IOException {
        String plan = plan("SELECT auction, price, `dateTime` FROM bid WHERE price > 100");
        assertThat(plan)
                .contains(
                        "Scan datagen (only bid) -> (bid.auction BIGINT, bid.price BIGINT, bid.dateTime TIMESTAMP(3))")
                .doesNotContain("event_type")
                .doesNotContain("CASE");
    }

    @Test
    void keepsTheKindWhereSeveralAreWanted() throws IOException {
        String plan = plan("SELECT event_type, bid.price, auction.id FROM datagen WHERE event_type > 0");
        assertThat(plan).contains("event_type").contains("bid.price").contains("auction.id");
        assertThat(plan).contains("CASE");
    }

    @Test
    void keepsARowWholeThatIsLookedAtAsSuch() throws IOException {
        String plan = plan("SELECT bid, bid.price FROM datagen WHERE event_type = 2");
        assertThat(plan).containsPattern("Scan datagen \\(only bid\\) -> \\(bid ROW");
    }

    @Test
    void anImpossibleKindIsLeftToTheFilter() throws IOException {
        assertThat(plan("SELECT bid.price FROM datagen WHERE event_type = 7")).contains("event_type");
    }

    /** Of q5 the join is sent what may be the greatest count of its window, and EXPLAIN says so. */
    @Test
    void onlyTheBestGoToAJoinWithTheBest() throws IOException {
        String script = Files.readString(Path.of("..", "examples", "nexmark", "q5.sql"));
        String query = script.substring(script.indexOf("SELECT"), script.indexOf(';', script.indexOf("SELECT")));
        assertThat(Stages.of(job(query).plan()))
                .containsOnlyOnce(", only what may be the best)")
                .contains(", rows of a key combined)");
    }

    /** A function that lost its method is looked for among the built-in ones, where it isn't. */
    @Test
    void aUsersFunctionOfAFieldStaysTheUsers() throws IOException {
        Planned.Job job = job("SELECT count_char(bid.extra, 'c') FROM datagen WHERE event_type = 2");
        Calc calc = (Calc) job.plan().sinks().get(0).input();
        assertThat(calc.projections())
                .singleElement()
                .isInstanceOfSatisfying(
                        Call.class, call -> assertThat(call.method()).isNotNull());
    }
}
