package io.levada.tests.torture;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What came out beside what should have. A wrong row counts as one lost and one too many. */
final class Comparison {
    private static final Pattern NUMBER = Pattern.compile("\"(seq|n|total|least|most)\":(-?\\d+)");
    private static final Pattern TEXT = Pattern.compile("\"(k|s)\":\"([^\"]*)\"");
    private static final int MOST_SHOWN = 10;

    private final List<String> findings;
    private long lost;
    private long duplicated;

    /** @param findings takes a sentence for each of the first differences */
    Comparison(List<String> findings) {
        this.findings = findings;
    }

    long lost() {
        return lost;
    }

    long duplicated() {
        return duplicated;
    }

    boolean isGood() {
        return lost == 0 && duplicated == 0;
    }

    private void lost(String what) {
        lost++;
        note("lost: " + what);
    }

    private void duplicated(String what) {
        duplicated++;
        note("too many: " + what);
    }

    private void note(String finding) {
        if (findings.size() < MOST_SHOWN) {
            findings.add(finding);
        }
    }

    /** Each window is told once. */
    void windows(List<ConsumerRecord<String, String>> records, Map<String, String> expected) {
        Map<String, String> left = new HashMap<>(expected);
        for (ConsumerRecord<String, String> record : records) {
            Map<String, String> row = row(record.value());
            String window = row.get("k") + "@" + padded(row.get("s"));
            String values = row.get("n") + "," + row.get("total") + "," + row.get("least") + "," + row.get("most");
            if (!left.remove(window, values)) {
                duplicated("window " + window + " = " + values + " should be " + expected.get(window));
            }
        }
        left.forEach((window, values) -> lost("window " + window + " = " + values));
    }

    /** The last value of each key is right, and none ever went back. */
    void totals(List<ConsumerRecord<String, String>> records, Map<String, String> expected) {
        Map<String, String> last = new HashMap<>();
        Map<String, Long> counts = new HashMap<>();
        for (ConsumerRecord<String, String> record : records) {
            Map<String, String> row = row(record.value());
            String key = String.valueOf(row.get("k"));
            long count = Long.parseLong(String.valueOf(row.get("n")));
            Long before = counts.put(key, count);
            if (before != null && count <= before) {
                duplicated("total of " + key + " went from " + before + " to " + count);
            }
            last.put(key, count + "," + row.get("total") + "," + row.get("most"));
        }
        for (Map.Entry<String, String> total : expected.entrySet()) {
            String seen = last.remove(total.getKey());
            if (seen == null) {
                lost("total of " + total.getKey() + " = " + total.getValue());
            } else if (!seen.equals(total.getValue())) {
                long more = Long.parseLong(seen.split(",")[0])
                        - Long.parseLong(total.getValue().split(",")[0]);
                String what = "total of " + total.getKey() + " is " + seen + " and should be " + total.getValue();
                if (more > 0) {
                    duplicated(what);
                } else {
                    lost(what);
                }
            }
        }
        last.forEach((key, seen) -> duplicated("total of " + key + " = " + seen));
    }

    /** Each event is copied once. */
    void copies(List<ConsumerRecord<String, String>> records, Set<Long> expected) {
        Set<Long> left = new HashSet<>(expected);
        for (ConsumerRecord<String, String> record : records) {
            long seq = Long.parseLong(String.valueOf(row(record.value()).get("seq")));
            if (!left.remove(seq)) {
                duplicated("copy of event " + seq);
            }
        }
        left.forEach(seq -> lost("copy of event " + seq));
    }

    /** Each broken record is kept once: its place in the input is in the headers. */
    void deadLetters(List<ConsumerRecord<String, String>> records, long expected) {
        Set<String> places = new HashSet<>();
        for (ConsumerRecord<String, String> record : records) {
            String place = header(record, "partition") + ":" + header(record, "offset");
            if (!places.add(place)) {
                duplicated("dead letter " + place);
            }
        }
        for (long i = places.size(); i < expected; i++) {
            lost("a dead letter");
        }
        for (long i = expected; i < places.size(); i++) {
            duplicated("a dead letter");
        }
    }

    private static String header(ConsumerRecord<String, String> record, String key) {
        return new String(record.headers().lastHeader(key).value(), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static Map<String, String> row(String json) {
        Map<String, String> row = new HashMap<>();
        for (Pattern pattern : List.of(NUMBER, TEXT)) {
            Matcher matcher = pattern.matcher(json);
            while (matcher.find()) {
                row.put(matcher.group(1), matcher.group(2));
            }
        }
        return row;
    }

    /** JSON leaves out zeros at the end of a second's fraction. */
    private static String padded(String timestamp) {
        int dot = timestamp.indexOf('.');
        String fraction = dot < 0 ? "" : timestamp.substring(dot + 1);
        return (dot < 0 ? timestamp : timestamp.substring(0, dot)) + "." + (fraction + "000").substring(0, 3);
    }
}
