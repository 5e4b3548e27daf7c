package io.levada.sql.convert;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.expr.Call;
import io.levada.core.expr.Expr;
import io.levada.core.expr.InputRef;
import io.levada.core.expr.Literal;
import io.levada.core.expr.Op;
import io.levada.core.type.DataType;
import io.levada.core.type.TypeKind;
import io.levada.sql.bind.ClockFunction;
import io.levada.sql.bind.LibraryFunction;
import io.levada.sql.bind.Operators;
import io.levada.sql.bind.Types;
import io.levada.sql.bind.UserSqlFunction;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/** Calcite's expressions over the columns of a stream as ours, every conversion written down. */
class ExprConverter {
    private final List<DataType> columns;

    ExprConverter(List<DataType> columns) {
        this.columns = columns;
    }

    static ExprConverter over(Stream input) {
        List<DataType> types = new ArrayList<>();
        for (int i = 0; i < input.size(); i++) {
            types.add(input.type(i));
        }
        return new ExprConverter(types);
    }

    List<Expr> convertAll(List<? extends RexNode> nodes) {
        return nodes.stream().map(this::convert).toList();
    }

    Expr convert(RexNode node) {
        return switch (node) {
            case RexInputRef ref -> new InputRef(ref.getIndex(), columns.get(ref.getIndex()));
            case RexLiteral literal -> Literals.of(literal);
            case RexFieldAccess access -> fieldAccess(access);
            case RexCall call -> call(call);
            default -> throw unsupported(node.toString());
        };
    }

    static LevadaException unsupported(String what) {
        return new LevadaException(ErrorCode.SQL_UNSUPPORTED, "the expression " + what + " is not there yet");
    }

    /** Overridden where a column of the outer row may stand. */
    Expr fieldAccess(RexFieldAccess access) {
        Expr row = convert(access.getReferenceExpr());
        DataType type = Types.fromRel(access.getType());
        Expr index = new Literal(access.getField().getIndex(), DataType.INTEGER.notNull());
        return new Call(
                Op.FIELD,
                List.of(row, index),
                type.withNullable(type.nullable() || row.type().nullable()));
    }

    private Expr call(RexCall call) {
        SqlOperator operator = call.getOperator();
        if (operator instanceof LibraryFunction) {
            List<RexNode> values = call.getOperands().stream()
                    .filter(o -> !LibraryFunction.isClause(o.getType()))
                    .toList();
            return Library.call(operator.getName(), convertAll(values));
        }
        if (operator instanceof UserSqlFunction users) {
            return Library.call(users.function(), convertAll(call.getOperands()));
        }
        if (operator instanceof ClockFunction clock) {
            return clock(clock);
        }
        DataType type = Types.fromRel(call.getType());
        return switch (call.getKind()) {
            case AND -> logical(Op.AND, call, type);
            case OR -> logical(Op.OR, call, type);
            case NOT -> simple(Op.NOT, call, type);
            case EQUALS -> comparison(Op.EQ, call, type);
            case NOT_EQUALS -> comparison(Op.NE, call, type);
            case LESS_THAN -> comparison(Op.LT, call, type);
            case LESS_THAN_OR_EQUAL -> comparison(Op.LE, call, type);
            case GREATER_THAN -> comparison(Op.GT, call, type);
            case GREATER_THAN_OR_EQUAL -> comparison(Op.GE, call, type);
            case IS_DISTINCT_FROM -> comparison(Op.IS_DISTINCT_FROM, call, type);
            case IS_NOT_DISTINCT_FROM -> comparison(Op.IS_NOT_DISTINCT_FROM, call, type);
            case IS_NULL, IS_UNKNOWN -> simple(Op.IS_NULL, call, type);
            case IS_NOT_NULL -> simple(Op.IS_NOT_NULL, call, type);
            case IS_TRUE -> simple(Op.IS_TRUE, call, type);
            case IS_NOT_TRUE -> simple(Op.IS_NOT_TRUE, call, type);
            case IS_FALSE -> simple(Op.IS_FALSE, call, type);
            case IS_NOT_FALSE -> simple(Op.IS_NOT_FALSE, call, type);
            case PLUS -> Arithmetic.of(Op.PLUS, convertAll(call.getOperands()), type);
            case MINUS -> Arithmetic.of(Op.MINUS, convertAll(call.getOperands()), type);
            case TIMES -> Arithmetic.of(Op.TIMES, convertAll(call.getOperands()), type);
            case DIVIDE -> Arithmetic.of(Op.DIVIDE, convertAll(call.getOperands()), type);
            case MOD -> Arithmetic.of(Op.MOD, convertAll(call.getOperands()), type);
            case MINUS_PREFIX -> simple(Op.NEGATE, call, type);
            case CASE -> caseWhen(call, type);
            case CAST -> Casts.to(convert(call.getOperands().get(0)), type);
            case SAFE_CAST -> tryCast(convert(call.getOperands().get(0)), type);
            case LIKE -> simple(Op.LIKE, call, type);
            case SEARCH -> Searches.expand(call, this);
            case ITEM -> item(call, type);
            case ROW -> constructor(Op.ROW, call, type);
            case ARRAY_VALUE_CONSTRUCTOR -> constructor(Op.ARRAY, call, type);
            case MAP_VALUE_CONSTRUCTOR -> constructor(Op.MAP, call, type);
            case EXTRACT -> simple(Op.EXTRACT, call, type);
            case FLOOR -> rounding("FLOOR", Op.FLOOR_TO, call, type);
            case CEIL -> rounding("CEIL", Op.CEIL_TO, call, type);
            default -> other(call, type);
        };
    }

    private Expr other(RexCall call, DataType type) {
        SqlOperator operator = call.getOperator();
        List<Expr> args = convertAll(call.getOperands());
        if (operator == SqlStdOperatorTable.CONCAT) {
            return Library.call("CONCAT", args);
        }
        if (operator == Operators.CURRENT_WATERMARK) {
            return new Call(Op.CURRENT_WATERMARK, args, type);
        }
        Expr special = SpecialFunctions.convert(operator, args, type);
        if (special != null) {
            return special;
        }
        throw unsupported(operator.getName());
    }

    private static Expr clock(ClockFunction function) {
        DataType instant = DataType.timestampLtz(3).notNull();
        if (function == ClockFunction.PROCTIME) {
            return new Call(Op.PROCTIME, List.of(), instant);
        }
        Call now = new Call(Op.CURRENT_TIMESTAMP, List.of(), instant);
        if (function == ClockFunction.LOCALTIMESTAMP) {
            return Casts.to(now, DataType.timestamp(3));
        }
        if (function == ClockFunction.CURRENT_DATE) {
            return Casts.to(now, DataType.DATE);
        }
        boolean time = function == ClockFunction.CURRENT_TIME || function == ClockFunction.LOCALTIME;
        return time ? Casts.to(now, DataType.time(0)) : now;
    }

    private Expr simple(String op, RexCall call, DataType type) {
        return new Call(op, convertAll(call.getOperands()), type);
    }

    private Expr logical(String op, RexCall call, DataType type) {
        List<Expr> flat = new ArrayList<>();
        for (Expr arg : convertAll(call.getOperands())) {
            if (arg instanceof Call nested && nested.function().equals(op)) {
                flat.addAll(nested.args());
            } else {
                flat.add(arg);
            }
        }
        return op.equals(Op.OR) ? InLists.folded(flat, type) : new Call(op, flat, type);
    }

    private Expr comparison(String op, RexCall call, DataType type) {
        Expr left = convert(call.getOperands().get(0));
        Expr right = convert(call.getOperands().get(1));
        boolean nullsDiffer = op.equals(Op.IS_DISTINCT_FROM) || op.equals(Op.IS_NOT_DISTINCT_FROM);
        if (!nullsDiffer && (isNull(left) || isNull(right))) {
            return new Literal(null, DataType.BOOLEAN);
        }
        return new Call(op, Comparisons.aligned(left, right), type);
    }

    private static boolean isNull(Expr expr) {
        return expr instanceof Literal literal && literal.value() == null;
    }

    private static Expr tryCast(Expr value, DataType type) {
        return Casts.sameButNullability(value.type(), type)
                ? value
                : new Call(Op.TRY_CAST, List.of(value), type.withNullable(true));
    }

    private Expr caseWhen(RexCall call, DataType type) {
        List<Expr> args = new ArrayList<>();
        List<RexNode> operands = call.getOperands();
        for (int i = 0; i < operands.size(); i++) {
            boolean condition = i % 2 == 0 && i < operands.size() - 1;
            Expr arg = convert(operands.get(i));
            args.add(condition ? arg : Casts.toHeldAs(arg, type));
        }
        return new Call(Op.CASE, args, type);
    }

    private Expr item(RexCall call, DataType type) {
        Expr collection = convert(call.getOperands().get(0));
        Expr index = convert(call.getOperands().get(1));
        Expr key = switch (collection.type().kind()) {
            case ARRAY -> Casts.to(index, DataType.INTEGER);
            case MAP -> Casts.toHeldAs(index, collection.type().keyType());
            default -> throw unsupported("[] on " + collection.type().sqlName());
        };
        return new Call(Op.ITEM, List.of(collection, key), type.withNullable(true));
    }

    private Expr constructor(String op, RexCall call, DataType type) {
        List<Expr> args = new ArrayList<>();
        for (int i = 0; i < call.getOperands().size(); i++) {
            Expr arg = convert(call.getOperands().get(i));
            DataType element = switch (type.kind()) {
                case ARRAY -> type.elementType();
                case MAP -> i % 2 == 0 ? type.keyType() : type.valueType();
                default -> arg.type();
            };
            args.add(Casts.toHeldAs(arg, element));
        }
        return new Call(op, args, type);
    }

    /** FLOOR and CEIL of a number are functions; of a time, with a unit, operators. */
    private Expr rounding(String function, String op, RexCall call, DataType type) {
        List<Expr> args = convertAll(call.getOperands());
        if (args.size() == 1) {
            return args.get(0).type().kind().isInteger() ? args.get(0) : Library.call(function, args);
        }
        boolean time = args.get(0).type().kind() == TypeKind.DATE
                || args.get(0).type().kind() == TypeKind.TIME
                || args.get(0).type().kind().isTimestamp();
        if (!time) {
            throw unsupported(function + "(... TO ...) of " + args.get(0).type().sqlName());
        }
        return new Call(op, args, type);
    }
}
