package io.levada.flink.nexmark;

import io.levada.connector.standard.nexmark.EventKind;
import io.levada.connector.standard.nexmark.EventModel;
import io.levada.connector.standard.nexmark.Leaf;
import io.levada.connector.standard.nexmark.NexmarkOptions;
import io.levada.core.config.Settings;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/**
 * What is read of the events.
 *
 * @param options of the table
 * @param items the columns of the rows
 */
record Wanted(Map<String, String> options, List<Item> items) implements Serializable {
    /** A column of the rows. */
    sealed interface Item extends Serializable {}

    /** The kind of the event. */
    record Type() implements Item {}

    /** One field; NULL for events of other kinds. */
    record One(Leaf leaf) implements Item {}

    /** A whole row; NULL for events of other kinds. */
    record Whole(EventKind kind, List<Leaf> leaves) implements Item {}

    EventModel model() {
        return NexmarkOptions.model(new Settings(options));
    }

    long events() {
        return NexmarkOptions.events(new Settings(options));
    }

    @Nullable
    EventKind only() {
        return NexmarkOptions.only(new Settings(options));
    }

    boolean isBounded() {
        return events() != Long.MAX_VALUE;
    }

    Wanted of(List<Item> chosen) {
        return new Wanted(options, List.copyOf(chosen));
    }

    Wanted only(EventKind kind) {
        Settings narrowed = new Settings(options)
                .with(NexmarkOptions.ONLY.key(), kind.name().toLowerCase(Locale.ROOT));
        return new Wanted(new java.util.HashMap<>(narrowed.values()), items);
    }

    static List<Item> all(RowType columns) {
        List<Item> items = new ArrayList<>();
        for (RowType.RowField column : columns.getFields()) {
            items.add(item(column));
        }
        return List.copyOf(items);
    }

    private static Item item(RowType.RowField column) {
        if (column.getName().equals("event_type")) {
            return new Type();
        }
        for (EventKind kind : EventKind.values()) {
            if (kind.column().equals(column.getName()) && column.getType() instanceof RowType row) {
                return new Whole(
                        kind,
                        row.getFields().stream()
                                .map(f -> leaf(kind, f.getName()))
                                .toList());
            }
        }
        throw new ValidationException("there is no column '" + column.getName()
                + "' in a nexmark table: there are event_type, and the rows person, auction, bid");
    }

    private static Leaf leaf(EventKind kind, String field) {
        return Leaf.of(kind.column() + "." + field)
                .orElseThrow(() -> new ValidationException("there is no field '" + field + "' in " + kind.column()));
    }

    /** The columns at those paths: of a column, or of a field in it. */
    static List<Item> at(int[][] paths, RowType columns) {
        List<Item> all = all(columns);
        List<Item> chosen = new ArrayList<>();
        for (int[] path : paths) {
            Item item = all.get(path[0]);
            chosen.add(
                    path.length == 2 && item instanceof Whole whole
                            ? new One(whole.leaves().get(path[1]))
                            : item);
        }
        return List.copyOf(chosen);
    }

    static boolean isEventType(RowType columns, int index) {
        LogicalType type = columns.getTypeAt(index);
        return columns.getFieldNames().get(index).equals("event_type") && !(type instanceof RowType);
    }
}
