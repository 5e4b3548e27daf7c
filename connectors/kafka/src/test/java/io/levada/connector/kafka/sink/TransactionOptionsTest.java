package io.levada.connector.kafka.sink;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levada.core.error.LevadaException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TransactionOptionsTest {
    private static final TransactionOptions FIRST = options("a", "control", Map.of("linger.ms", "5"));

    @Test
    void tablesMayHaveAPrefixEachAsFlinkWantsThem() {
        assertThatCode(() -> FIRST.checkSame(options("b", "control", Map.of("linger.ms", "5"))))
                .doesNotThrowAnyException();
    }

    @Test
    void tablesOfOneTransactionMayNotWantDifferentProducers() {
        List<TransactionOptions> others = List.of(
                options("a", "other", Map.of("linger.ms", "5")), options("a", "control", Map.of("linger.ms", "6")));
        for (TransactionOptions other : others) {
            assertThatThrownBy(() -> FIRST.checkSame(other))
                    .isInstanceOf(LevadaException.class)
                    .hasMessageContaining("written in one transaction");
        }
    }

    private static TransactionOptions options(String prefix, String control, Map<String, String> properties) {
        return new TransactionOptions("t", "localhost:9092", "job", prefix, control, 1_000, properties);
    }
}
