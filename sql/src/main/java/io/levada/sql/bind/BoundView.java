package io.levada.sql.bind;

import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.TranslatableTable;
import org.apache.calcite.schema.impl.AbstractTable;

/** A view as Calcite sees it: its query stands for it. */
final class BoundView extends AbstractTable implements TranslatableTable {
    private final Catalog.ViewEntry view;
    private final QueryBinder binder;

    BoundView(Catalog.ViewEntry view, QueryBinder binder) {
        this.view = view;
        this.binder = binder;
    }

    @Override
    public RelDataType getRowType(RelDataTypeFactory types) {
        return Types.toRel(view.rowType(), types);
    }

    @Override
    public RelNode toRel(RelOptTable.ToRelContext context, RelOptTable table) {
        return binder.expand(view, context.getCluster());
    }
}
