package io.levada.engine.operator;

import io.levada.core.data.ChangeKind;
import io.levada.core.data.Row;
import io.levada.core.plan.Join;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/** What a join's output amounts to, by looking at every pair of rows. */
final class JoinModel {
    private final Join node;
    private final BiPredicate<Row, Row> condition;
    private final List<Row> left = new ArrayList<>();
    private final List<Row> right = new ArrayList<>();

    JoinModel(Join node, BiPredicate<Row, Row> condition) {
        this.node = node;
        this.condition = condition;
    }

    void apply(int input, List<Row> changes) {
        List<Row> rows = input == 0 ? left : right;
        for (Row change : changes) {
            if (ChangeKind.isAddition(change.kind().code())) {
                rows.add(change);
            } else {
                Row gone = rows.stream()
                        .filter(r -> r.values().equals(change.values()))
                        .findFirst()
                        .orElseThrow();
                rows.remove(gone);
            }
        }
    }

    Map<List<Object>, Integer> table() {
        Map<List<Object>, Integer> table = new HashMap<>();
        boolean[] matched = new boolean[right.size()];
        for (Row l : left) {
            boolean found = false;
            for (int r = 0; r < right.size(); r++) {
                if (isPair(l, right.get(r))) {
                    found = true;
                    matched[r] = true;
                    if (!node.kind().leftOnly()) {
                        add(table, l.values(), right.get(r).values());
                    }
                }
            }
            boolean alone = found
                    ? node.kind() == io.levada.core.plan.JoinKind.SEMI
                    : node.kind().keepsLeft();
            if (alone) {
                add(
                        table,
                        l.values(),
                        Collections.nCopies(node.right().rowType().size(), null));
            }
        }
        for (int r = 0; r < right.size(); r++) {
            if (!matched[r] && node.kind().keepsRight()) {
                add(
                        table,
                        Collections.nCopies(node.left().rowType().size(), null),
                        right.get(r).values());
            }
        }
        return table;
    }

    private boolean isPair(Row l, Row r) {
        for (int k = 0; k < node.leftKeys().size(); k++) {
            Object key = l.get(node.leftKeys().get(k));
            if (key == null || !key.equals(r.get(node.rightKeys().get(k)))) {
                return false;
            }
        }
        return condition.test(l, r);
    }

    private void add(Map<List<Object>, Integer> table, List<?> l, List<?> r) {
        List<Object> joined = new ArrayList<>(l);
        joined.addAll(r);
        List<Object> shown = new ArrayList<>();
        node.output().forEach(c -> shown.add(joined.get(c)));
        table.merge(shown, 1, Integer::sum);
    }
}
