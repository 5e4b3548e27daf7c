package io.levada.testkit.expr;

import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import io.levada.core.type.TypeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Types written as SQL: {@code DECIMAL(10, 2)}, {@code ARRAY<INT>}; columns as {@code a INT, b STRING NOT NULL}. */
public final class TypeText {
    private TypeText() {}

    public static RowType row(String text) {
        Tokens tokens = new Tokens(text);
        List<Field> fields = new ArrayList<>();
        do {
            String name = tokens.next();
            fields.add(new Field(name, read(tokens)));
        } while (tokens.accept(","));
        return new RowType(fields);
    }

    public static DataType type(String text) {
        return read(new Tokens(text));
    }

    static DataType read(Tokens tokens) {
        String name = tokens.next().toUpperCase(Locale.ROOT);
        DataType type = switch (name) {
            case "STRING" -> DataType.STRING;
            case "BYTES" -> DataType.BYTES;
            case "INT" -> DataType.INTEGER;
            case "DECIMAL" -> {
                int[] numbers = numbers(tokens, 10);
                yield DataType.decimal(numbers[0], numbers[1]);
            }
            case "VARCHAR", "CHAR", "VARBINARY", "BINARY" -> sized(name, numbers(tokens, 1)[0]);
            case "TIME" -> sized(name, numbers(tokens, 0)[0]);
            case "TIMESTAMP", "TIMESTAMP_LTZ" -> sized(name, numbers(tokens, 6)[0]);
            case "ARRAY" -> {
                tokens.expect("<");
                DataType element = read(tokens);
                tokens.expect(">");
                yield DataType.array(element);
            }
            case "MAP" -> {
                tokens.expect("<");
                DataType key = read(tokens);
                tokens.expect(",");
                DataType value = read(tokens);
                tokens.expect(">");
                yield DataType.map(key, value);
            }
            case "ROW" -> {
                tokens.expect("<");
                List<Field> fields = new ArrayList<>();
                do {
                    String field = tokens.next();
                    fields.add(new Field(field, read(tokens)));
                } while (tokens.accept(","));
                tokens.expect(">");
                yield DataType.row(fields);
            }
            default -> DataType.of(TypeKind.valueOf(name));
        };
        if (tokens.accept("NOT")) {
            tokens.expect("NULL");
            return type.notNull();
        }
        return type;
    }

    private static DataType sized(String kind, int length) {
        return new DataType(TypeKind.valueOf(kind), true, length, 0, List.of());
    }

    private static int[] numbers(Tokens tokens, int otherwise) {
        int[] numbers = {otherwise, 0};
        if (tokens.accept("(")) {
            numbers[0] = Integer.parseInt(tokens.next());
            numbers[1] = tokens.accept(",") ? Integer.parseInt(tokens.next()) : 0;
            tokens.expect(")");
        }
        return numbers;
    }
}
