package io.levada.sql.bind;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.impl.AbstractTable;

/** A row to evaluate expressions over. */
final class RowTable extends AbstractTable {
    private final RelDataType row;

    RowTable(RelDataType row) {
        this.row = row;
    }

    @Override
    public RelDataType getRowType(RelDataTypeFactory types) {
        return row;
    }
}
