package io.levada.flink.nexmark;

import io.levada.connector.standard.nexmark.EventKind;
import io.levada.connector.standard.nexmark.EventModel;
import io.levada.connector.standard.nexmark.EventText;
import io.levada.connector.standard.nexmark.Leaf;
import java.util.List;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.jspecify.annotations.Nullable;

/** Makes rows of events, with those columns that are wanted. */
final class EventRows {
    private final EventModel model;
    private final EventText text;
    private final List<Wanted.Item> items;
    private final byte[] buffer;

    EventRows(Wanted wanted) {
        model = wanted.model();
        text = new EventText(model);
        items = wanted.items();
        int room = 0;
        for (Leaf leaf : Leaf.values()) {
            room = Math.max(room, text.room(leaf));
        }
        buffer = new byte[room];
    }

    RowData make(long number) {
        EventKind kind = model.kind((int) (number % model.total()));
        GenericRowData row = new GenericRowData(items.size());
        for (int i = 0; i < items.size(); i++) {
            row.setField(i, value(items.get(i), kind, number));
        }
        return row;
    }

    private @Nullable Object value(Wanted.Item item, EventKind kind, long number) {
        return switch (item) {
            case Wanted.Type type -> kind.ordinal();
            case Wanted.One one -> one.leaf().kind() == kind ? value(one.leaf(), number) : null;
            case Wanted.Whole whole -> whole.kind() == kind ? whole(whole.leaves(), number) : null;
        };
    }

    private RowData whole(List<Leaf> leaves, long number) {
        GenericRowData row = new GenericRowData(leaves.size());
        for (int i = 0; i < leaves.size(); i++) {
            row.setField(i, value(leaves.get(i), number));
        }
        return row;
    }

    private Object value(Leaf leaf, long number) {
        return switch (leaf.form()) {
            case NUMBER -> model.value(leaf, number);
            case TIME -> TimestampData.fromEpochMillis(model.value(leaf, number));
            case TEXT -> {
                int length = text.write(leaf, number, buffer, 0);
                yield StringData.fromBytes(java.util.Arrays.copyOf(buffer, length));
            }
        };
    }
}
