package io.levada.core.function;

import io.levada.core.type.DataType;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Result types that no name or variable can say. */
public enum ResultRule {
    /** {@code ROUND(DECIMAL(p, s), r)}: r fractional digits, one more digit before them for the carry. */
    ROUNDED {
        @Override
        DataType derive(List<DataType> arguments, IntFunction<@Nullable Object> literal) {
            DataType type = arguments.get(0);
            if (arguments.size() == 1) {
                return rounded(type, 0);
            }
            return literal.apply(1) instanceof Number digits ? rounded(type, digits.intValue()) : type;
        }
    },
    /** {@code CEIL(DECIMAL(p, s))}: DECIMAL(p, 0). */
    WHOLE {
        @Override
        DataType derive(List<DataType> arguments, IntFunction<@Nullable Object> literal) {
            return DataType.decimal(arguments.get(0).precision(), 0);
        }
    };

    abstract DataType derive(List<DataType> arguments, IntFunction<@Nullable Object> literal);

    private static DataType rounded(DataType type, int digits) {
        if (digits >= type.scale()) {
            return type;
        }
        int whole = 1 + type.precision() - type.scale();
        return digits < 0
                ? DataType.decimal(Math.min(DataType.MAX_DECIMAL_PRECISION, whole), 0)
                : DataType.decimal(Math.min(DataType.MAX_DECIMAL_PRECISION, whole + digits), digits);
    }
}
