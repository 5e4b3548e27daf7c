package io.levada.connector.kafka.source;

import io.levada.connector.kafka.table.FormatChoice;
import io.levada.core.catalog.Table;
import io.levada.core.connector.RecordDecoder;
import io.levada.core.data.Column;
import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import java.nio.ByteBuffer;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decodes the key or the value of records into its share of a batch's columns. */
final class PartDecoder {

    private final RecordDecoder decoder;
    private final boolean nullIsValue;
    /** Positions in the batch, in the order of the decoder's columns. */
    private final int[] targets;
    /** The type of a column that is decoded although nobody asked, to see whether a row came out; null when not needed. */
    private final @Nullable DataType probeType;

    private Column[] columns = {};

    /**
     * @param part the table that the format is given
     * @param targets columns of {@code rowType} to fill
     * @param prefix of their names that isn't part of the names in {@code part}
     */
    PartDecoder(FormatChoice format, Table part, RowType rowType, List<Integer> targets, String prefix, ZoneId zone) {
        this.targets = targets.stream().mapToInt(Integer::intValue).toArray();
        this.nullIsValue = format.decodesNull();
        List<Field> wanted = new ArrayList<>();
        for (int i : this.targets) {
            wanted.add(new Field(rowType.name(i).substring(prefix.length()), rowType.type(i)));
        }
        RowType all = part.rowType();
        if (wanted.isEmpty() && all.size() > 0) {
            wanted.add(all.field(0));
            probeType = all.type(0);
        } else {
            probeType = null;
        }
        decoder = format.format().decoder(part, new RowType(wanted), format.options(), zone);
    }

    int[] targets() {
        return targets;
    }

    boolean fills(int target) {
        for (int i : targets) {
            if (i == target) {
                return true;
            }
        }
        return false;
    }

    /** From now on rows go to these columns of a batch. */
    void begin(Column[] batch, int capacity) {
        if (probeType != null) {
            columns = new Column[] {Column.create(probeType, capacity)};
            return;
        }
        columns = new Column[targets.length];
        for (int i = 0; i < targets.length; i++) {
            columns[i] = batch[targets[i]];
        }
    }

    /** Null when a row was appended, empty when the format left it out, else what is wrong. */
    @Nullable
    String decode(@Nullable ByteBuffer record) {
        if (record == null) {
            return missing();
        }
        int before = columns.length == 0 ? 0 : columns[0].size();
        String reason;
        if (record.hasArray()) {
            reason = decoder.decode(
                    record.array(), record.arrayOffset() + record.position(), record.remaining(), columns);
        } else {
            byte[] copy = new byte[record.remaining()];
            record.duplicate().get(copy);
            reason = decoder.decode(copy, 0, copy.length, columns);
        }
        boolean leftOut = reason == null && columns.length > 0 && columns[0].size() == before;
        return leftOut ? "" : reason;
    }

    private @Nullable String missing() {
        if (!nullIsValue) {
            return "it is missing";
        }
        for (Column column : columns) {
            column.appendNull();
        }
        return null;
    }
}
