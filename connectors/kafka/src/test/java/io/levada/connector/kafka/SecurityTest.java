package io.levada.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levada.broker.EmbeddedBroker;
import io.levada.core.catalog.Table;
import io.levada.core.config.DeliveryGuarantee;
import io.levada.core.data.Row;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.plan.ChangelogMode;
import io.levada.testkit.connector.Jobs;
import io.levada.testkit.connector.SinkHarness;
import io.levada.testkit.connector.SourceHarness;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker that asks who we are. */
@Timeout(120)
class SecurityTest {
    private static final String LOGIN = "org.apache.kafka.common.security.plain.PlainLoginModule required";

    @TempDir
    Path directory;

    private static String[] credentials(String password) {
        return new String[] {
            "properties.security.protocol", "SASL_PLAINTEXT",
            "properties.sasl.mechanism", "PLAIN",
            "properties.sasl.jaas.config", LOGIN + " username=\"alice\" password=\"" + password + "\";",
            "scan.bounded.mode", "latest-offset"
        };
    }

    private static Table table(EmbeddedBroker broker, String password) {
        return Tables.of(
                "kafka", broker.bootstrapServers(), "t", List.of(Tables.ID), "format", "json", credentials(password));
    }

    @Test
    void propertiesReachEveryClient() throws Exception {
        Map<String, String> overrides = Map.of(
                "listener.security.protocol.map", "PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
                "sasl.enabled.mechanisms", "PLAIN",
                "sasl.mechanism.inter.broker.protocol", "PLAIN",
                "inter.broker.listener.name", "PLAINTEXT",
                "listener.name.plaintext.plain.sasl.jaas.config",
                        LOGIN + " username=\"broker\" password=\"b\" user_broker=\"b\" user_alice=\"right\";");
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0, overrides)) {
            Table table = table(broker, "right");
            Map<String, Object> settings = new java.util.HashMap<>();
            settings.put("bootstrap.servers", broker.bootstrapServers());
            table.options().withPrefix("properties.").forEach(settings::put);
            try (Admin admin = Admin.create(settings)) {
                admin.createTopics(List.of(new NewTopic("t", 1, (short) 1)))
                        .all()
                        .get();
            }
            try (SinkHarness sink = new SinkHarness(
                    new KafkaConnector(),
                    table,
                    ChangelogMode.APPEND,
                    Jobs.job(DeliveryGuarantee.EXACTLY_ONCE, null),
                    1,
                    0)) {
                sink.write(0, List.of(Row.of(1L))).checkpoint(1);
            }
            assertThat(Tables.readAll(table)).containsExactly(Row.of(1L));

            Table wrong = table(broker, "wrong");
            try (SourceHarness source = Tables.open(wrong)) {
                assertThatThrownBy(source::discover).satisfies(SecurityTest::isRefused);
            }
            assertThatThrownBy(() -> new SinkHarness(
                            new KafkaConnector(),
                            wrong,
                            ChangelogMode.APPEND,
                            Jobs.job(DeliveryGuarantee.EXACTLY_ONCE, null),
                            1,
                            0))
                    .satisfies(SecurityTest::isRefused);
        }
    }

    private static void isRefused(Throwable error) {
        assertThat(error).isInstanceOfSatisfying(LevadaException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.AUTHENTICATION);
            assertThat(e.message()).contains("didn't accept who we are");
            assertThat(e.hint()).contains("properties.sasl");
        });
    }
}
