package io.levada.sql.bind;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelRecordType;
import org.apache.calcite.rel.type.StructKind;
import org.apache.calcite.sql.type.SqlTypeFactoryImpl;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Makes Calcite's types as Flink wants them: UTF-8, DECIMAL(10, 0), rows that keep their own nullability. */
final class DialectTypeFactory extends SqlTypeFactoryImpl {
    DialectTypeFactory() {
        super(DialectTypeSystem.INSTANCE);
    }

    @Override
    public Charset getDefaultCharset() {
        return StandardCharsets.UTF_8;
    }

    @Override
    public RelDataType createSqlType(SqlTypeName name) {
        return name == SqlTypeName.DECIMAL ? createSqlType(name, 10, 0) : super.createSqlType(name);
    }

    @Override
    public RelDataType createSqlType(SqlTypeName name, int precision) {
        // Sums of the lengths of two STRINGs overflow.
        return name == SqlTypeName.VARCHAR && precision < 0
                ? createSqlType(name, Integer.MAX_VALUE)
                : super.createSqlType(name, precision);
    }

    /** A nested row may be NULL as a whole; its fields keep what was declared. */
    @Override
    public RelDataType createTypeWithNullability(RelDataType type, boolean nullable) {
        if (type instanceof RelRecordType row
                && row.getStructKind() == StructKind.PEEK_FIELDS_NO_EXPAND
                && row.isNullable() != nullable) {
            return canonize(new RelRecordType(row.getStructKind(), row.getFieldList(), nullable));
        }
        return super.createTypeWithNullability(type, nullable);
    }

    @Override
    public @Nullable RelDataType leastRestrictive(List<RelDataType> types) {
        RelDataType first = types.get(0);
        if (isNestedRow(first) && types.stream().allMatch(t -> isNestedRow(t) && sameButNullability(t, first))) {
            return createTypeWithNullability(first, types.stream().anyMatch(RelDataType::isNullable));
        }
        return super.leastRestrictive(types);
    }

    /** A value of type ROW, not the row of a relation: there each field has a nullability to be found. */
    private static boolean isNestedRow(RelDataType type) {
        return type instanceof RelRecordType row && row.getStructKind() == StructKind.PEEK_FIELDS_NO_EXPAND;
    }

    private boolean sameButNullability(RelDataType a, RelDataType b) {
        return createTypeWithNullability(a, true).equals(createTypeWithNullability(b, true));
    }
}
