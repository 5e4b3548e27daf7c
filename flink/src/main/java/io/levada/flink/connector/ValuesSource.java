package io.levada.flink.connector;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.ProviderContext;
import org.apache.flink.table.connector.format.DecodingFormat;
import org.apache.flink.table.connector.source.DataStreamScanProvider;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.LookupTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.lookup.LookupFunctionProvider;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;

/** The rows of a declaration, to read and to look up. They are decoded while the query is planned. */
final class ValuesSource implements ScanTableSource, LookupTableSource {
    private final DecodingFormat<DeserializationSchema<RowData>> format;
    private final DataType type;
    private final List<ValuesLine> lines;
    private final ChangelogMode mode;

    ValuesSource(
            DecodingFormat<DeserializationSchema<RowData>> format,
            DataType type,
            List<ValuesLine> lines,
            ChangelogMode mode) {
        this.format = format;
        this.type = type;
        this.lines = lines;
        this.mode = mode;
    }

    @Override
    public ChangelogMode getChangelogMode() {
        return mode;
    }

    @Override
    public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
        List<RowData> rows = decode(format.createRuntimeDecoder(context, type));
        TypeInformation<RowData> rowInfo = context.createTypeInformation(type);
        return new DataStreamScanProvider() {
            @Override
            public DataStream<RowData> produceDataStream(
                    ProviderContext providerContext, StreamExecutionEnvironment environment) {
                return rows.isEmpty()
                        ? environment
                                .fromSequence(0, 0)
                                .filter(n -> false)
                                .map(n -> (RowData) new GenericRowData(0))
                                .returns(rowInfo)
                        : environment.fromData(rows, rowInfo);
            }

            @Override
            public boolean isBounded() {
                return true;
            }
        };
    }

    @Override
    public LookupRuntimeProvider getLookupRuntimeProvider(LookupContext context) {
        List<String> records = lines.stream().map(ValuesLine::record).toList();
        return LookupFunctionProvider.of(new LookupRows(
                new ArrayList<>(records),
                format.createRuntimeDecoder(context, type),
                LookupKeys.of(type, context.getKeys())));
    }

    private List<RowData> decode(DeserializationSchema<RowData> decoder) {
        try {
            decoder.open(Contexts.outsideOfJobs());
            List<RowData> rows = new ArrayList<>();
            for (ValuesLine line : lines) {
                RowData row = decoder.deserialize(line.record().getBytes(StandardCharsets.UTF_8));
                if (row != null) {
                    row.setRowKind(line.kind());
                    rows.add(row);
                }
            }
            return rows;
        } catch (IOException e) {
            throw new ValidationException("a line of 'data' can't be decoded: " + e.getMessage(), e);
        } catch (Exception e) {
            throw new ValidationException("the format can't be opened: " + e.getMessage(), e);
        }
    }

    @Override
    public DynamicTableSource copy() {
        return new ValuesSource(format, type, lines, mode);
    }

    @Override
    public String asSummaryString() {
        return "values";
    }
}
