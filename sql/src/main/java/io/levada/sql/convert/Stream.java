package io.levada.sql.convert;

import io.levada.core.plan.PlanNode;
import io.levada.core.type.DataType;
import java.util.List;

/**
 * A plan under construction.
 *
 * @param names of the columns as the query knows them; the node's own may differ
 */
record Stream(PlanNode node, List<String> names, List<ColumnTrait> traits) {
    Stream {
        names = List.copyOf(names);
        traits = List.copyOf(traits);
        if (names.size() != node.rowType().size() || traits.size() != names.size()) {
            throw new IllegalArgumentException(names + " for " + node.rowType());
        }
    }

    int size() {
        return names.size();
    }

    DataType type(int column) {
        return node.rowType().type(column);
    }

    ColumnTrait trait(int column) {
        return traits.get(column);
    }
}
