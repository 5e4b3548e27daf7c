package io.levada.bench.nexmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.bench.nexmark.hand.CurrencyConversion;
import io.levada.core.data.Batch;
import io.levada.core.data.Boxed;
import io.levada.core.data.ChangeKind;
import io.levada.core.data.LongColumn;
import io.levada.core.type.DataType;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A loop that does less than its query is no limit to measure an engine by. */
class HandLoopsTest {
    /** Fifteen seconds of event time: sessions end, windows move on. */
    private static final long EVENTS = 1_500_000;

    @ParameterizedTest
    @CsvSource({
        "q1, bigint bigint decimal time string",
        "q2, bigint bigint",
        "q5, bigint bigint",
        "q8, bigint string time",
        "q11, bigint bigint time time",
        "q17, bigint string bigint bigint bigint bigint bigint bigint bigint bigint"
    })
    void givesWhatTheEngineGives(String query, String types, @TempDir Path scratch) throws Exception {
        // Rows of q1 are many and depend on nothing but themselves.
        long events = query.equals("q1") ? EVENTS / 10 : EVENTS;
        Path root = Path.of("..").toAbsolutePath().normalize();
        String script = new Queries(root.resolve("examples/nexmark"), scratch).script(query, events, "collect");
        FinalTable engine = Verification.inProcess(query, script, Verification.Regime.ONE_WORKER);

        assertThat(engine.size()).isPositive();
        for (HandLoops.Knowing knowing : HandLoops.Knowing.values()) {
            FinalTable loop = new FinalTable(query);
            HandLoops.program(query, events, knowing).run(batch -> add(loop, batch, types.split(" ")));

            assertThat(loop.differences(engine)).as(knowing.name()).isEmpty();
            assertThat(loop.changes())
                    .as("changes told, batch by batch, " + knowing)
                    .isEqualTo(engine.changes());
        }
    }

    @Test
    void aPriceThatLeavesALongIsConvertedExactly() {
        List<Batch> out = new ArrayList<>();
        for (long price : new long[] {Long.MAX_VALUE, Long.MIN_VALUE, 1L << 53, (1L << 53) - 1, -(1L << 53)}) {
            LongColumn prices = new LongColumn(new long[] {7, price}, 2);
            new CurrencyConversion().run(List.of(List.of(Batch.inserts(2, prices, prices, prices))), out::add);
            assertThat(Boxed.get(out.getLast().column(2), DataType.decimal(23, 3), 1))
                    .isEqualTo(BigDecimal.valueOf(price).multiply(new BigDecimal("0.908")));
        }
    }

    private static void add(FinalTable table, Batch batch, String[] types) {
        assertThat(batch.columns()).hasSize(types.length);
        for (int row = 0; row < batch.rowCount(); row++) {
            List<@Nullable Object> values = new ArrayList<>();
            for (int c = 0; c < types.length; c++) {
                DataType type = switch (types[c]) {
                    case "bigint" -> DataType.BIGINT;
                    case "decimal" -> DataType.decimal(23, 3);
                    case "time" -> DataType.timestamp(3);
                    default -> DataType.STRING;
                };
                values.add(Boxed.get(batch.column(c), type, row));
            }
            table.add(values, ChangeKind.isAddition(batch.kind(row)));
        }
    }
}
