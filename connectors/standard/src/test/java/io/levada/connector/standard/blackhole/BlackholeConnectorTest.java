package io.levada.connector.standard.blackhole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levada.core.catalog.Table;
import io.levada.core.config.DeliveryGuarantee;
import io.levada.core.connector.Connectors;
import io.levada.core.data.Row;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.type.DataType;
import io.levada.testkit.connector.Jobs;
import io.levada.testkit.connector.SinkHarness;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlackholeConnectorTest {
    private static final Table TABLE =
            Jobs.table("t", List.of(Jobs.column("a", DataType.INTEGER)), "connector", "blackhole");

    @Test
    void takesEveryChangeAndHasNothingToApply() {
        assertThat(Connectors.load().of(TABLE).describe(TABLE).sink()).isEqualTo(ChangelogMode.RETRACT);
        try (SinkHarness sink = new SinkHarness(
                new BlackholeConnector(),
                TABLE,
                ChangelogMode.RETRACT,
                Jobs.job(DeliveryGuarantee.EXACTLY_ONCE, null),
                1,
                0)) {
            assertThat(sink.write(0, List.of(Row.of(1))).prepare(1)).isEmpty();
        }
    }

    @Test
    void hasNoOptionsAndCannotBeRead() {
        assertThat(new BlackholeConnector().describe(TABLE).source()).isNull();
        assertThatThrownBy(() -> Connectors.load().of(Jobs.with(TABLE, "rate", "1")))
                .hasMessageContaining("table 't' (connector 'blackhole') has no option 'rate'");
    }
}
