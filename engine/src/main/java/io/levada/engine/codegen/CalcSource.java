package io.levada.engine.codegen;

import io.levada.core.expr.Call;
import io.levada.core.expr.Expr;
import io.levada.core.expr.Op;
import io.levada.core.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes the class of one calc: {@code filter} fills the indexes of the rows that pass, {@code project} computes the
 * columns that aren't only passed on, a loop for each group of them.
 */
final class CalcSource {
    private final CalcShape shape;
    private final Unit unit;
    private final List<Expr> projections;
    /** Null without a filter, and where the filter is cut into methods. */
    private @Nullable Shared shared;

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
        List<Expr> conjuncts = new ArrayList<>();
        conjuncts(Splitting.nest(filter), conjuncts);
        unit.splitting().plan(conjuncts);
        Body body = filter(conjuncts, false);
        if (!unit.splitting().hasOwn()) {
            shared = Shared.of(unit, body, projections);
        }
        keep(body);
        String loop =
                "    final int n = input.rowCount();\n    int count = 0;\n    for (int row = 0; row < n; row++) {\n";
        String footer = "    }\n    return count;\n  }\n";
        String parameters = "(Batch input, EvaluationContext context, int[] rows) {\n";
        String header = "  protected int filter" + parameters;
        if (!body.columns().isEmpty() && !unit.splitting().hasOwn()) {
            String name = unit.fresh("filterAll");
            header += "    if (" + withoutNulls(body) + ") return " + name + "(input, context, rows);\n";
            Body all = filter(conjuncts, true);
            keep(all);
            unit.method(all.source("  private int " + name + parameters, loop, footer));
        }
        unit.method(body.source(header, loop, footer));
    }

    private Body filter(List<Expr> conjuncts, boolean withoutNulls) {
        Body body = new Body(unit, 3, withoutNulls);
        ExprCompiler compiler = new ExprCompiler(body);
        for (Expr conjunct : conjuncts) {
            body.line("// " + Shapes.comment(conjunct, shape.input()));
            String passes = compiler.compile(conjunct).isTrue();
            if (!passes.equals("true")) {
                body.line("if (" + (passes.equals("false") ? "n > 0" : "!(" + passes + ")") + ") continue;");
            }
        }
        return body;
    }

    private void keep(Body filter) {
        if (shared != null) {
            shared.keep(filter);
        }
        filter.line("rows[count++] = row;");
    }

    /** The condition under which no column that a method reads has a NULL. */
    private static String withoutNulls(Body body) {
        return body.columns().stream()
                .map(c -> "input.column(" + c + ").nulls() == null")
                .collect(Collectors.joining(" && "));
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

    /**
     * One loop; gives the call of its method. There is a second one for whole batches without NULLs: most are so, and a
     * loop without branches is one that the JVM turns into vector instructions. Where products may need 128 bits a third one
     * takes them for 64, and gives up when one was more: from then on the second is called at once.
     */
    private String group(List<Integer> group) {
        String name = unit.fresh("project");
        String parameters = "(Batch input, EvaluationContext context, int[] rows, int count, Column[] out) {\n";
        Loop loop = loop(group, false, false);
        String header = "  private void " + name + parameters;
        if (!unit.splitting().hasOwn()) {
            String condition = loop.body.columns().isEmpty() ? "" : " && " + withoutNulls(loop.body);
            String all = name + "All(input, context, rows, count, out);\n";
            unit.method(loop(group, true, false).source("  private void " + name + "All" + parameters, "i"));
            Loop narrow = loop(group, true, true);
            if (!narrow.body.doubts().isEmpty()) {
                String flag = unit.fresh("narrow");
                unit.field("boolean " + flag + " = true");
                narrow.after.insert(
                        0,
                        "    if (" + narrow.body.doubts() + ") {\n      this." + flag + " = false;\n      " + all
                                + "      return;\n    }\n");
                unit.method(narrow.source("  private void " + name + "Narrow" + parameters, "i"));
                all = "if (this." + flag + ") " + name + "Narrow(input, context, rows, count, out); else " + all;
            }
            header += "    if (rows == null" + condition + ") {\n      " + all + "      return;\n    }\n";
        }
        unit.method(loop.source(header, "rows == null ? i : rows[i]"));
        return "    " + name + "(input, context, rows, count, out);\n";
    }

    private record Loop(Body body, StringBuilder before, StringBuilder after) {
        String source(String header, String row) {
            return body.source(
                    header,
                    before + "    for (int i = 0; i < count; i++) {\n      final int row = " + row + ";\n",
                    "    }\n" + after + "  }\n");
        }
    }

    private Loop loop(List<Integer> group, boolean withoutNulls, boolean narrow) {
        Body body = new Body(unit, 3, withoutNulls);
        if (narrow) {
            body.assumeNarrow();
        }
        if (shared != null) {
            body.use(shared);
        }
        ExprCompiler compiler = new ExprCompiler(body);
        StringBuilder before = new StringBuilder();
        StringBuilder after = new StringBuilder();
        for (int i : group) {
            Expr expr = projections.get(i);
            body.line("// " + Shapes.comment(expr, shape.input()));
            write(body, compiler.compileWide(expr), i, expr.type(), before, after);
        }
        return new Loop(body, before, after);
    }

    private static void write(
            Body body, Val value, int index, DataType type, StringBuilder before, StringBuilder after) {
        String out = "p" + index;
        String column = switch (JavaType.of(type)) {
            case BOOLEAN, INT -> "Int";
            case LONG -> "Long";
            case FLOAT, DOUBLE -> "Double";
            case UNSCALED, DECIMAL, WIDE -> "Decimal";
            case BYTES -> "Bytes";
            case OBJECT -> "Object";
        };
        boolean longs = column.equals("Decimal") && value.as() != JavaType.DECIMAL;
        boolean array = longs || column.equals("Int") || column.equals("Long") || column.equals("Double");
        if (!array) {
            String scale = column.equals("Decimal") ? ", " + type.scale() : "";
            String declared = column + "Column " + out + " = new " + column + "Column(count" + scale + ");\n";
            before.append("    final ").append(declared);
            body.line((value.neverNull() ? "" : "if (" + value.isNull() + ") " + out + ".appendNull(); else ") + out
                    + ".append(" + value.code() + ");");
            after.append("    out[").append(index).append("] = ").append(out).append(";\n");
            return;
        }
        String element = longs ? "long" : column.toLowerCase(java.util.Locale.ROOT);
        String nulls = value.neverNull() ? "null" : "q" + index;
        before.append("    final ").append(element).append("[] ").append(out);
        before.append(" = ").append(element).append("s(").append(index).append(", count);\n");
        String code = value.as() == JavaType.BOOLEAN ? value.code() + " ? 1 : 0" : value.code();
        body.line(out + "[i] = " + code + ";");
        boolean wide = value.as() == JavaType.WIDE && !body.assumesNarrow();
        String high = wide ? "w" + index : "null";
        if (wide) {
            before.append("    long[] ").append(high).append(" = null;\n");
            String needed = high + " != null || " + value.high() + " != " + code + " >> 63";
            body.open("if (" + needed + ")");
            body.line("if (" + high + " == null) " + high + " = DecimalColumn.highOf(" + out + ", i);");
            body.line(high + "[i] = " + value.high() + ";");
            body.close();
        }
        if (!value.neverNull()) {
            before.append("    boolean[] ").append(nulls).append(" = null;\n");
            body.open(value.alwaysNull() ? "" : "if (" + value.isNull() + ")");
            body.line("if (" + nulls + " == null) " + nulls + " = new boolean[count];");
            body.line(nulls + "[i] = true;");
            body.close();
        }
        String made = longs
                ? "new DecimalColumn(" + high + ", " + out + ", count, " + type.scale() + ")"
                : "new " + column + "Column(" + out + ", count)";
        after.append("    out[").append(index).append("] = ").append(made).append(";\n");
        if (!value.neverNull()) {
            after.append("    out[")
                    .append(index)
                    .append("].setFilled(count, ")
                    .append(nulls)
                    .append(");\n");
        }
    }
}
