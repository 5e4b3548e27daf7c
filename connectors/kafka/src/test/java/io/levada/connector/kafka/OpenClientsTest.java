package io.levada.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.levada.core.catalog.Table;
import io.levada.core.config.DeliveryGuarantee;
import io.levada.core.data.Row;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.plan.ChangelogMode;
import io.levada.testkit.connector.Jobs;
import io.levada.testkit.connector.SinkHarness;
import io.levada.testkit.connector.SourceHarness;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that can't be made: whose fault it is, and whether it may pass. */
@Timeout(120)
class OpenClientsTest {
    private static final String NOWHERE = "no-such-host.invalid:9092";

    private static Table table(String bootstrap, String... more) {
        return Tables.of("kafka", bootstrap, "t", List.of(Tables.ID), "format", "json", more);
    }

    private static LevadaException reading(Table table) {
        try (SourceHarness source = Tables.open(table)) {
            return catchThrowableOfType(LevadaException.class, source::discover);
        }
    }

    /** What comes of the first row. */
    private static LevadaException writing(Table table, DeliveryGuarantee guarantee) {
        try (SinkHarness sink =
                new SinkHarness(new KafkaConnector(), table, ChangelogMode.APPEND, Jobs.job(guarantee, null), 1, 0)) {
            sink.write(0, List.of(Row.of(1L))).prepare(1);
        } catch (LevadaException e) {
            return e;
        } catch (AssertionError e) {
            Throwable cause = e;
            while (cause.getCause() != null && !(cause instanceof LevadaException)) {
                cause = cause.getCause();
            }
            assertThat(cause).isInstanceOf(LevadaException.class);
            return (LevadaException) cause;
        }
        throw new AssertionError("written");
    }

    private static void isUnresolved(LevadaException error, String doing) {
        assertThat(error.code()).isEqualTo(ErrorCode.CONNECTION);
        assertThat(error.message())
                .isEqualTo("could not " + doing + " at " + NOWHERE + ": the name of the host can't be resolved");
        assertThat(error.hint()).contains("properties.bootstrap.servers", "DNS");
    }

    @Test
    void aNameThatCanNotBeResolvedMayBeThereLater() {
        Table table = table(NOWHERE);
        isUnresolved(reading(table), "look for the partitions of table 't'");
        isUnresolved(writing(table, DeliveryGuarantee.AT_LEAST_ONCE), "look for topic 't'");
        isUnresolved(writing(table, DeliveryGuarantee.EXACTLY_ONCE), "look for control topic 'levada-control'");
    }

    @Test
    void aNameThatIsLookedUpInTheBackgroundIsToldAlike() {
        isUnresolved(
                reading(table(NOWHERE, "properties.bootstrap.resolve.timeout.ms", "300")),
                "look for the partitions of table 't'");
    }

    @Test
    void severalNamesAreToldTogether() {
        assertThat(reading(table(NOWHERE + ",neither.invalid:1")).message())
                .endsWith(" at " + NOWHERE + ",neither.invalid:1: none of these hosts' names can be resolved");
    }

    @Test
    void aWrongSettingIsNamed() {
        LevadaException error = reading(table("localhost:1", "properties.reconnect.backoff.ms", "soon"));
        assertThat(error.code()).isEqualTo(ErrorCode.OPTION_INVALID);
        assertThat(error.message())
                .startsWith("could not look for the partitions of table 't': a client setting is wrong: Invalid value"
                        + " soon for configuration reconnect.backoff.ms");
        assertThat(error.hint()).isEqualTo("look at 'properties.reconnect.backoff.ms'");

        LevadaException deciding = writing(
                table("localhost:1", "properties.reconnect.backoff.ms", "soon"), DeliveryGuarantee.EXACTLY_ONCE);
        assertThat(deciding.code()).isEqualTo(ErrorCode.OPTION_INVALID);
        assertThat(deciding.hint()).isEqualTo("look at 'properties.reconnect.backoff.ms'");
    }

    @Test
    void aWrongSettingOfAProducerIsNamed() {
        TestBroker broker = TestBroker.shared();
        Table table = Tables.ids(broker, broker.topic(1), "properties.compression.type", "tight");
        for (DeliveryGuarantee guarantee : List.of(DeliveryGuarantee.AT_LEAST_ONCE, DeliveryGuarantee.EXACTLY_ONCE)) {
            LevadaException error = writing(table, guarantee);
            assertThat(error.code()).isEqualTo(ErrorCode.OPTION_INVALID);
            assertThat(error.message()).contains("tight");
            assertThat(error.hint()).isEqualTo("look at 'properties.compression.type'");
        }
    }

    /** What such a setting names is missing: the library tells it by another exception than one of settings. */
    @Test
    void aFileThatIsMissingIsNamed() {
        Table table = table(
                "localhost:1",
                "properties.security.protocol",
                "SSL",
                "properties.ssl.truststore.location",
                "/nowhere/trusted.jks");
        for (LevadaException error : List.of(reading(table), writing(table, DeliveryGuarantee.EXACTLY_ONCE))) {
            assertThat(error.code()).isEqualTo(ErrorCode.OPTION_INVALID);
            assertThat(error.message()).contains("a client setting is wrong", "/nowhere/trusted.jks");
            assertThat(error.hint()).isEqualTo("look at the table's 'properties.*'");
        }
    }
}
