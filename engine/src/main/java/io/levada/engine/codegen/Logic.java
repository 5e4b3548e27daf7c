package io.levada.engine.codegen;

import io.levada.core.expr.Call;
import io.levada.core.expr.Expr;
import io.levada.core.expr.Op;
import io.levada.core.type.DataType;
import java.util.List;

/** Three-valued logic and what is evaluated lazily. */
final class Logic {
    private Logic() {}

    static Val compile(ExprCompiler compiler, Call call) {
        return switch (call.function()) {
            case Op.AND -> connective(compiler, call, true);
            case Op.OR -> connective(compiler, call, false);
            case Op.CASE -> caseWhen(compiler, call);
            case Op.COALESCE -> coalesce(compiler, call);
            default -> test(compiler, call, compiler.compile(call.arg(0)));
        };
    }

    private static Val test(ExprCompiler compiler, Call call, Val a) {
        if (call.function().equals(Op.NOT)) {
            return compiler.body().cheap(call.type(), List.of(a), "!" + a.code());
        }
        String code = switch (call.function()) {
            case Op.IS_NULL -> a.isNull();
            case Op.IS_NOT_NULL -> "!" + a.isNull();
            case Op.IS_TRUE -> a.isTrue();
            case Op.IS_NOT_TRUE -> "!(" + a.isTrue() + ")";
            case Op.IS_FALSE -> a.isFalse();
            default -> "!(" + a.isFalse() + ")";
        };
        return compiler.body().cheap(call.type(), List.of(), code);
    }

    /** AND ends at the first FALSE, OR at the first TRUE; without one, a NULL makes the result NULL. */
    private static Val connective(ExprCompiler compiler, Call call, boolean and) {
        Body body = compiler.body();
        String result = body.fresh("v");
        String isNull = body.fresh("b");
        // What the operand that decides makes of it: FALSE for AND, TRUE for OR.
        body.line("boolean " + result + " = " + !and + ";");
        body.line("boolean " + isNull + " = false;");
        boolean nullable = false;
        boolean decided = false;
        int opened = 0;
        for (Expr argument : call.args()) {
            Val a = compiler.compile(argument);
            String decides = and ? a.isFalse() : a.isTrue();
            if (decides.equals("true")) {
                body.line(isNull + " = false;");
                decided = true;
                break;
            }
            if (!decides.equals("false")) {
                body.open("if (!(" + decides + "))");
                opened++;
            }
            if (!a.neverNull()) {
                nullable = true;
                body.line((a.alwaysNull() ? "" : "if (" + a.isNull() + ") ") + isNull + " = true;");
            }
        }
        if (!decided) {
            body.line(result + " = " + and + ";");
        }
        for (int i = 0; i < opened; i++) {
            if (nullable) {
                // An earlier NULL doesn't count when a later operand decides.
                body.orElse();
                body.line(isNull + " = false;");
            }
            body.close();
        }
        return new Val(result, nullable ? isNull : "false", JavaType.BOOLEAN, call.type());
    }

    private static Val caseWhen(ExprCompiler compiler, Call call) {
        Result result = new Result(compiler, call.type());
        int otherwise = call.args().size() - 1;
        for (int i = 0; i < otherwise; i += 2) {
            String isTrue = compiler.compile(call.arg(i)).isTrue();
            if (isTrue.equals("true")) {
                otherwise = i + 1;
            } else if (!isTrue.equals("false")) {
                result.when(isTrue);
                result.assign(compiler.compile(call.arg(i + 1)));
                result.orElse();
            }
        }
        result.assign(compiler.compile(call.arg(otherwise)));
        return result.end();
    }

    private static Val coalesce(ExprCompiler compiler, Call call) {
        Result result = new Result(compiler, call.type());
        for (Expr argument : call.args()) {
            Val a = compiler.compile(argument);
            if (a.neverNull()) {
                result.assign(a);
                return result.end();
            }
            if (!a.alwaysNull()) {
                result.when("!" + a.isNull());
                result.assign(new Val(a.code(), "false", a.as(), a.type()));
                result.orElse();
            }
        }
        result.assign(Val.nullOf(call.type()));
        return result.end();
    }

    /** A variable that one of several branches fills. */
    private static final class Result {
        private final Body body;
        private final DataType type;
        private final JavaType as;
        private final String variable;
        private final String isNull;
        private boolean nullable;
        private int opened;

        Result(ExprCompiler compiler, DataType type) {
            body = compiler.body();
            this.type = type;
            as = JavaType.of(type);
            variable = body.fresh("v");
            isNull = body.fresh("b");
            body.line(as.source() + " " + variable + " = " + as.zero() + ";");
            body.line("boolean " + isNull + " = false;");
        }

        void when(String condition) {
            body.open("if (" + condition + ")");
            opened++;
        }

        void orElse() {
            body.orElse();
        }

        void assign(Val branch) {
            // Branches that differ from the result in length or precision only need no cast in the plan.
            Val value = branch.type().withNullable(true).equals(type.withNullable(true))
                    ? branch
                    : Casts.cast(body, branch, type, false);
            String code =
                    as == JavaType.UNSCALED ? value.unscaled() : as == JavaType.DECIMAL ? value.big() : value.code();
            if (value.alwaysNull()) {
                nullable = true;
                body.line(isNull + " = true;");
            } else if (value.neverNull()) {
                body.line(variable + " = " + code + ";");
            } else {
                nullable = true;
                body.line(isNull + " = " + value.isNull() + ";");
                body.line("if (!" + isNull + ") " + variable + " = " + code + ";");
            }
        }

        Val end() {
            for (int i = 0; i < opened; i++) {
                body.close();
            }
            return new Val(variable, nullable ? isNull : "false", as, type);
        }
    }
}
