package io.levada.tests.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** A comparison that finds nothing shows nothing: it must find what is wrong. */
class ComparisonTest {
    private final List<String> findings = new ArrayList<>();
    private final Comparison comparison = new Comparison(findings);

    private static List<ConsumerRecord<String, String>> records(String... values) {
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        for (String value : values) {
            records.add(new ConsumerRecord<>("t", 0, records.size(), null, value));
        }
        return records;
    }

    private void assertFound(long lost, long duplicated) {
        assertThat(comparison.lost()).as("lost " + findings).isEqualTo(lost);
        assertThat(comparison.duplicated()).as("duplicated " + findings).isEqualTo(duplicated);
    }

    @Test
    void windowsThatAreMissingTwiceOrWrongAreFound() {
        String a = "{\"k\":\"a\",\"s\":\"2023-11-14 22:13:20\",\"n\":2,\"total\":-3,\"least\":-4,\"most\":1}";
        String b = a.replace("\"a\"", "\"b\"");
        Map<String, String> expected = Map.of(
                "a@2023-11-14 22:13:20.000", "2,-3,-4,1",
                "b@2023-11-14 22:13:20.000", "2,-3,-4,2",
                "c@2023-11-14 22:13:20.000", "1,1,1,1");
        comparison.windows(records(a, a, b), expected);
        assertFound(2, 2);
    }

    @Test
    void aGoodOutputIsGood() {
        String a = "{\"k\":\"a\",\"s\":\"2023-11-14 22:13:20\",\"n\":2,\"total\":-3,\"least\":-4,\"most\":1}";
        comparison.windows(records(a), Map.of("a@2023-11-14 22:13:20.000", "2,-3,-4,1"));
        comparison.totals(
                records("{\"k\":\"a\",\"n\":1,\"total\":1,\"most\":1}", "{\"k\":\"a\",\"n\":2,\"total\":0,\"most\":1}"),
                Map.of("a", "2,0,1"));
        comparison.copies(records("{\"seq\":4,\"v\":2}"), Set.of(4L));
        comparison.deadLetters(records(), 0);
        assertThat(comparison.isGood()).as(findings.toString()).isTrue();
    }

    @Test
    void totalsThatGoBackOrEndWrongAreFound() {
        comparison.totals(
                records(
                        "{\"k\":\"a\",\"n\":2,\"total\":1,\"most\":1}",
                        "{\"k\":\"a\",\"n\":2,\"total\":1,\"most\":1}",
                        "{\"k\":\"b\",\"n\":9,\"total\":1,\"most\":1}"),
                Map.of("a", "2,1,1", "b", "8,1,1", "c", "1,1,1"));
        assertFound(1, 2);
    }

    @Test
    void copiesThatAreMissingOrTwiceAreFound() {
        comparison.copies(records("{\"seq\":4,\"v\":2}", "{\"seq\":4,\"v\":2}"), Set.of(4L, 5L));
        assertFound(1, 1);
    }

    @Test
    void deadLettersThatAreMissingAreFound() {
        comparison.deadLetters(records(), 2);
        assertFound(2, 0);
    }

    @Test
    void theReferenceIsPlainArithmetic() {
        Reference reference = new Reference();
        reference.add(new Event(0, "a", 3, 1_700_000_001_000L));
        reference.add(new Event(1, "a", -4, 1_700_000_009_999L));
        reference.add(new Event(2, "a", 8, 1_700_000_010_000L));
        assertThat(reference.windows())
                .isEqualTo(Map.of("a@2023-11-14 22:13:20.000", "2,-1,-4,3", "a@2023-11-14 22:13:30.000", "1,8,8,8"));
        assertThat(reference.totals()).isEqualTo(Map.of("a", "3,7,8"));
        assertThat(reference.copies()).isEqualTo(Set.of(1L, 2L));
    }

    @Test
    void noEventIsLate() {
        Events events = new Events(3);
        long greatest = 0;
        for (int i = 0; i < 20_000; i++) {
            long millis = events.next().millis();
            assertThat(millis).isGreaterThan(greatest - Events.DISORDER_MILLIS);
            greatest = Math.max(greatest, millis);
        }
    }
}
