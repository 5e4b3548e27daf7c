package io.levada.flink.nexmark;

import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RawValueData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.types.RowKind;
import org.apache.flink.types.variant.Variant;

/** One row of {@link ReplayedRows}. Nothing is boxed and nothing is copied. A nested row is such a view too. */
final class ReplayedRow implements RowData {
    private final ReplayedRows rows;
    private final int row;
    private final int first;
    private final int arity;
    private RowKind kind = RowKind.INSERT;

    /** @param first where its columns begin */
    ReplayedRow(ReplayedRows rows, int row, int first, int arity) {
        this.rows = rows;
        this.row = row;
        this.first = first;
        this.arity = arity;
    }

    @Override
    public int getArity() {
        return arity;
    }

    @Override
    public RowKind getRowKind() {
        return kind;
    }

    @Override
    public void setRowKind(RowKind kind) {
        this.kind = kind;
    }

    @Override
    public boolean isNullAt(int column) {
        return rows.isNull(first + column, row);
    }

    @Override
    public int getInt(int column) {
        return (int) rows.number(first + column, row);
    }

    @Override
    public long getLong(int column) {
        return rows.number(first + column, row);
    }

    @Override
    public StringData getString(int column) {
        return rows.text(first + column, row);
    }

    @Override
    public TimestampData getTimestamp(int column, int precision) {
        return rows.time(first + column, row);
    }

    private static UnsupportedOperationException none() {
        return new UnsupportedOperationException("events have no column of that type");
    }

    @Override
    public boolean getBoolean(int column) {
        throw none();
    }

    @Override
    public byte getByte(int column) {
        throw none();
    }

    @Override
    public short getShort(int column) {
        throw none();
    }

    @Override
    public float getFloat(int column) {
        throw none();
    }

    @Override
    public double getDouble(int column) {
        throw none();
    }

    @Override
    public DecimalData getDecimal(int column, int precision, int scale) {
        throw none();
    }

    @Override
    public <T> RawValueData<T> getRawValue(int column) {
        throw none();
    }

    @Override
    public byte[] getBinary(int column) {
        throw none();
    }

    @Override
    public ArrayData getArray(int column) {
        throw none();
    }

    @Override
    public MapData getMap(int column) {
        throw none();
    }

    @Override
    public RowData getRow(int column, int fields) {
        return rows.nested(column, row, fields);
    }

    @Override
    public Variant getVariant(int column) {
        throw none();
    }
}
