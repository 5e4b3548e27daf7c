package io.levada.core.expr;

import io.levada.core.type.RowType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** An expression as SQL text, for people: error messages, EXPLAIN, generated code. */
public final class ExprText {
    private static final Set<String> INFIX =
            Set.of("+", "-", "*", "/", "%", "=", "<>", "<", "<=", ">", ">=", "AND", "OR", "LIKE");

    private static final int DEEPEST = 50;

    private ExprText() {}

    /** With the names of the input's columns; what is nested very deep is left out. */
    public static String of(Expr expr, RowType input) {
        return of(expr, input, 0);
    }

    private static String of(Expr expr, RowType input, int depth) {
        return switch (expr) {
            case InputRef ref -> ref.index() < input.size() ? input.name(ref.index()) : ref.toString();
            case Literal literal -> literal(literal);
            case Call call -> depth > DEEPEST ? "..." : call(call, input, depth);
        };
    }

    private static String literal(Literal literal) {
        if (literal.value() == null) {
            return "NULL";
        }
        String text = literal.value().toString().replace("'", "''");
        return switch (literal.type().kind()) {
            case CHAR, VARCHAR -> "'" + text + "'";
            case DATE -> "DATE '" + text + "'";
            case TIME -> "TIME '" + text + "'";
            case TIMESTAMP, TIMESTAMP_LTZ -> "TIMESTAMP '" + text.replace('T', ' ') + "'";
            case INTERVAL_DAY_TIME, INTERVAL_YEAR_MONTH -> "INTERVAL '" + text + "'";
            default -> text;
        };
    }

    private static String call(Call call, RowType input, int depth) {
        List<String> args = new ArrayList<>();
        for (Expr argument : call.args()) {
            args.add(of(argument, input, depth + 1));
        }
        String name = call.function();
        if (INFIX.contains(name) && args.size() >= 2) {
            StringBuilder out = new StringBuilder();
            for (int i = 0; i < args.size(); i++) {
                boolean inner = call.arg(i) instanceof Call operand && INFIX.contains(operand.function());
                out.append(i == 0 ? "" : " " + name + " ").append(inner ? "(" + args.get(i) + ")" : args.get(i));
            }
            return out.toString();
        }
        if (name.startsWith("IS ")) {
            return args.size() == 1 ? args.get(0) + " " + name : args.get(0) + " " + name + " " + args.get(1);
        }
        return switch (name) {
            case Op.NEGATE -> "-" + args.get(0);
            case Op.NOT -> "NOT " + args.get(0);
            case Op.CAST, Op.TRY_CAST ->
                name + "(" + args.get(0) + " AS " + call.type().sqlName() + ")";
            case Op.CASE -> caseText(args);
            case Op.IN -> args.get(0) + " IN (" + String.join(", ", args.subList(1, args.size())) + ")";
            case Op.ARRAY, Op.MAP -> name + "[" + String.join(", ", args) + "]";
            case Op.ITEM -> args.get(0) + "[" + args.get(1) + "]";
            case Op.FIELD -> args.get(0) + "." + fieldName(call);
            case Op.EXTRACT -> "EXTRACT(" + unquoted(args.get(0)) + " FROM " + args.get(1) + ")";
            case Op.FLOOR_TO -> "FLOOR(" + args.get(0) + " TO " + unquoted(args.get(1)) + ")";
            case Op.CEIL_TO -> "CEIL(" + args.get(0) + " TO " + unquoted(args.get(1)) + ")";
            default -> name + "(" + String.join(", ", args) + ")";
        };
    }

    private static String fieldName(Call call) {
        Object index = ((Literal) call.arg(1)).value();
        return index instanceof Integer i && i < call.arg(0).type().fields().size()
                ? call.arg(0).type().fields().get(i).name()
                : String.valueOf(index);
    }

    private static String unquoted(String text) {
        return text.replace("'", "");
    }

    private static String caseText(List<String> args) {
        StringBuilder out = new StringBuilder("CASE");
        for (int i = 0; i + 1 < args.size(); i += 2) {
            out.append(" WHEN ").append(args.get(i)).append(" THEN ").append(args.get(i + 1));
        }
        return out.append(" ELSE ")
                .append(args.get(args.size() - 1))
                .append(" END")
                .toString();
    }
}
