package io.levada.flink.connector;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.connector.file.table.FileSystemTableFactory;
import org.apache.flink.table.connector.format.DecodingFormat;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DeserializationFormatFactory;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.factories.FactoryUtil;

/** Flink's {@code filesystem}, which can be looked up as Levada's can. Chosen for the tables of lookup joins. */
public final class LookupFilesFactory implements DynamicTableSourceFactory {
    public static final String IDENTIFIER = "levada-lookup-files";

    private static final ConfigOption<String> PATH =
            ConfigOptions.key("path").stringType().noDefaultValue();
    private static final ConfigOption<String> FORMAT =
            ConfigOptions.key("format").stringType().noDefaultValue();
    private static final ConfigOption<Duration> TTL =
            ConfigOptions.key("lookup.cache.ttl").durationType().defaultValue(Duration.ZERO);

    @Override
    public String factoryIdentifier() {
        return IDENTIFIER;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of(PATH, FORMAT);
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return Set.of(TTL);
    }

    @Override
    public DynamicTableSource createDynamicTableSource(Context context) {
        FactoryUtil.TableFactoryHelper helper = FactoryUtil.createTableFactoryHelper(this, context);
        DecodingFormat<DeserializationSchema<RowData>> format =
                helper.discoverDecodingFormat(DeserializationFormatFactory.class, FORMAT);
        helper.validate();
        return new LookupFilesSource(
                scan(context),
                format,
                context.getPhysicalRowDataType(),
                helper.getOptions().get(PATH),
                helper.getOptions().get(TTL));
    }

    /** The same files as Flink itself reads them. */
    private static ScanTableSource scan(Context context) {
        Map<String, String> options = new HashMap<>(context.getCatalogTable().getOptions());
        options.remove(TTL.key());
        options.put("connector", FileSystemTableFactory.IDENTIFIER);
        return (ScanTableSource) new FileSystemTableFactory()
                .createDynamicTableSource(new FactoryUtil.DefaultDynamicTableContext(
                        context.getObjectIdentifier(),
                        context.getCatalogTable().copy(options),
                        context.getEnrichmentOptions(),
                        context.getConfiguration(),
                        context.getClassLoader(),
                        context.isTemporary()));
    }
}
