package io.levada.connector.standard.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levada.core.catalog.Table;
import io.levada.core.config.DeliveryGuarantee;
import io.levada.core.connector.Connectors;
import io.levada.core.connector.LookupRequest;
import io.levada.core.connector.SourceReader.Status;
import io.levada.core.data.Batch;
import io.levada.core.data.Boxed;
import io.levada.core.data.ChangeKind;
import io.levada.core.data.Row;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.type.DataType;
import io.levada.testkit.connector.Jobs;
import io.levada.testkit.connector.SourceHarness;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValuesConnectorTest {
    private final ValuesConnector connector = new ValuesConnector();

    private static Table table(String... options) {
        Table table = Jobs.table(
                "t",
                List.of(Jobs.column("id", DataType.INTEGER), Jobs.column("v", DataType.STRING)),
                "connector",
                "values");
        for (int i = 0; i < options.length; i += 2) {
            table = Jobs.with(table, options[i], options[i + 1]);
        }
        return table;
    }

    private SourceHarness read(Table table) {
        return new SourceHarness(connector, table, table.columns(), 100, 1).start();
    }

    @Test
    void isFoundByName() {
        assertThat(Connectors.load().of(table("data", ""))).isInstanceOf(ValuesConnector.class);
    }

    @Test
    void readsChangesWithTheirKinds() {
        Table table = table(
                "changelog",
                "true",
                "data",
                "+I {\"id\":1,\"v\":\"a\"}\n -U, {\"id\":1,\"v\":\"a\"}\n+U{\"id\":1}\n-D {\"id\":1}");
        assertThat(connector.describe(table).source()).isEqualTo(ChangelogMode.RETRACT);
        try (SourceHarness harness = read(table).pollToEnd()) {
            assertThat(harness.output().rows())
                    .containsExactly(
                            Row.of(1, "a"),
                            Row.ofKind(ChangeKind.UPDATE_BEFORE, 1, "a"),
                            Row.ofKind(ChangeKind.UPDATE_AFTER, 1, null),
                            Row.ofKind(ChangeKind.DELETE, 1, null));
        }
    }

    @Test
    void wantsAKindOnEachLineAndAKeyForUpserts() {
        assertThatThrownBy(() -> connector.describe(table("changelog", "true", "data", "+I {}\n{}")))
                .hasMessageContaining("row 2")
                .hasMessageContaining("+I, -U, +U or -D");
        Table upsert = table("changelog", "true", "changelog-mode", "upsert", "data", "+I {}");
        assertThatThrownBy(() -> connector.describe(upsert)).hasMessageContaining("no primary key");
        assertThat(connector.describe(Jobs.keyed(upsert, "id")).source()).isEqualTo(ChangelogMode.UPSERT);
    }

    @Test
    void readsNoMoreThanBatchRowsAtATime() {
        try (SourceHarness harness = read(table("batch-rows", "2", "data", "{\"id\":1}\n{\"id\":2}\n{\"id\":3}"))) {
            assertThat(harness.poll()).isEqualTo(Status.MORE);
            assertThat(harness.output().count()).isEqualTo(2);
            harness.pollToEnd();
            assertThat(harness.output().count()).isEqualTo(3);
        }
    }

    @Test
    void sendsBadRowsToTheDeadLetters() {
        try (SourceHarness harness =
                read(table("data", "{\"id\":1}\n{\"id\":x}\n{\"id\":3}")).pollToEnd()) {
            assertThat(harness.output().rows()).containsExactly(Row.of(1, null), Row.of(3, null));
            assertThat(harness.output().deadLetters()).hasSize(1).allSatisfy(letter -> {
                assertThat(letter.offset()).isEqualTo(2);
                assertThat(letter.raw()).hasToString("{\"id\":x}");
                assertThat(letter.reason()).isEqualTo("'x' can't be there (at byte 6)");
            });
        }
    }

    @Test
    void waitsForEverWhenUnbounded() {
        Table table = table("bounded", "false", "data", "{\"id\":1}");
        assertThat(connector.describe(table).bounded()).isFalse();
        try (SourceHarness harness = read(table).pollRows(1)) {
            assertThat(harness.poll()).isEqualTo(Status.IDLE);
        }
    }

    @Test
    void isALookupTable() {
        Table table = table("data", "{\"id\":1,\"v\":\"a\"}\n{\"id\":2,\"v\":\"b\"}");
        assertThat(connector.describe(table).lookup()).isTrue();
        LookupRequest request = new LookupRequest(
                table, Jobs.columns(table, List.of("v", "id")), List.of(1), Jobs.job(DeliveryGuarantee.NONE, null));
        List<Batch> batches = connector.lookup(request).load();
        assertThat(Boxed.rows(batches.get(0), request.rowType())).containsExactly(Row.of("a", 1), Row.of("b", 2));
        Table bad = table("data", "{\"id\":1}\n{");
        assertThatThrownBy(() -> connector
                        .lookup(new LookupRequest(
                                bad, bad.columns(), List.of(0), Jobs.job(DeliveryGuarantee.NONE, null)))
                        .load())
                .hasMessageContaining("row 2 of table 't'");
    }

    @Test
    void refusesOptionsThatMakeNoSense() {
        assertThatThrownBy(() -> connector.describe(table())).hasMessageContaining("'data' is missing");
        assertThatThrownBy(() -> connector.describe(table("data", "", "splits", "0")))
                .hasMessageContaining("'splits' = '0'");
        assertThatThrownBy(() -> connector.describe(table("data", "", "format", "jsno")))
                .hasMessageContaining("no format 'jsno'");
        assertThatThrownBy(() -> Connectors.load().of(table("data", "", "json.ignore-parse-error", "true")))
                .hasMessageContaining("has no option 'json.ignore-parse-error'")
                .hasFieldOrPropertyWithValue("hint", "did you mean 'json.ignore-parse-errors'?");
    }
}
