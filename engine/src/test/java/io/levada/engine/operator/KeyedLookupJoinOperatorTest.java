package io.levada.engine.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levada.core.catalog.Table;
import io.levada.core.config.Settings;
import io.levada.core.data.Batch;
import io.levada.core.data.Boxed;
import io.levada.core.data.Row;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.plan.LookupJoin;
import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import io.levada.testkit.BatchText;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class KeyedLookupJoinOperatorTest {
    private static final RowType RIDES = TestPlans.row("ride", DataType.INTEGER, "driver", DataType.STRING);
    private static final RowType DRIVERS = TestPlans.row("id", DataType.STRING, "stars", DataType.INTEGER);
    private static final RowType KEY = TestPlans.row("id", DataType.STRING);

    private final List<String> questions = new ArrayList<>();
    private final List<CompletableFuture<LookupIndex>> answers = new ArrayList<>();
    private final List<Row> out = new ArrayList<>();

    private KeyedLookupJoinOperator open(boolean outer) {
        List<Field> fields = new ArrayList<>(RIDES.fields());
        fields.addAll(DRIVERS.fields());
        LookupJoin node = new LookupJoin(
                TestPlans.input(RIDES, ChangelogMode.RETRACT),
                new Table("drivers", List.of(), null, List.of(), List.of(), Settings.EMPTY, null),
                List.of(0, 1),
                List.of(1),
                List.of(0),
                null,
                outer,
                new RowType(fields));
        LookupAsker asker = keys -> {
            questions.add(Boxed.rows(keys, KEY).stream()
                    .map(r -> String.valueOf(r.get(0)))
                    .toList()
                    .toString());
            answers.add(new CompletableFuture<>());
            return answers.get(answers.size() - 1);
        };
        KeyedLookupJoinOperator operator = new KeyedLookupJoinOperator(
                new LookupJoinOperator(node, new LookupHolder(), null), asker, List.of(1), List.of(DataType.STRING));
        operator.open(new TestContext(), batch -> out.addAll(Boxed.rows(batch, node.rowType())));
        return operator;
    }

    private static Batch rides(String rows) {
        return BatchText.parse(RIDES, rows);
    }

    private void answer(int question, String rows) {
        List<Batch> found = rows.isEmpty() ? List.of() : List.of(BatchText.parse(DRIVERS, rows));
        answers.get(question).complete(LookupIndex.of(found, DRIVERS, List.of(0)));
    }

    @Test
    void asksForEachKeyOfABatchOnce() {
        KeyedLookupJoinOperator operator = open(true);
        operator.process(0, rides("1 'a'\n2 'b'\n3 'a'\n4 null\n5 'b'\n"));
        assertThat(questions).containsExactly("[a, b]");
        answer(0, "'a' 5\n'a' 6\n");
        assertThat(operator.resume()).isTrue();
        assertThat(BatchText.print(out)).isEqualTo("""
                +I 1 'a' 'a' 5
                +I 1 'a' 'a' 6
                +I 2 'b' null null
                +I 3 'a' 'a' 5
                +I 3 'a' 'a' 6
                +I 4 null null null
                +I 5 'b' null null
                """);
    }

    @Test
    void rowsAndWatermarksKeepTheirOrderHoweverTheAnswersCome() {
        KeyedLookupJoinOperator operator = open(false);
        assertThat(operator.isWaiting()).isFalse();
        assertThat(operator.watermark(1)).isTrue();
        operator.process(0, rides("1 'a'\n"));
        operator.process(0, rides("-D 2 'b'\n"));
        answer(1, "'b' 2\n");
        assertThat(operator.resume()).isFalse();
        assertThat(operator.isWaiting()).isTrue();
        assertThat(operator.watermark(2)).isFalse();
        assertThat(out).isEmpty();
        answer(0, "'a' 1\n");
        assertThat(operator.resume()).isTrue();
        assertThat(operator.isWaiting()).isFalse();
        assertThat(operator.watermark(2)).isTrue();
        assertThat(BatchText.print(out)).isEqualTo("+I 1 'a' 'a' 1\n-D 2 'b' 'b' 2\n");
    }

    @Test
    void aFailedQuestionFailsTheOperator() {
        KeyedLookupJoinOperator operator = open(false);
        operator.process(0, rides("1 'a'\n"));
        answers.get(0).completeExceptionally(new LevadaException(ErrorCode.CONNECTION, "the database is gone"));
        assertThatThrownBy(operator::resume).hasMessage("the database is gone");
    }
}
