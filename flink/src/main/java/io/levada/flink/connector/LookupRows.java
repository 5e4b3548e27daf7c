package io.levada.flink.connector;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.LookupFunction;

/** Looks rows up in records that it was given. */
public class LookupRows extends LookupFunction {
    private static final long serialVersionUID = 1L;

    private final ArrayList<String> records;
    private final DeserializationSchema<RowData> decoder;
    private final LookupKeys keys;
    private transient Map<List<Object>, List<RowData>> rows = new HashMap<>();

    LookupRows(ArrayList<String> records, DeserializationSchema<RowData> decoder, LookupKeys keys) {
        this.records = records;
        this.decoder = decoder;
        this.keys = keys;
    }

    @Override
    public void open(FunctionContext context) throws Exception {
        decoder.open(Contexts.outsideOfJobs());
        load();
    }

    /** Reads the table anew. */
    final void load() throws IOException {
        Map<List<Object>, List<RowData>> loaded = new HashMap<>();
        for (String record : records()) {
            RowData row = decoder.deserialize(record.getBytes(StandardCharsets.UTF_8));
            List<Object> key = row == null ? null : keys.ofTable(row);
            if (key != null) {
                loaded.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
            }
        }
        rows = loaded;
    }

    /** The table's records, those that there are now. */
    List<String> records() throws IOException {
        return records;
    }

    @Override
    public Collection<RowData> lookup(RowData probe) throws IOException {
        List<Object> key = keys.ofProbe(probe);
        return key == null ? List.of() : rows.getOrDefault(key, List.of());
    }
}
