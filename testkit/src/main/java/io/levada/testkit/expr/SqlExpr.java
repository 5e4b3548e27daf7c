package io.levada.testkit.expr;

import io.levada.core.data.Bytes;
import io.levada.core.expr.Call;
import io.levada.core.expr.Expr;
import io.levada.core.expr.InputRef;
import io.levada.core.expr.Literal;
import io.levada.core.expr.Op;
import io.levada.core.function.CommonType;
import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import io.levada.core.type.TypeKind;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** A typed expression from SQL text, for tests: enough of the language to write what a test is about. */
public final class SqlExpr {
    private final Tokens tokens;
    private final RowType input;

    private SqlExpr(String text, RowType input) {
        tokens = new Tokens(text);
        this.input = input;
    }

    /** Throws IllegalArgumentException for what it can't read or type. */
    public static Expr parse(String text, RowType input) {
        SqlExpr parser = new SqlExpr(text, input);
        Expr expr = parser.or();
        if (!parser.tokens.peek().isEmpty()) {
            throw new IllegalArgumentException("'" + parser.tokens.peek() + "' is left over in " + text);
        }
        return expr;
    }

    private Expr or() {
        List<Expr> operands = new ArrayList<>(List.of(and()));
        while (tokens.accept("OR")) {
            operands.add(and());
        }
        return operands.size() == 1 ? operands.get(0) : ResultTypes.condition(Op.OR, operands);
    }

    private Expr and() {
        List<Expr> operands = new ArrayList<>(List.of(not()));
        while (tokens.accept("AND")) {
            operands.add(not());
        }
        return operands.size() == 1 ? operands.get(0) : ResultTypes.condition(Op.AND, operands);
    }

    private Expr not() {
        return tokens.accept("NOT") ? ResultTypes.condition(Op.NOT, List.of(not())) : comparison();
    }

    private Expr comparison() {
        Expr left = sum();
        while (true) {
            String token = tokens.peek().toUpperCase(Locale.ROOT);
            switch (token) {
                case "=", "<>", "<", "<=", ">", ">=" -> {
                    tokens.next();
                    left = ResultTypes.comparison(token, left, sum());
                }
                case "IS" -> left = test(left);
                case "IN" -> {
                    tokens.next();
                    tokens.expect("(");
                    List<Expr> operands = new ArrayList<>(List.of(left));
                    for (Expr constant : list(")")) {
                        operands.add(
                                constant instanceof Literal l && l.type().kind().isInteger()
                                        ? literalAs(l, left.type())
                                        : constant);
                    }
                    left = ResultTypes.condition(Op.IN, operands);
                }
                case "LIKE" -> {
                    tokens.next();
                    List<Expr> operands = new ArrayList<>(List.of(left, sum()));
                    if (tokens.accept("ESCAPE")) {
                        operands.add(sum());
                    }
                    left = ResultTypes.condition(Op.LIKE, operands);
                }
                default -> {
                    return left;
                }
            }
        }
    }

    private static Expr literalAs(Literal literal, DataType type) {
        Number value = (Number) Objects.requireNonNull(literal.value());
        return switch (type.kind()) {
            case TINYINT -> new Literal(value.byteValue(), type.notNull());
            case SMALLINT -> new Literal(value.shortValue(), type.notNull());
            case BIGINT -> new Literal(value.longValue(), type.notNull());
            default -> literal;
        };
    }

    private Expr test(Expr operand) {
        tokens.expect("IS");
        StringBuilder function = new StringBuilder("IS ");
        if (tokens.accept("NOT")) {
            function.append("NOT ");
        }
        function.append(tokens.next().toUpperCase(Locale.ROOT));
        if (function.toString().endsWith("DISTINCT")) {
            tokens.expect("FROM");
            Expr other = sum();
            DataType common = Objects.requireNonNull(CommonType.of(List.of(operand.type(), other.type())));
            return ResultTypes.condition(
                    function + " FROM", List.of(ResultTypes.cast(operand, common), ResultTypes.cast(other, common)));
        }
        return ResultTypes.condition(function.toString(), List.of(operand));
    }

    private Expr sum() {
        Expr left = product();
        while (tokens.peekIs("+") || tokens.peekIs("-")) {
            left = ResultTypes.arithmetic(tokens.next(), left, product());
        }
        return left;
    }

    private Expr product() {
        Expr left = unary();
        while (tokens.peekIs("*") || tokens.peekIs("/") || tokens.peekIs("%")) {
            left = ResultTypes.arithmetic(tokens.next(), left, unary());
        }
        return left;
    }

    private Expr unary() {
        if (!tokens.accept("-")) {
            return postfix();
        }
        Expr operand = unary();
        if (operand instanceof Literal l && l.value() instanceof Integer i) {
            return new Literal(-i, l.type());
        }
        if (operand instanceof Literal l && l.value() instanceof BigDecimal d) {
            return new Literal(d.negate(), l.type());
        }
        return operand instanceof Literal l && l.value() instanceof Double d
                ? new Literal(-d, l.type())
                : new Call(Op.NEGATE, List.of(operand), operand.type());
    }

    private Expr postfix() {
        Expr value = primary();
        while (tokens.accept("[")) {
            Expr key = or();
            tokens.expect("]");
            DataType type = value.type().kind() == TypeKind.MAP
                    ? value.type().valueType()
                    : value.type().elementType();
            value = new Call(Op.ITEM, List.of(value, key), type.withNullable(true));
        }
        return value;
    }

    private List<Expr> list(String end) {
        List<Expr> values = new ArrayList<>();
        if (tokens.accept(end)) {
            return values;
        }
        do {
            values.add(or());
        } while (tokens.accept(","));
        tokens.expect(end);
        return values;
    }

    private Expr primary() {
        if (tokens.accept("(")) {
            Expr inner = or();
            tokens.expect(")");
            return inner;
        }
        String token = tokens.next();
        char first = token.charAt(0);
        if (first == '\'') {
            String text = unquoted(token);
            int length = text.codePointCount(0, text.length());
            return new Literal(
                    text,
                    length == 0
                            ? DataType.varchar(1).notNull()
                            : DataType.character(length).notNull());
        }
        if (token.endsWith("'")) {
            Bytes value = Bytes.of(HexFormat.of().parseHex(unquoted(token.substring(1))));
            return new Literal(value, DataType.BYTES.notNull());
        }
        if (Character.isDigit(first)) {
            return number(token);
        }
        return switch (token.toUpperCase(Locale.ROOT)) {
            case "NULL" -> new Literal(null, DataType.NULL);
            case "TRUE" -> new Literal(true, DataType.BOOLEAN.notNull());
            case "FALSE" -> new Literal(false, DataType.BOOLEAN.notNull());
            case "DATE" -> tokens.peekIs("(") ? named(token) : temporal(LocalDate.parse(text()), DataType.DATE);
            case "TIME" -> temporal(LocalTime.parse(text()), DataType.time(3));
            case "TIMESTAMP" -> temporal(LocalDateTime.parse(text().replace(' ', 'T')), DataType.timestamp(6));
            case "TIMESTAMP_LTZ" ->
                tokens.peekIs("(") ? named(token) : temporal(Instant.parse(text()), DataType.timestampLtz(6));
            case "INTERVAL" -> interval();
            case "CAST", "TRY_CAST" -> cast(token.toUpperCase(Locale.ROOT));
            case "CASE" -> caseWhen();
            case "ARRAY" -> array();
            case "MAP" -> map();
            default -> named(token);
        };
    }

    private static Expr temporal(Object value, DataType type) {
        return new Literal(value, type.notNull());
    }

    private String text() {
        return unquoted(tokens.next());
    }

    private static String unquoted(String token) {
        return token.substring(1, token.length() - 1).replace("''", "'");
    }

    private static Expr number(String token) {
        if (token.contains("e") || token.contains("E")) {
            return new Literal(Double.valueOf(token), DataType.DOUBLE.notNull());
        }
        BigDecimal value = new BigDecimal(token);
        if (value.scale() > 0) {
            return new Literal(
                    value,
                    DataType.decimal(Math.max(value.precision(), value.scale()), value.scale())
                            .notNull());
        }
        long number = value.longValueExact();
        return (int) number == number
                ? new Literal((int) number, DataType.INTEGER.notNull())
                : new Literal(number, DataType.BIGINT.notNull());
    }

    private Expr interval() {
        boolean negative = tokens.accept("-");
        long amount = Long.parseLong(text()) * (negative ? -1 : 1);
        return switch (tokens.next().toUpperCase(Locale.ROOT)) {
            case "YEAR" -> months(amount * 12);
            case "MONTH" -> months(amount);
            case "DAY" -> dayTime(Duration.ofDays(amount));
            case "HOUR" -> dayTime(Duration.ofHours(amount));
            case "MINUTE" -> dayTime(Duration.ofMinutes(amount));
            default -> dayTime(Duration.ofSeconds(amount));
        };
    }

    private static Expr months(long months) {
        return new Literal(
                Period.ofMonths((int) months),
                DataType.of(TypeKind.INTERVAL_YEAR_MONTH).notNull());
    }

    private static Expr dayTime(Duration duration) {
        return new Literal(duration, DataType.of(TypeKind.INTERVAL_DAY_TIME).notNull());
    }

    private Expr cast(String function) {
        tokens.expect("(");
        Expr value = or();
        tokens.expect("AS");
        DataType type = TypeText.read(tokens);
        tokens.expect(")");
        boolean nullable = value.type().nullable() || function.equals(Op.TRY_CAST);
        return new Call(function, List.of(value), type.withNullable(nullable));
    }

    private Expr caseWhen() {
        List<Expr> args = new ArrayList<>();
        while (tokens.accept("WHEN")) {
            args.add(or());
            tokens.expect("THEN");
            args.add(or());
        }
        args.add(tokens.accept("ELSE") ? or() : new Literal(null, DataType.NULL));
        tokens.expect("END");
        return ResultTypes.branches(Op.CASE, args);
    }

    private Expr array() {
        tokens.expect("[");
        List<Expr> elements = list("]");
        DataType type = Objects.requireNonNull(
                CommonType.of(elements.stream().map(Expr::type).toList()));
        elements.replaceAll(e -> ResultTypes.cast(e, type));
        return new Call(Op.ARRAY, elements, DataType.array(type).notNull());
    }

    private Expr map() {
        tokens.expect("[");
        List<Expr> elements = list("]");
        DataType key = common(elements, 0);
        DataType value = common(elements, 1);
        for (int i = 0; i < elements.size(); i++) {
            elements.set(i, ResultTypes.cast(elements.get(i), i % 2 == 0 ? key : value));
        }
        return new Call(Op.MAP, elements, DataType.map(key, value).notNull());
    }

    private static DataType common(List<Expr> elements, int first) {
        List<DataType> types = new ArrayList<>();
        for (int i = first; i < elements.size(); i += 2) {
            types.add(elements.get(i).type());
        }
        return Objects.requireNonNull(CommonType.of(types));
    }

    /** A column or a function. */
    private Expr named(String token) {
        if (!tokens.accept("(")) {
            int index = input.indexOf(token);
            if (index < 0) {
                throw new IllegalArgumentException("no column " + token);
            }
            return new InputRef(index, input.type(index));
        }
        String name = token.toUpperCase(Locale.ROOT);
        if (name.equals("EXTRACT")) {
            Literal unit = symbol();
            tokens.expect("FROM");
            Expr from = or();
            tokens.expect(")");
            return new Call(
                    name,
                    List.of(unit, from),
                    DataType.BIGINT.withNullable(from.type().nullable()));
        }
        List<Expr> args = new ArrayList<>();
        if (!tokens.accept(")")) {
            do {
                args.add(or());
            } while (tokens.accept(","));
            if (tokens.accept("TO")) {
                args.add(symbol());
                tokens.expect(")");
                return new Call(
                        name.equals("FLOOR") ? Op.FLOOR_TO : Op.CEIL_TO,
                        args,
                        args.get(0).type());
            }
            tokens.expect(")");
        }
        return switch (name) {
            case "COALESCE" -> ResultTypes.branches(name, args);
            case "ROW" -> row(args);
            case "FIELD" -> new Call(Op.FIELD, args, field(args.get(0).type(), (Literal) args.get(1)));
            case "PROCTIME", "CURRENT_TIMESTAMP" ->
                new Call(name, args, DataType.timestampLtz(3).notNull());
            case "CURRENT_WATERMARK" -> new Call(name, args, args.get(0).type().withNullable(true));
            default -> ResultTypes.function(name, args);
        };
    }

    private static DataType field(DataType row, Literal index) {
        return row.fields().get((Integer) Objects.requireNonNull(index.value())).type();
    }

    private static Expr row(List<Expr> args) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < args.size(); i++) {
            fields.add(new Field("EXPR$" + i, args.get(i).type()));
        }
        return new Call(Op.ROW, args, DataType.row(fields).notNull());
    }

    private Literal symbol() {
        return new Literal(tokens.next().toUpperCase(Locale.ROOT), DataType.STRING.notNull());
    }
}
