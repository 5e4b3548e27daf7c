package io.levada.core.connector;

import io.levada.core.plan.ChangelogMode;
import io.levada.core.type.DataType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a declared table can do.
 *
 * @param source the changes that reading it gives; null when it can't be read
 * @param bounded whether reading it comes to an end
 * @param sink the most that may be written: APPEND refuses updates, UPSERT takes them by primary key, RETRACT takes all;
 *     null when it can't be written
 * @param lookup whether it can be the right side of a lookup join
 * @param readableMetadata metadata keys and the types they are read as
 * @param writableMetadata metadata keys that may be written
 */
public record Capabilities(
        @Nullable ChangelogMode source,
        boolean bounded,
        @Nullable ChangelogMode sink,
        boolean lookup,
        Map<String, DataType> readableMetadata,
        Map<String, DataType> writableMetadata) {

    public static Capabilities source(ChangelogMode mode, boolean bounded) {
        return new Capabilities(mode, bounded, null, false, Map.of(), Map.of());
    }

    public static Capabilities sink(ChangelogMode mode) {
        return new Capabilities(null, false, mode, false, Map.of(), Map.of());
    }
}
