package io.levada.engine.operator;

import io.levada.core.data.ChangeKind;
import io.levada.core.data.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What changelogs amount to. */
final class Changelogs {
    private Changelogs() {}

    /** The rows of a retract or append stream with how often each is there; fails when a row leaves that isn't there. */
    static Map<List<Object>, Integer> table(List<Row> changes) {
        Map<List<Object>, Integer> table = new HashMap<>();
        for (Row change : changes) {
            List<Object> values = new ArrayList<>(change.values());
            if (ChangeKind.isAddition(change.kind().code())) {
                table.merge(values, 1, Integer::sum);
            } else {
                Integer count = table.get(values);
                if (count == null) {
                    throw new AssertionError(change + " leaves but isn't there, in " + changes);
                }
                if (count == 1) {
                    table.remove(values);
                } else {
                    table.put(values, count - 1);
                }
            }
        }
        return table;
    }

    /** All changes, with their kinds, and how often each came. */
    static Map<List<Object>, Integer> all(List<Row> changes) {
        Map<List<Object>, Integer> counts = new HashMap<>();
        for (Row change : changes) {
            List<Object> values = new ArrayList<>(change.values());
            values.add(change.kind());
            counts.merge(values, 1, Integer::sum);
        }
        return counts;
    }

    /** The rows of an upsert stream by key: the first {@code keys} columns. */
    static Map<List<Object>, Integer> upserted(List<Row> changes, int keys) {
        Map<List<Object>, List<Object>> rows = new HashMap<>();
        for (Row change : changes) {
            List<Object> values = new ArrayList<>(change.values());
            List<Object> key = values.subList(0, keys);
            if (ChangeKind.isAddition(change.kind().code())) {
                boolean known = rows.put(key, values) != null;
                if (known != (change.kind() == ChangeKind.UPDATE_AFTER)) {
                    throw new AssertionError(change + " of a key that is " + (known ? "known" : "unknown"));
                }
            } else if (change.kind() == ChangeKind.UPDATE_BEFORE || rows.remove(key) == null) {
                throw new AssertionError(change + " in an upsert stream");
            }
        }
        Map<List<Object>, Integer> table = new HashMap<>();
        rows.values().forEach(row -> table.put(row, 1));
        return table;
    }
}
