package io.levada.sql.convert;

import io.levada.core.plan.Calc;
import io.levada.core.plan.PlanNode;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import java.util.ArrayList;
import java.util.List;

/** Gives the last node of a query the names that the query gives its columns. */
final class Renames {
    private Renames() {}

    static PlanNode withNames(Stream stream) {
        PlanNode node = stream.node();
        List<String> names = stream.names();
        if (node.rowType().fields().stream().map(Field::name).toList().equals(names)) {
            return node;
        }
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            fields.add(new Field(names.get(i), stream.type(i)));
        }
        RowType type = new RowType(fields);
        return node instanceof Calc calc
                ? new Calc(calc.input(), calc.filter(), calc.projections(), type)
                : new Calc(node, null, Calcs.identity(stream), type);
    }
}
