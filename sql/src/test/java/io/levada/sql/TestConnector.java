package io.levada.sql;

import io.levada.core.catalog.Table;
import io.levada.core.config.Option;
import io.levada.core.connector.Capabilities;
import io.levada.core.connector.Connector;
import io.levada.core.connector.Connectors;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.type.DataType;
import java.util.List;
import java.util.Map;

/** A connector that can do what its options say, and is never run. */
final class TestConnector implements Connector {
    /** The values of the options: none, append, upsert, retract. */
    enum Changes {
        NONE,
        APPEND,
        UPSERT,
        RETRACT;

        @org.jspecify.annotations.Nullable
        ChangelogMode mode() {
            return this == NONE ? null : ChangelogMode.valueOf(name());
        }
    }

    private static final Option<Changes> SOURCE =
            Option.oneOf("source", Changes.class, Changes.APPEND, "What reading gives.");
    private static final Option<Changes> SINK =
            Option.oneOf("sink", Changes.class, Changes.RETRACT, "What writing takes.");
    private static final Option<Boolean> LOOKUP = Option.bool("lookup", true, "Whether it looks up.");

    static SqlSession session() {
        return new SqlSession(new Connectors(List.of(new TestConnector())));
    }

    @Override
    public String name() {
        return "test";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(SOURCE, SINK, LOOKUP);
    }

    @Override
    public Capabilities describe(Table table) {
        return new Capabilities(
                table.options().get(SOURCE).mode(),
                false,
                table.options().get(SINK).mode(),
                table.options().get(LOOKUP),
                Map.of(
                        "timestamp", DataType.timestampLtz(3).notNull(),
                        "offset", DataType.BIGINT.notNull()),
                Map.of("timestamp", DataType.timestampLtz(3)));
    }
}
