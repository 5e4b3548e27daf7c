package io.levada.flink.connector;

import java.util.Set;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.format.DecodingFormat;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DeserializationFormatFactory;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.factories.FactoryUtil;

/** The connector {@code values}: a record on each line of the option {@code data}. */
public final class ValuesFactory implements DynamicTableSourceFactory {
    static final ConfigOption<String> DATA =
            ConfigOptions.key("data").stringType().noDefaultValue();
    static final ConfigOption<String> FORMAT =
            ConfigOptions.key("format").stringType().defaultValue("json");
    static final ConfigOption<Boolean> CHANGELOG =
            ConfigOptions.key("changelog").booleanType().defaultValue(false);
    static final ConfigOption<String> CHANGELOG_MODE =
            ConfigOptions.key("changelog-mode").stringType().defaultValue("retract");

    @Override
    public String factoryIdentifier() {
        return "values";
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of(DATA);
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return Set.of(FORMAT, CHANGELOG, CHANGELOG_MODE);
    }

    @Override
    public DynamicTableSource createDynamicTableSource(Context context) {
        FactoryUtil.TableFactoryHelper helper = FactoryUtil.createTableFactoryHelper(this, context);
        DecodingFormat<DeserializationSchema<RowData>> format =
                helper.discoverDecodingFormat(DeserializationFormatFactory.class, FORMAT);
        helper.validate();
        boolean changelog = helper.getOptions().get(CHANGELOG);
        ChangelogMode mode = !changelog
                ? ChangelogMode.insertOnly()
                : switch (helper.getOptions().get(CHANGELOG_MODE).toLowerCase(java.util.Locale.ROOT)) {
                    case "retract" -> ChangelogMode.all();
                    case "upsert" -> ChangelogMode.upsert();
                    default ->
                        throw new ValidationException("'changelog-mode' is neither 'retract' nor 'upsert': "
                                + helper.getOptions().get(CHANGELOG_MODE));
                };
        return new ValuesSource(
                format,
                context.getPhysicalRowDataType(),
                ValuesLine.parse(helper.getOptions().get(DATA), changelog),
                mode);
    }
}
