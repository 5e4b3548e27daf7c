package io.levada.flink.connector;

import java.time.Duration;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.format.DecodingFormat;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.LookupTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.lookup.LookupFunctionProvider;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;

/** Files that can be read through and looked up. */
final class LookupFilesSource implements ScanTableSource, LookupTableSource {
    private final ScanTableSource scan;
    private final DecodingFormat<DeserializationSchema<RowData>> format;
    private final DataType type;
    private final String path;
    private final Duration keep;

    LookupFilesSource(
            ScanTableSource scan,
            DecodingFormat<DeserializationSchema<RowData>> format,
            DataType type,
            String path,
            Duration keep) {
        this.scan = scan;
        this.format = format;
        this.type = type;
        this.path = path;
        this.keep = keep;
    }

    @Override
    public ChangelogMode getChangelogMode() {
        return scan.getChangelogMode();
    }

    @Override
    public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
        return scan.getScanRuntimeProvider(context);
    }

    @Override
    public LookupRuntimeProvider getLookupRuntimeProvider(LookupContext context) {
        return LookupFunctionProvider.of(new LookupFiles(
                path, keep, format.createRuntimeDecoder(context, type), LookupKeys.of(type, context.getKeys())));
    }

    @Override
    public DynamicTableSource copy() {
        return new LookupFilesSource((ScanTableSource) scan.copy(), format, type, path, keep);
    }

    @Override
    public String asSummaryString() {
        return "lookup in " + path;
    }
}
