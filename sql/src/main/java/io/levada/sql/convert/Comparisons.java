package io.levada.sql.convert;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.expr.Expr;
import io.levada.core.function.CommonType;
import io.levada.core.type.DataType;
import io.levada.core.type.TypeKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives both sides of a comparison one type. */
final class Comparisons {
    private Comparisons() {}

    static List<Expr> aligned(Expr left, Expr right) {
        DataType common = commonType(left.type(), right.type());
        if (common == null) {
            throw new LevadaException(
                    ErrorCode.SQL_TYPE_MISMATCH,
                    left.type().sqlName() + " can't be compared with "
                            + right.type().sqlName(),
                    "make the types equal with CAST(x AS type)");
        }
        return List.of(side(left, common), side(right, common));
    }

    /** Decimals are compared whatever their scales. */
    private static Expr side(Expr side, DataType common) {
        boolean decimals = side.type().kind() == TypeKind.DECIMAL && common.kind() == TypeKind.DECIMAL;
        return decimals ? side : Casts.toHeldAs(side, decimalOf(side, common));
    }

    private static DataType decimalOf(Expr side, DataType common) {
        return common.kind() == TypeKind.DECIMAL && side.type().kind().isInteger()
                ? CommonType.asDecimal(side.type())
                : common;
    }

    /** A text is compared as what stands on the other side. */
    static @Nullable DataType commonType(DataType a, DataType b) {
        DataType common = CommonType.of(List.of(a, b));
        if (common != null) {
            return common;
        }
        if (a.kind().isText() && isScalar(b)) {
            return b;
        }
        return b.kind().isText() && isScalar(a) ? a : null;
    }

    private static boolean isScalar(DataType type) {
        return switch (type.kind()) {
            case ROW, ARRAY, MAP, BINARY, VARBINARY, INTERVAL_DAY_TIME, INTERVAL_YEAR_MONTH -> false;
            default -> true;
        };
    }
}
