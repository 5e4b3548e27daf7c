package io.levada.core.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.type.DataType;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FunctionsTest {
    private static @Nullable ResolvedFunction resolve(String name, DataType... arguments) {
        return Functions.resolve(name, List.of(arguments), i -> null);
    }

    private static DataType result(String name, DataType... arguments) {
        return Objects.requireNonNull(resolve(name, arguments)).result();
    }

    @Test
    void aNumberKeepsItsTypeUnderAbs() {
        for (DataType type : List.of(
                DataType.TINYINT,
                DataType.INTEGER,
                DataType.BIGINT,
                DataType.FLOAT,
                DataType.DOUBLE,
                DataType.decimal(7, 3))) {
            assertThat(result("ABS", type)).isEqualTo(type);
            assertThat(result("ABS", type.notNull())).isEqualTo(type.notNull());
        }
        assertThat(resolve("ABS", DataType.DATE)).isNull();
        assertThat(resolve("ABS", DataType.STRING)).isNull();
        assertThat(resolve("ABS", DataType.INTEGER, DataType.INTEGER)).isNull();
    }

    @Test
    void argumentsAreWidenedToTheNearestOverload() {
        ResolvedFunction sqrt = Objects.requireNonNull(resolve("SQRT", DataType.INTEGER.notNull()));
        assertThat(sqrt.parameters()).containsExactly(DataType.DOUBLE.notNull());
        assertThat(sqrt.result()).isEqualTo(DataType.DOUBLE.notNull());
    }

    @Test
    void roundingADecimalNarrowsItsScale() {
        DataType price = DataType.decimal(10, 4);
        ResolvedFunction two = Functions.resolve("ROUND", List.of(price, DataType.INTEGER), i -> i == 1 ? 2 : null);
        assertThat(Objects.requireNonNull(two).result()).isEqualTo(DataType.decimal(9, 2));
        assertThat(result("ROUND", price, DataType.INTEGER)).isEqualTo(price);
    }

    @Test
    void variadicFunctionsTakeOneOrMore() {
        assertThat(resolve("CONCAT")).isNull();
        assertThat(result("CONCAT", DataType.character(1), DataType.STRING, DataType.varchar(3)))
                .isEqualTo(DataType.STRING);
    }

    @Test
    void overloadsOfANameHaveDistinctParameters() {
        for (String name : Functions.names()) {
            Set<String> seen = new HashSet<>();
            for (FunctionDefinition d : Functions.byName(name)) {
                StringBuilder key = new StringBuilder(d.signature().parameters().toString());
                for (int i = 0; i < d.signature().parameters().size(); i++) {
                    key.append(d.javaType(i));
                }
                assertThat(seen.add(key.toString())).as(name + d.signature()).isTrue();
                assertThat(d.description()).endsWith(".");
                assertThat(d.names()).allMatch(n -> n.equals(n.toUpperCase(java.util.Locale.ROOT)));
            }
        }
    }
}
