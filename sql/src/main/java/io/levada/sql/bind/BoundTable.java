package io.levada.sql.bind;

import io.levada.core.catalog.Table;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.TemporalTable;
import org.apache.calcite.schema.impl.AbstractTable;

/** A declared table as Calcite sees it. Temporal, so that FOR SYSTEM_TIME AS OF may stand after it. */
public final class BoundTable extends AbstractTable implements TemporalTable {
    private final Table table;

    BoundTable(Table table) {
        this.table = table;
    }

    public Table table() {
        return table;
    }

    @Override
    public RelDataType getRowType(RelDataTypeFactory types) {
        return Types.toRel(table.rowType(), types);
    }

    @Override
    public String getSysStartFieldName() {
        return "sys_start";
    }

    @Override
    public String getSysEndFieldName() {
        return "sys_end";
    }
}
