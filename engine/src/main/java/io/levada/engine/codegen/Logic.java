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
        String label = body.fresh("l");
        // What the operand that decides makes of it: FALSE for AND, TRUE for OR.
        body.line("boolean " + result + " = " + !and + ";");
        body.line("boolean " + isNull + " = false;");
        body.open(label + ":");
        boolean nullable = false;
        for (Expr argument : call.args()) {
            Val a = compiler.compile(argument);
            // An earlier NULL doesn't count when a later operand decides.
            String decides = and ? a.isFalse() : a.isTrue();
            body.line("if (" + decides + ") { " + isNull + " = false; break " + label + "; }");
            if (!a.neverNull()) {
                nullable = true;
                body.line("if (" + a.isNull() + ") " + isNull + " = true;");
            }
        }
        body.line(result + " = " + and + ";");
        body.close();
        return new Val(result, nullable ? isNull : "false", JavaType.BOOLEAN, call.type());
    }

    private static Val caseWhen(ExprCompiler compiler, Call call) {
        Result result = new Result(compiler, call.type());
        int last = call.args().size() - 1;
        for (int i = 0; i + 1 <= last; i += 2) {
            Val condition = compiler.compile(call.arg(i));
            result.body.open("if (" + condition.isTrue() + ")");
            result.assign(compiler.compile(call.arg(i + 1)));
            result.leave();
            result.body.close();
        }
        result.assign(compiler.compile(call.arg(last)));
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
            result.body.open("if (!" + a.isNull() + ")");
            result.assign(new Val(a.code(), "false", a.as(), a.type()));
            result.leave();
            result.body.close();
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
        private final String label;
        private boolean nullable;

        Result(ExprCompiler compiler, DataType type) {
            body = compiler.body();
            this.type = type;
            as = JavaType.of(type);
            variable = body.fresh("v");
            isNull = body.fresh("b");
            label = body.fresh("l");
            body.line(as.source() + " " + variable + " = " + as.zero() + ";");
            body.line("boolean " + isNull + " = false;");
            body.open(label + ":");
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

        void leave() {
            body.line("break " + label + ";");
        }

        Val end() {
            body.close();
            return new Val(variable, nullable ? isNull : "false", as, type);
        }
    }
}
