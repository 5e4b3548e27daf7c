package io.levada.flink.nexmark;

import io.levada.connector.standard.nexmark.Blocks;
import io.levada.connector.standard.nexmark.EventKind;
import io.levada.connector.standard.nexmark.EventModel;
import io.levada.connector.standard.nexmark.EventText;
import io.levada.connector.standard.nexmark.Leaf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.core.memory.MemorySegment;
import org.apache.flink.core.memory.MemorySegmentFactory;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.data.binary.BinaryStringData;

/**
 * The rows of a split, made beforehand: a column for each field, over which {@link ReplayedRow} is the view of one row,
 * as Flink's own columnar readers give them. Texts are UTF-8 and stay so. The fields of nested rows lie behind the columns
 * of the rows themselves.
 */
final class ReplayedRows {
    private static final Map<String, ReplayedRows> KEPT = new ConcurrentHashMap<>();

    private final long[] places;
    private final long[][] numbers;
    private final int[][] offsets;
    private final MemorySegment[][] texts;
    private final boolean[][] nulls;
    private final int width;
    /** Where the fields of a column that is a row begin; 0 for other columns. */
    private final int[] fields;

    static ReplayedRows of(Wanted wanted, int index, int of) {
        return KEPT.computeIfAbsent(index + "/" + of + " " + wanted, key -> new ReplayedRows(wanted, index, of));
    }

    private ReplayedRows(Wanted wanted, int index, int of) {
        EventModel model = wanted.model();
        places = places(wanted, model, index, of);
        List<Wanted.Item> items = wanted.items();
        width = items.size();
        fields = new int[width];
        List<Wanted.Item> columns = new ArrayList<>(items);
        for (int i = 0; i < width; i++) {
            if (items.get(i) instanceof Wanted.Whole whole) {
                fields[i] = columns.size();
                whole.leaves().forEach(leaf -> columns.add(new Wanted.One(leaf)));
            }
        }
        numbers = new long[columns.size()][];
        offsets = new int[columns.size()][];
        texts = new MemorySegment[columns.size()][];
        nulls = new boolean[columns.size()][];
        EventText text = new EventText(model);
        for (int i = 0; i < columns.size(); i++) {
            switch (columns.get(i)) {
                case Wanted.Type type -> {
                    nulls[i] = new boolean[places.length];
                    numbers[i] = new long[places.length];
                    for (int r = 0; r < places.length; r++) {
                        numbers[i][r] = kind(model, r).ordinal();
                    }
                }
                case Wanted.One one -> fill(i, one.leaf(), model, text);
                case Wanted.Whole whole -> nulls[i] = othersThan(whole.kind(), model);
            }
        }
    }

    private boolean[] othersThan(EventKind kind, EventModel model) {
        boolean[] others = new boolean[places.length];
        for (int r = 0; r < places.length; r++) {
            others[r] = kind(model, r) != kind;
        }
        return others;
    }

    private static long[] places(Wanted wanted, EventModel model, int index, int of) {
        long[] found = new long[1024];
        int count = 0;
        for (long place = Blocks.first(index); place < wanted.events(); place = Blocks.next(place + 1, of)) {
            EventKind kind = model.kind((int) (model.numberAt(place) % model.total()));
            if (wanted.only() == null || wanted.only() == kind) {
                if (count == found.length) {
                    found = Arrays.copyOf(found, 2 * count);
                }
                found[count++] = place;
            }
        }
        return Arrays.copyOf(found, count);
    }

    private EventKind kind(EventModel model, int row) {
        return model.kind((int) (model.numberAt(places[row]) % model.total()));
    }

    private void fill(int column, Leaf leaf, EventModel model, EventText text) {
        boolean[] isNull = othersThan(leaf.kind(), model);
        nulls[column] = isNull;
        if (leaf.form() != Leaf.Form.TEXT) {
            long[] values = new long[places.length];
            for (int r = 0; r < places.length; r++) {
                values[r] = isNull[r] ? 0 : model.value(leaf, model.numberAt(places[r]));
            }
            numbers[column] = values;
            return;
        }
        byte[] bytes = new byte[1 << 16];
        int[] ends = new int[places.length + 1];
        for (int r = 0; r < places.length; r++) {
            int at = ends[r];
            if (at + text.room(leaf) > bytes.length) {
                bytes = Arrays.copyOf(bytes, 2 * bytes.length);
            }
            ends[r + 1] = at + (isNull[r] ? 0 : text.write(leaf, model.numberAt(places[r]), bytes, at));
        }
        offsets[column] = ends;
        texts[column] = new MemorySegment[] {MemorySegmentFactory.wrap(bytes)};
    }

    /** The first row at or behind a place. */
    int indexAt(long place) {
        int found = Arrays.binarySearch(places, place);
        return found < 0 ? -found - 1 : found;
    }

    RowData row(int index) {
        return new ReplayedRow(this, index, 0, width);
    }

    RowData nested(int column, int index, int arity) {
        return new ReplayedRow(this, index, fields[column], arity);
    }

    boolean isNull(int column, int row) {
        return nulls[column][row];
    }

    long number(int column, int row) {
        return numbers[column][row];
    }

    TimestampData time(int column, int row) {
        return TimestampData.fromEpochMillis(numbers[column][row]);
    }

    StringData text(int column, int row) {
        int start = offsets[column][row];
        return new BinaryStringData(texts[column], start, offsets[column][row + 1] - start);
    }
}
