package io.levada.flink.connector;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.LogicalType;
import org.jspecify.annotations.Nullable;

/**
 * The columns by which rows are looked up.
 *
 * @param ofTable getters of the columns in a row of the table
 * @param ofProbe getters of the same values in the row that asks
 */
record LookupKeys(List<RowData.FieldGetter> ofTable, List<RowData.FieldGetter> ofProbe) implements Serializable {

    /** @param paths of the key columns, as the planner gives them */
    static LookupKeys of(DataType table, int[][] paths) {
        List<RowData.FieldGetter> ofTable = new ArrayList<>();
        List<RowData.FieldGetter> ofProbe = new ArrayList<>();
        List<LogicalType> types = table.getLogicalType().getChildren();
        for (int i = 0; i < paths.length; i++) {
            LogicalType type = types.get(paths[i][0]);
            ofTable.add(RowData.createFieldGetter(type, paths[i][0]));
            ofProbe.add(RowData.createFieldGetter(type, i));
        }
        return new LookupKeys(ofTable, ofProbe);
    }

    /** The key of a row of the table; null when a column of it is NULL, which equals nothing. */
    @Nullable
    List<Object> ofTable(RowData row) {
        return key(ofTable, row);
    }

    /** The key that is asked for. */
    @Nullable
    List<Object> ofProbe(RowData row) {
        return key(ofProbe, row);
    }

    private static @Nullable List<Object> key(List<RowData.FieldGetter> getters, RowData row) {
        List<Object> key = new ArrayList<>(getters.size());
        for (RowData.FieldGetter getter : getters) {
            Object value = getter.getFieldOrNull(row);
            if (value == null) {
                return null;
            }
            key.add(value instanceof byte[] bytes ? java.nio.ByteBuffer.wrap(bytes) : value);
        }
        return key;
    }
}
