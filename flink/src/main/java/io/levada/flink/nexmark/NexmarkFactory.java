package io.levada.flink.nexmark;

import io.levada.connector.standard.nexmark.NexmarkOptions;
import io.levada.core.config.Settings;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.types.logical.RowType;

/** {@code 'connector' = 'nexmark'}, with the options that it has on Levada. */
public final class NexmarkFactory implements DynamicTableSourceFactory {
    /** System property: events are made beforehand and replayed. */
    public static final String REPLAY = "levada.nexmark.replay";

    /** System property: milliseconds that a bounded source stays after its last event, so that windows by the clock close. */
    public static final String LINGER = "levada.nexmark.linger";

    @Override
    public String factoryIdentifier() {
        return "nexmark";
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of();
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return Set.of();
    }

    @Override
    public DynamicTableSource createDynamicTableSource(Context context) {
        Map<String, String> options = new HashMap<>(context.getCatalogTable().getOptions());
        options.remove("connector");
        Settings settings = new Settings(options);
        settings.checkKnown(
                NexmarkOptions.ALL, "table '" + context.getObjectIdentifier().getObjectName() + "'");
        NexmarkOptions.model(settings);
        RowType columns = (RowType) context.getPhysicalRowDataType().getLogicalType();
        return new NexmarkTableSource(new Wanted(options, Wanted.all(columns)), columns);
    }
}
