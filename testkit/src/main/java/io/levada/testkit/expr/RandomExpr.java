package io.levada.testkit.expr;

import io.levada.core.expr.Call;
import io.levada.core.expr.Expr;
import io.levada.core.expr.InputRef;
import io.levada.core.expr.Literal;
import io.levada.core.expr.Op;
import io.levada.core.function.FunctionDefinition;
import io.levada.core.function.Functions;
import io.levada.core.function.ResolvedFunction;
import io.levada.core.function.TypeTerm;
import io.levada.core.type.DataType;
import io.levada.core.type.RowType;
import io.levada.core.type.TypeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Typed expressions from a seed, over columns of a given type: every operator, most functions. */
public final class RandomExpr {
    private static final List<DataType> TYPES = List.of(
            DataType.BOOLEAN,
            DataType.TINYINT,
            DataType.SMALLINT,
            DataType.INTEGER,
            DataType.BIGINT,
            DataType.FLOAT,
            DataType.DOUBLE,
            DataType.decimal(7, 2),
            DataType.decimal(18, 0),
            DataType.decimal(30, 10),
            DataType.STRING,
            DataType.varchar(5),
            DataType.character(6),
            DataType.DATE,
            DataType.time(3),
            DataType.timestamp(3),
            DataType.timestamp(6),
            DataType.timestampLtz(3),
            DataType.of(TypeKind.INTERVAL_DAY_TIME),
            DataType.of(TypeKind.INTERVAL_YEAR_MONTH));
    private static final List<String> UNITS =
            List.of("YEAR", "QUARTER", "MONTH", "WEEK", "DAY", "HOUR", "MINUTE", "SECOND");
    /** Random arguments make them wait or fail too often to be worth it. */
    private static final Set<String> LEFT_OUT = Set.of(
            "ENCODE",
            "DECODE",
            "DATE_FORMAT",
            "CONVERT_TZ",
            "FROM_UNIXTIME",
            "TO_TIMESTAMP",
            "TO_TIMESTAMP_LTZ",
            "UNIX_TIMESTAMP",
            "TO_DATE",
            "TIMESTAMPDIFF",
            "STR_TO_MAP",
            "FROM_BASE64",
            "IF",
            "IFNULL");

    private final Random random;
    private final RowType input;
    private final RandomValues values;

    public RandomExpr(Random random, RowType input) {
        this.random = random;
        this.input = input;
        values = new RandomValues(random);
    }

    /** A type that expressions can have. */
    public DataType type() {
        return TYPES.get(random.nextInt(TYPES.size()));
    }

    public Expr of(DataType type, int depth) {
        if (depth <= 0 || random.nextInt(6) == 0) {
            return leaf(type);
        }
        return switch (random.nextInt(8)) {
            case 0 -> choice(type, depth);
            case 1 -> cast(type, depth);
            case 2, 3 -> function(type, depth);
            default -> operator(type, depth);
        };
    }

    private Expr leaf(DataType type) {
        List<Integer> columns = new ArrayList<>();
        for (int i = 0; i < input.size(); i++) {
            if (input.type(i).kind() == type.kind()) {
                columns.add(i);
            }
        }
        if (!columns.isEmpty() && random.nextInt(5) > 0) {
            int index = columns.get(random.nextInt(columns.size()));
            return ResultTypes.cast(new InputRef(index, input.type(index)), type);
        }
        return random.nextInt(10) == 0
                ? new Literal(null, type)
                : new Literal(padded(values.value(type), type), type.notNull());
    }

    private static Object padded(Object value, DataType type) {
        return type.kind() == TypeKind.CHAR ? String.format("%-" + type.precision() + "s", value) : value;
    }

    private Expr choice(DataType type, int depth) {
        List<Expr> args = new ArrayList<>();
        boolean coalesce = random.nextBoolean();
        for (int i = random.nextInt(3); i >= 0; i--) {
            if (!coalesce) {
                args.add(of(DataType.BOOLEAN, depth - 1));
            }
            args.add(of(type, depth - 1));
        }
        args.add(of(type, depth - 1));
        return new Call(coalesce ? Op.COALESCE : Op.CASE, args, type);
    }

    private Expr cast(DataType type, int depth) {
        DataType from = type();
        boolean fromText = from.kind().isText();
        boolean number = type.kind().isNumeric() && from.kind().isNumeric();
        boolean time = isTime(type)
                && isTime(from)
                && !(type.kind() == TypeKind.DATE && from.kind() == TypeKind.TIME)
                && !(type.kind() == TypeKind.TIME && from.kind() == TypeKind.DATE);
        boolean possible = type.kind().isText()
                || number
                || time
                || fromText && (type.kind().isNumeric() || isTime(type) || type.kind() == TypeKind.BOOLEAN);
        if (!possible) {
            return of(type, depth - 1);
        }
        // A CAST that fails ends the whole batch, so that texts are mostly tried.
        String function = fromText && random.nextInt(20) > 0 ? Op.TRY_CAST : Op.CAST;
        return new Call(function, List.of(of(from, depth - 1)), type);
    }

    private static boolean isTime(DataType type) {
        return type.kind() == TypeKind.DATE
                || type.kind() == TypeKind.TIME
                || type.kind().isTimestamp();
    }

    private Expr operator(DataType type, int depth) {
        return switch (type.kind()) {
            case BOOLEAN -> condition(depth);
            case TINYINT, SMALLINT, INTEGER, BIGINT, FLOAT, DOUBLE, DECIMAL -> arithmetic(type, depth);
            case DATE, TIMESTAMP, TIMESTAMP_LTZ, TIME -> temporal(type, depth);
            case INTERVAL_DAY_TIME, INTERVAL_YEAR_MONTH ->
                new Call(oneOf(Op.PLUS, Op.MINUS), List.of(of(type, depth - 1), of(type, depth - 1)), type);
            default -> function(type, depth);
        };
    }

    private String oneOf(String... names) {
        return names[random.nextInt(names.length)];
    }

    private Expr condition(int depth) {
        DataType type = type();
        List<Expr> two = List.of(of(DataType.BOOLEAN, depth - 1), of(DataType.BOOLEAN, depth - 1));
        return switch (random.nextInt(7)) {
            case 0, 1 -> new Call(oneOf(Op.AND, Op.OR), two, DataType.BOOLEAN);
            case 2 -> new Call(Op.NOT, two.subList(0, 1), DataType.BOOLEAN);
            case 3 -> {
                String test =
                        oneOf(Op.IS_TRUE, Op.IS_FALSE, Op.IS_NOT_TRUE, Op.IS_NOT_FALSE, Op.IS_NULL, Op.IS_NOT_NULL);
                yield new Call(test, two.subList(0, 1), DataType.BOOLEAN.notNull());
            }
            case 4 -> {
                List<Expr> args = new ArrayList<>(List.of(of(type, depth - 1)));
                for (int i = random.nextInt(8); i >= 0; i--) {
                    args.add(new Literal(padded(values.value(type), type), type.notNull()));
                }
                yield new Call(Op.IN, args, DataType.BOOLEAN);
            }
            case 5 -> {
                Expr pattern = new Literal(
                        oneOf("%a%", "_", "a%", "%c", "%a_b%", "f%o%r", "%", "abc"), DataType.STRING.notNull());
                yield new Call(Op.LIKE, List.of(of(DataType.STRING, depth - 1), pattern), DataType.BOOLEAN);
            }
            default -> {
                String comparison =
                        oneOf(Op.EQ, Op.NE, Op.LT, Op.LE, Op.GT, Op.GE, Op.IS_DISTINCT_FROM, Op.IS_NOT_DISTINCT_FROM);
                yield new Call(comparison, List.of(of(type, depth - 1), of(type, depth - 1)), DataType.BOOLEAN);
            }
        };
    }

    private Expr arithmetic(DataType type, int depth) {
        Expr a = of(type, depth - 1);
        Expr b = of(type, depth - 1);
        switch (random.nextInt(8)) {
            case 0 -> {
                return new Call(Op.NEGATE, List.of(a), type);
            }
            case 1 -> {
                if (type.kind() == TypeKind.BIGINT) {
                    DataType time = oneOf("a", "b").equals("a") ? DataType.timestamp(3) : DataType.DATE;
                    Literal unit = new Literal(UNITS.get(random.nextInt(UNITS.size())), DataType.STRING.notNull());
                    return new Call(Op.EXTRACT, List.of(unit, of(time, depth - 1)), type);
                }
                return new Call(Op.PLUS, List.of(a, b), type);
            }
            case 2 -> {
                // Mostly guarded, because a division by zero ends the whole batch.
                Expr quotient = new Call(oneOf(Op.DIVIDE, Op.MOD), List.of(a, b), type);
                if (random.nextInt(10) == 0) {
                    return quotient;
                }
                Expr zero = ResultTypes.cast(new Literal(0, DataType.INTEGER.notNull()), type);
                Expr guard = new Call(Op.NE, List.of(b, zero), DataType.BOOLEAN);
                return new Call(Op.CASE, List.of(guard, quotient, new Literal(null, type)), type);
            }
            default -> {
                Expr typed = ResultTypes.arithmetic(oneOf(Op.PLUS, Op.MINUS, Op.TIMES), a, b);
                return ResultTypes.cast(typed, type);
            }
        }
    }

    private Expr temporal(DataType type, int depth) {
        Expr start = of(type, depth - 1);
        if (random.nextInt(3) == 0 && type.kind() != TypeKind.TIME) {
            Literal unit = new Literal(UNITS.get(random.nextInt(5)), DataType.STRING.notNull());
            return new Call(oneOf(Op.FLOOR_TO, Op.CEIL_TO), List.of(start, unit), type);
        }
        boolean months = type.kind() != TypeKind.TIME && random.nextBoolean();
        Expr interval = leaf(DataType.of(months ? TypeKind.INTERVAL_YEAR_MONTH : TypeKind.INTERVAL_DAY_TIME));
        return new Call(oneOf(Op.PLUS, Op.MINUS), List.of(start, interval), type);
    }

    /** A function whose result can be cast to the type, else a leaf. */
    private Expr function(DataType type, int depth) {
        List<FunctionDefinition> all = Functions.all();
        for (int tries = 0; tries < 20; tries++) {
            FunctionDefinition function = all.get(random.nextInt(all.size()));
            if (!function.deterministic() || LEFT_OUT.contains(function.name())) {
                continue;
            }
            Expr call = call(function, depth);
            if (call == null) {
                continue;
            }
            boolean same = call.type().kind() == type.kind();
            boolean number = call.type().kind().isNumeric() && type.kind().isNumeric();
            if (same || number) {
                return ResultTypes.cast(call, type);
            }
        }
        return leaf(type);
    }

    private @Nullable Expr call(FunctionDefinition function, int depth) {
        List<Expr> args = new ArrayList<>();
        int size =
                function.signature().parameters().size() + (function.signature().variadic() ? 1 : 0);
        for (int i = 0; i < size; i++) {
            DataType type = argumentType(function.signature().parameter(i), function.javaType(i));
            if (type == null) {
                return null;
            }
            // Lengths and digits: large ones would fill the memory.
            args.add(
                    type.kind() == TypeKind.INTEGER && i > 0
                            ? new Literal(random.nextInt(9) - 3, DataType.INTEGER.notNull())
                            : of(type, depth - 1));
        }
        List<DataType> types = args.stream().map(Expr::type).toList();
        ResolvedFunction resolved = Functions.resolve(
                function.name(), types, i -> args.get(i) instanceof Literal literal ? literal.value() : null);
        return resolved == null ? null : new Call(function.name(), args, resolved.result());
    }

    private @Nullable DataType argumentType(TypeTerm term, Class<?> javaType) {
        return switch (term) {
            case TypeTerm.Fixed f -> f.type();
            case TypeTerm.AnyOf a ->
                a.kind() == TypeKind.DECIMAL
                        ? DataType.decimal(7, 2)
                        : a.kind() == TypeKind.TIMESTAMP ? DataType.timestamp(3) : null;
            case TypeTerm.Variable v ->
                switch (javaType.getSimpleName()) {
                    case "int" -> DataType.SMALLINT;
                    case "long" -> DataType.BIGINT;
                    case "float" -> DataType.FLOAT;
                    case "double" -> DataType.DOUBLE;
                    case "BigDecimal" -> DataType.decimal(30, 10);
                    case "Bytes" -> DataType.STRING;
                    case "boolean" -> DataType.BOOLEAN;
                    default -> null;
                };
            default -> null;
        };
    }
}
