package io.levada.engine.codegen;

import io.levada.core.expr.Expr;
import io.levada.core.type.DataType;
import io.levada.core.type.Storage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One generated method in the making: statements, local variables, and which values are known where.
 *
 * <p>Variables aren't final and no condition is a constant: Janino trips over a branch that it knows to be dead.
 */
final class Body {
    private final Unit unit;
    private final boolean withoutNulls;
    private final Set<Integer> columns = new TreeSet<>();
    private final StringBuilder statements = new StringBuilder();
    /** Local variables that the method needs before its loop, by name. */
    private final Map<String, String> prologue = new LinkedHashMap<>();
    /** Expressions whose value a variable holds, block by block, innermost first. */
    private final Deque<Map<Expr, Val>> known = new ArrayDeque<>();

    private @Nullable Shared shared;
    /** Conditions under which an assumption was wrong, for the end of the method; null where nothing is assumed. */
    private @Nullable List<String> doubts;

    private int indent;

    Body(Unit unit, int indent) {
        this(unit, indent, false);
    }

    /** @param withoutNulls whether no column has a NULL where the method is called */
    Body(Unit unit, int indent, boolean withoutNulls) {
        this.unit = unit;
        this.withoutNulls = withoutNulls;
        this.indent = indent;
        known.push(new HashMap<>());
    }

    Unit unit() {
        return unit;
    }

    String fresh(String prefix) {
        return unit.fresh(prefix);
    }

    /** The input columns that the method reads. */
    Set<Integer> columns() {
        return columns;
    }

    /** Takes factors for so small that their products are longs, until {@link #doubts} says otherwise. */
    void assumeNarrow() {
        doubts = new ArrayList<>();
    }

    boolean assumesNarrow() {
        return doubts != null;
    }

    /** Assumes that an integer lies in [-2^bits, 2^bits). Costs a sum and an OR, and no branch. */
    void assume(String code, int bits) {
        String seen = fresh("r");
        local(seen, "long " + seen + " = 0L;");
        line(seen + " |= " + code + " + " + (1L << bits) + "L;");
        Objects.requireNonNull(doubts).add(seen + " >>> " + (bits + 1) + " != 0L");
    }

    /** The condition under which what the loop computed isn't right; empty when nothing needed to be assumed. */
    String doubts() {
        return doubts == null ? "" : String.join(" || ", doubts);
    }

    void line(String statement) {
        statements.append("  ".repeat(indent)).append(statement).append('\n');
    }

    /** Begins a block that runs only sometimes: what it computes is not known after it. */
    void open(String header) {
        line(header + " {");
        indent++;
        known.push(new HashMap<>());
    }

    void close() {
        known.pop();
        indent--;
        line("}");
    }

    void orElse() {
        close();
        statements.setLength(statements.length() - 1);
        statements.append(" else {\n");
        indent++;
        known.push(new HashMap<>());
    }

    /** What the filter before has computed for the rows of this loop. */
    void use(Shared values) {
        shared = values;
    }

    @Nullable
    Val find(Expr expr) {
        for (Map<Expr, Val> block : known) {
            Val value = block.get(expr);
            if (value != null) {
                return value;
            }
        }
        return shared == null ? null : shared.find(this, expr);
    }

    void remember(Expr expr, Val value) {
        known.element().put(expr, value);
    }

    /** The local variable that holds something needed once for the whole method. */
    String local(String name, String declaration) {
        prologue.putIfAbsent(name, declaration);
        return name;
    }

    String zone() {
        return local("zone", "final java.time.ZoneId zone = context.zone();");
    }

    /** The value of an input column at {@code row}. */
    Val column(int index, DataType type) {
        String column = "input.column(" + index + ")";
        String nulls = "false";
        columns.add(index);
        // A DECIMAL that overflowed is NULL even where its type says NOT NULL.
        if (!withoutNulls && (type.nullable() || type.storage() == Storage.DECIMAL)) {
            String marks = local("n" + index, "final boolean[] n" + index + " = " + column + ".nulls();");
            nulls = fresh("b");
            line("boolean " + nulls + " = " + marks + " != null && " + marks + "[row];");
        }
        String array = "c" + index;
        JavaType as = JavaType.of(type);
        String code = switch (type.storage()) {
            case INT -> {
                local(array, "final int[] " + array + " = ((IntColumn) " + column + ").values();");
                yield array + "[row]" + (as == JavaType.BOOLEAN ? " != 0" : "");
            }
            case LONG -> {
                local(array, "final long[] " + array + " = ((LongColumn) " + column + ").values();");
                yield array + "[row]";
            }
            case DOUBLE -> {
                local(array, "final double[] " + array + " = ((DoubleColumn) " + column + ").values();");
                yield (as == JavaType.FLOAT ? "(float) " : "") + array + "[row]";
            }
            case DECIMAL -> {
                local(array, "final long[] " + array + " = ((DecimalColumn) " + column + ").low();");
                if (as == JavaType.UNSCALED) {
                    yield array + "[row]";
                }
                String high = "h" + index;
                local(high, "final long[] " + high + " = ((DecimalColumn) " + column + ").high();");
                String half = "(" + high + " == null ? " + array + "[row] >> 63 : " + high + "[row])";
                yield "DecimalColumn.toBigDecimal(" + half + ", " + array + "[row], " + type.scale() + ")";
            }
            case BYTES -> {
                String offsets = "o" + index;
                local(array, "final byte[] " + array + " = ((BytesColumn) " + column + ").data();");
                local(offsets, "final int[] " + offsets + " = ((BytesColumn) " + column + ").offsets();");
                yield "new Bytes(" + array + ", " + offsets + "[row], " + offsets + "[row + 1] - " + offsets + "[row])";
            }
            case OBJECT -> {
                local(array, "final Object[] " + array + " = ((ObjectColumn) " + column + ").values();");
                yield array + "[row]";
            }
        };
        String variable = fresh("v");
        line(as.source() + " " + variable + " = " + code + ";");
        return new Val(variable, nulls, as, type);
    }

    /** A value that needs its arguments not NULL and can't fail: computed whatever they are. */
    Val cheap(DataType type, List<Val> arguments, String code) {
        String nulls = anyNull(arguments);
        if (nulls.equals("true")) {
            return Val.nullOf(type);
        }
        JavaType as = JavaType.of(type);
        String variable = fresh("v");
        line(as.source() + " " + variable + " = " + code + ";");
        return new Val(variable, nullVariable(nulls), as, type);
    }

    /** As {@link #cheap}, but computed only where no argument is NULL. */
    Val strict(DataType type, List<Val> arguments, JavaType as, Supplier<String> code) {
        String nulls = anyNull(arguments);
        if (nulls.equals("true")) {
            return Val.nullOf(type);
        }
        String variable = fresh("v");
        if (nulls.equals("false")) {
            line(as.source() + " " + variable + " = " + code.get() + ";");
            return new Val(variable, "false", as, type);
        }
        String isNull = nullVariable(nulls);
        line(as.source() + " " + variable + " = " + as.zero() + ";");
        open("if (!" + isNull + ")");
        line(variable + " = " + code.get() + ";");
        close();
        return new Val(variable, isNull, as, type);
    }

    /**
     * As {@link #strict}, for code that gives an object that may be null for NULL.
     *
     * @param boxed the Java type of the object
     * @param unbox what follows the object to make it a value, such as {@code .intValue()}
     * @param failureIsNull whether an exception of the code gives NULL
     */
    Val nullable(
            DataType type,
            List<Val> arguments,
            JavaType as,
            String boxed,
            String unbox,
            boolean failureIsNull,
            Supplier<String> code) {
        String nulls = anyNull(arguments);
        if (nulls.equals("true")) {
            return Val.nullOf(type);
        }
        String variable = fresh("v");
        String isNull = fresh("b");
        line(as.source() + " " + variable + " = " + as.zero() + ";");
        line("boolean " + isNull + " = true;");
        open(nulls.equals("false") ? "" : "if (!(" + nulls + "))");
        if (failureIsNull) {
            open("try");
        }
        if (unbox.isEmpty() && as.isReference()) {
            line(variable + " = " + code.get() + ";");
            line(isNull + " = " + variable + " == null;");
        } else if (as.source().equals(boxed)) {
            line(variable + " = " + code.get() + ";");
            line(isNull + " = false;");
        } else {
            String object = fresh("v");
            line("final " + boxed + " " + object + " = " + code.get() + ";");
            line("if (" + object + " != null) { " + variable + " = " + object + unbox + "; " + isNull + " = false; }");
        }
        if (failureIsNull) {
            close();
            open("catch (RuntimeException e)");
            line(isNull + " = true;");
            close();
        }
        close();
        return new Val(variable, isNull, as, type);
    }

    /** {@code false}, {@code true}, a variable, or an expression that joins several. */
    static String anyNull(List<Val> values) {
        if (values.stream().anyMatch(Val::alwaysNull)) {
            return "true";
        }
        String joined = values.stream()
                .filter(v -> !v.neverNull())
                .map(Val::isNull)
                .distinct()
                .collect(Collectors.joining(" || "));
        return joined.isEmpty() ? "false" : joined;
    }

    /** The same as one variable or constant. */
    String nullVariable(String nulls) {
        if (!nulls.contains(" ")) {
            return nulls;
        }
        String variable = fresh("b");
        line("boolean " + variable + " = " + nulls + ";");
        return variable;
    }

    /** The statements with what must stand before the first of them. */
    String source(String header, String loop, String footer) {
        StringBuilder out = new StringBuilder(header);
        prologue.values().forEach(l -> out.append("    ").append(l).append('\n'));
        return out.append(loop).append(statements).append(footer).toString();
    }
}
