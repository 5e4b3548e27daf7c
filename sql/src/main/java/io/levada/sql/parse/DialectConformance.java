package io.levada.sql.parse;

import org.apache.calcite.sql.validate.SqlConformance;
import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.apache.calcite.sql.validate.SqlDelegatingConformance;

/** What Flink allows beyond the standard. The grammar's own class was made for an older Calcite. */
public final class DialectConformance extends SqlDelegatingConformance {
    public static final SqlConformance INSTANCE = new DialectConformance();

    private DialectConformance() {
        super(SqlConformanceEnum.DEFAULT);
    }

    @Override
    public boolean isPercentRemainderAllowed() {
        return true;
    }

    @Override
    public boolean allowNiladicParentheses() {
        return true;
    }

    @Override
    public boolean allowExplicitRowValueConstructor() {
        return true;
    }

    @Override
    public boolean isValueAllowed() {
        return true;
    }

    @Override
    public boolean isFromRequired() {
        return false;
    }
}
