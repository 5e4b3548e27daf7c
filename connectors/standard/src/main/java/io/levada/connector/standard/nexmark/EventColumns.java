package io.levada.connector.standard.nexmark;

import io.levada.core.catalog.TableColumn;
import io.levada.core.data.Boxed;
import io.levada.core.data.BytesColumn;
import io.levada.core.data.ChangeKind;
import io.levada.core.data.Column;
import io.levada.core.data.IntColumn;
import io.levada.core.data.LongColumn;
import io.levada.core.data.ObjectColumn;
import io.levada.core.data.Row;
import io.levada.core.type.Field;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes columns of events, a loop for each field. */
final class EventColumns {
    private static final long MICROS = 1000;

    private final EventModel model;
    private final EventText text;
    private final boolean onlyOneKind;

    /** @param onlyOneKind whether all events are of the kind of the fields that are asked for: none is NULL then */
    EventColumns(EventModel model, boolean onlyOneKind) {
        this.model = model;
        this.text = new EventText(model);
        this.onlyOneKind = onlyOneKind;
    }

    Column make(TableColumn column, Places places) {
        if (column.name().equals(NexmarkConnector.EVENT_TYPE)) {
            return types(places);
        }
        Leaf leaf = Leaf.of(column.name()).orElse(null);
        return leaf == null ? rows(column, places) : make(leaf, places);
    }

    Column make(Leaf leaf, Places places) {
        int count = places.count();
        boolean[] nulls = nulls(leaf.kind(), places);
        Column made = leaf.form() == Leaf.Form.TEXT
                ? texts(leaf, places, nulls)
                : new LongColumn(longs(leaf, places, nulls), count);
        made.setFilled(count, nulls);
        return made;
    }

    private Column types(Places places) {
        int[] values = new int[Math.max(1, places.count())];
        for (int i = 0; i < places.count(); i++) {
            values[i] = model.kind(places.offsets[i]).ordinal();
        }
        return new IntColumn(values, places.count());
    }

    private boolean @Nullable [] nulls(EventKind kind, Places places) {
        if (onlyOneKind) {
            return null;
        }
        boolean[] nulls = new boolean[Math.max(1, places.count())];
        for (int i = 0; i < places.count(); i++) {
            nulls[i] = model.kind(places.offsets[i]) != kind;
        }
        return nulls;
    }

    private long[] longs(Leaf leaf, Places places, boolean @Nullable [] nulls) {
        int count = places.count();
        long[] values = new long[Math.max(1, count)];
        long stream = model.stream(leaf);
        long[] numbers = places.numbers;
        long[] epochs = places.epochs;
        int[] offsets = places.offsets;
        switch (leaf) {
            case BID_AUCTION -> {
                for (int i = 0; i < count; i++) {
                    values[i] = model.bidAuction(EventModel.draw(stream, numbers[i]), epochs[i], offsets[i]);
                }
            }
            case BID_BIDDER -> {
                for (int i = 0; i < count; i++) {
                    values[i] = model.bidBidder(EventModel.draw(stream, numbers[i]), epochs[i], offsets[i]);
                }
            }
            case BID_PRICE -> {
                for (int i = 0; i < count; i++) {
                    values[i] = EventModel.price(EventModel.draw(stream, numbers[i]));
                }
            }
            case PERSON_TIME, AUCTION_TIME, BID_TIME -> {
                for (int i = 0; i < count; i++) {
                    values[i] = model.timeMillis(numbers[i]) * MICROS;
                }
            }
            default -> {
                long unit = leaf.form() == Leaf.Form.TIME ? MICROS : 1;
                for (int i = 0; i < count; i++) {
                    if (nulls == null || !nulls[i]) {
                        values[i] = model.value(leaf, numbers[i], epochs[i], offsets[i]) * unit;
                    }
                }
            }
        }
        return values;
    }

    private Column texts(Leaf leaf, Places places, boolean @Nullable [] nulls) {
        BytesColumn column = new BytesColumn(Math.max(1, places.count()));
        int room = text.room(leaf);
        for (int i = 0; i < places.count(); i++) {
            int at = column.reserve(room);
            boolean isNull = nulls != null && nulls[i];
            column.commit(isNull ? 0 : text.write(leaf, places.numbers[i], column.data(), at));
        }
        return column;
    }

    /** A whole ROW, boxed: for who asks for it as such. */
    private Column rows(TableColumn column, Places places) {
        EventKind kind = NexmarkConnector.kind(column.name());
        List<Column> parts = new ArrayList<>();
        List<Field> fields = column.type().fields();
        for (Field field : fields) {
            parts.add(make(NexmarkConnector.leaf(kind, field.name()), places));
        }
        ObjectColumn rows = new ObjectColumn(Math.max(1, places.count()));
        for (int i = 0; i < places.count(); i++) {
            if (model.kind(places.offsets[i]) != kind) {
                rows.appendNull();
                continue;
            }
            List<@Nullable Object> values = new ArrayList<>(fields.size());
            for (int f = 0; f < fields.size(); f++) {
                values.add(Boxed.get(parts.get(f), fields.get(f).type(), i));
            }
            rows.append(new Row(ChangeKind.INSERT, values));
        }
        return rows;
    }
}
