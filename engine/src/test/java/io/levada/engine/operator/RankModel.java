package io.levada.engine.operator;

import io.levada.core.data.ChangeKind;
import io.levada.core.data.Row;
import io.levada.core.plan.SortKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Top-N with lists that are sorted anew. */
final class RankModel {
    private RankModel() {}

    /** The rows that stand from one place to another, with how often each is there. */
    static Map<List<Object>, Integer> table(
            List<Row> changes, List<Integer> partition, List<SortKey> order, long from, long to, boolean rowNumber) {
        Map<List<Object>, List<List<Object>>> partitions = new LinkedHashMap<>();
        for (Row change : changes) {
            List<Object> key = new ArrayList<>();
            partition.forEach(column -> key.add(change.get(column)));
            List<List<Object>> rows = partitions.computeIfAbsent(key, k -> new ArrayList<>());
            List<Object> values = new ArrayList<>(change.values());
            if (ChangeKind.isAddition(change.kind().code())) {
                rows.add(values);
            } else {
                rows.remove(values);
            }
        }
        Map<List<Object>, Integer> table = new HashMap<>();
        for (List<List<Object>> rows : partitions.values()) {
            rows.sort(comparator(order));
            for (long place = from; place <= Math.min(to, rows.size()); place++) {
                List<Object> row = new ArrayList<>(rows.get((int) place - 1));
                if (rowNumber) {
                    row.add(place);
                }
                table.merge(row, 1, Integer::sum);
            }
        }
        return table;
    }

    @SuppressWarnings("unchecked")
    static Comparator<List<Object>> comparator(List<SortKey> order) {
        return (left, right) -> {
            for (SortKey key : order) {
                Object a = left.get(key.column());
                Object b = right.get(key.column());
                int result = a == null || b == null
                        ? a == b ? 0 : (a == null) == key.nullsFirst() ? -1 : 1
                        : ((Comparable<Object>) a).compareTo(b) * (key.descending() ? -1 : 1);
                if (result != 0) {
                    return result;
                }
            }
            return 0;
        };
    }
}
