package io.levada.connector.kafka.table;

import io.levada.core.config.Option;
import io.levada.core.config.Settings;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Offsets by partition, as {@code partition:0,offset:42;partition:1,offset:300} writes them. */
final class PartitionOffsets {
    private static final Pattern PAIR =
            Pattern.compile("\\s*partition\\s*:\\s*(\\d{1,9})\\s*,\\s*offset\\s*:\\s*(\\d{1,18})\\s*");

    private PartitionOffsets() {}

    static Map<Integer, Long> parse(Settings options, Option<String> option) {
        String text = options.get(option);
        Map<Integer, Long> offsets = new HashMap<>();
        for (String part : text.split(";")) {
            Matcher pair = PAIR.matcher(part);
            if (!pair.matches()) {
                throw new LevadaException(
                        ErrorCode.OPTION_INVALID,
                        "'" + option.key() + "' = '" + text + "' is not valid: can't read '" + part.trim() + "'",
                        "write it as partition:0,offset:42;partition:1,offset:300");
            }
            offsets.put(Integer.valueOf(pair.group(1)), Long.valueOf(pair.group(2)));
        }
        return Map.copyOf(offsets);
    }
}
