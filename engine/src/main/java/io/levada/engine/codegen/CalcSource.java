package io.levada.engine.codegen;

import io.levada.core.expr.Call;
import io.levada.core.expr.Expr;
import io.levada.core.expr.Op;
import io.levada.core.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Writes the class of one calc: {@code filter} fills the indexes of the rows that pass, {@code project} computes the
 * columns that aren't only passed on, a loop for each group of them.
 */
final class CalcSource {
    private final CalcShape shape;
    private final Unit unit;
    private final List<Expr> projections;

    private CalcSource(CalcShape shape) {
        this.shape = shape;
        unit = new Unit(shape.input());
        projections = shape.projections().stream().map(Splitting::nest).toList();
    }

    /** Throws LevadaException when an expression has no meaning. */
    static Generated generate(CalcShape shape) {
        return new CalcSource(shape).generate();
    }

    /**
     * @param constants what the class's constructor takes
     * @param loaders of classes of the user's that the source names
     */
    record Generated(String source, Object[] constants, Set<ClassLoader> loaders) {}

    private Generated generate() {
        StringBuilder comment = new StringBuilder("/*\n");
        if (shape.filter() != null) {
            comment.append(" * WHERE ").append(comment(shape.filter())).append('\n');
        }
        shape.projections()
                .forEach(p -> comment.append(" * ").append(comment(p)).append('\n'));
        comment.append(" */\n");
        filter();
        project();
        return new Generated(unit.source(comment.toString()), unit.constants(), unit.loaders());
    }

    private String comment(Expr expr) {
        return Shapes.comment(expr, shape.input()).replace("*/", "* /");
    }

    private void filter() {
        Expr filter = shape.filter();
        if (filter == null) {
            unit.method("  protected int filter(Batch input, EvaluationContext context, int[] rows) { return -1; }\n");
            return;
        }
        Body body = new Body(unit, 3);
        ExprCompiler compiler = new ExprCompiler(body);
        List<Expr> conjuncts = new ArrayList<>();
        conjuncts(Splitting.nest(filter), conjuncts);
        unit.splitting().plan(conjuncts);
        for (Expr conjunct : conjuncts) {
            body.line("// " + Shapes.comment(conjunct, shape.input()));
            String passes = compiler.compile(conjunct).isTrue();
            if (!passes.equals("true")) {
                body.line("if (" + (passes.equals("false") ? "n > 0" : "!(" + passes + ")") + ") continue;");
            }
        }
        body.line("rows[count++] = row;");
        unit.method(body.source(
                "  protected int filter(Batch input, EvaluationContext context, int[] rows) {\n",
                "    final int n = input.rowCount();\n    int count = 0;\n    for (int row = 0; row < n; row++) {\n",
                "    }\n    return count;\n  }\n"));
    }

    private static void conjuncts(Expr expr, List<Expr> into) {
        if (expr instanceof Call call && call.function().equals(Op.AND)) {
            call.args().forEach(a -> conjuncts(a, into));
        } else {
            into.add(expr);
        }
    }

    private void project() {
        StringBuilder calls = new StringBuilder();
        List<Integer> group = new ArrayList<>();
        int weight = 0;
        for (int i = 0; i < projections.size(); i++) {
            if (shape.passedOn()[i] >= 0) {
                continue;
            }
            int more = 1 + unit.splitting().plan(List.of(projections.get(i)));
            if (weight + more > Splitting.MOST_CALLS && !group.isEmpty()) {
                calls.append(group(group));
                group.clear();
                weight = 0;
            }
            group.add(i);
            weight += more;
        }
        if (!group.isEmpty()) {
            calls.append(group(group));
        }
        unit.method(
                "  protected void project(Batch input, EvaluationContext context, int[] rows, int count, Column[] out)"
                        + " {\n" + calls + "  }\n");
    }

    /** One loop; gives the call of its method. */
    private String group(List<Integer> group) {
        Body body = new Body(unit, 3);
        ExprCompiler compiler = new ExprCompiler(body);
        StringBuilder before = new StringBuilder();
        StringBuilder after = new StringBuilder();
        for (int i : group) {
            Expr expr = projections.get(i);
            body.line("// " + Shapes.comment(expr, shape.input()));
            write(body, compiler.compile(expr), i, expr.type(), before, after);
        }
        String name = unit.fresh("project");
        unit.method(body.source(
                "  private void " + name
                        + "(Batch input, EvaluationContext context, int[] rows, int count, Column[] out) {\n",
                before + "    for (int i = 0; i < count; i++) {\n      final int row = rows == null ? i : rows[i];\n",
                "    }\n" + after + "  }\n"));
        return "    " + name + "(input, context, rows, count, out);\n";
    }

    private static void write(
            Body body, Val value, int index, DataType type, StringBuilder before, StringBuilder after) {
        String out = "p" + index;
        String column = switch (JavaType.of(type)) {
            case BOOLEAN, INT -> "Int";
            case LONG -> "Long";
            case FLOAT, DOUBLE -> "Double";
            case UNSCALED, DECIMAL -> "Decimal";
            case BYTES -> "Bytes";
            case OBJECT -> "Object";
        };
        boolean array = column.equals("Int") || column.equals("Long") || column.equals("Double");
        if (!array) {
            String scale = column.equals("Decimal") ? ", " + type.scale() : "";
            String declared = column + "Column " + out + " = new " + column + "Column(count" + scale + ");\n";
            before.append("    final ").append(declared);
            body.line((value.neverNull() ? "" : "if (" + value.isNull() + ") " + out + ".appendNull(); else ")
                    + append(out, value));
            after.append("    out[").append(index).append("] = ").append(out).append(";\n");
            return;
        }
        String element = column.toLowerCase(java.util.Locale.ROOT);
        String nulls = value.neverNull() ? "null" : "q" + index;
        before.append("    final ").append(element).append("[] ").append(out);
        before.append(" = new ").append(element).append("[count];\n");
        String code = value.as() == JavaType.BOOLEAN ? value.code() + " ? 1 : 0" : value.code();
        body.line(out + "[i] = " + code + ";");
        if (!value.neverNull()) {
            before.append("    boolean[] ").append(nulls).append(" = null;\n");
            body.open(value.alwaysNull() ? "" : "if (" + value.isNull() + ")");
            body.line("if (" + nulls + " == null) " + nulls + " = new boolean[count];");
            body.line(nulls + "[i] = true;");
            body.close();
        }
        String made = "new " + column + "Column(" + out + ", count)";
        after.append("    out[").append(index).append("] = ").append(made).append(";\n");
        if (!value.neverNull()) {
            after.append("    out[")
                    .append(index)
                    .append("].setFilled(count, ")
                    .append(nulls)
                    .append(");\n");
        }
    }

    private static String append(String out, Val value) {
        return switch (value.as()) {
            case UNSCALED -> out + ".appendUnscaled(" + value.code() + " >> 63, " + value.code() + ");";
            default -> out + ".append(" + value.code() + ");";
        };
    }
}
