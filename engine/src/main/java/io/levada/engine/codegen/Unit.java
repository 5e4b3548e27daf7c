package io.levada.engine.codegen;

import io.levada.core.type.RowType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One generated class in the making: what its methods share. */
final class Unit {
    /** One by one: for every name behind a star Janino asks the class loader in each package. */
    private static final List<String> IMPORTS = List.of(
            "io.levada.core.data.Batch",
            "io.levada.core.data.Boxed",
            "io.levada.core.data.Bytes",
            "io.levada.core.data.BytesColumn",
            "io.levada.core.data.Column",
            "io.levada.core.data.DecimalColumn",
            "io.levada.core.data.DoubleColumn",
            "io.levada.core.data.IntColumn",
            "io.levada.core.data.LongColumn",
            "io.levada.core.data.ObjectColumn",
            "io.levada.core.data.Row",
            "io.levada.core.data.Watermark",
            "io.levada.core.function.Decimals",
            "io.levada.core.function.EvaluationContext",
            "io.levada.core.function.NumberText",
            "io.levada.core.function.TimeField",
            "io.levada.core.function.TimeText",
            "io.levada.core.function.Times",
            "io.levada.engine.codegen.GeneratedCalc",
            "io.levada.engine.codegen.runtime.BoxedCast",
            "io.levada.engine.codegen.runtime.LikePattern",
            "io.levada.engine.codegen.runtime.TextSizes",
            "io.levada.engine.codegen.runtime.UserValues",
            "io.levada.engine.codegen.runtime.Values",
            "java.math.BigDecimal",
            "java.util.List",
            "java.util.Map",
            "java.util.Set");

    private static final String SPLITTER = "io.levada.core.function.Splitter";

    private final RowType input;
    private final List<Object> constants = new ArrayList<>();
    private final List<String> constantTypes = new ArrayList<>();
    private final List<String> fields = new ArrayList<>();
    private final List<String> methods = new ArrayList<>();
    private final Set<ClassLoader> loaders = new LinkedHashSet<>();
    private final Splitting splitting = new Splitting();
    private int names;

    Unit(RowType input) {
        this.input = input;
    }

    RowType input() {
        return input;
    }

    Splitting splitting() {
        return splitting;
    }

    /** A name that is free in the whole class. */
    String fresh(String prefix) {
        return prefix + names++;
    }

    /** A field that holds an object known now; equal objects share one. */
    String constant(Object value, String javaType) {
        for (int i = 0; i < constants.size(); i++) {
            if (constants.get(i).equals(value) && constantTypes.get(i).equals(javaType)) {
                return "k" + i;
            }
        }
        constants.add(value);
        constantTypes.add(javaType);
        return "k" + (constants.size() - 1);
    }

    /** The field with the splitter at a character below 128. */
    String splitter(char separator) {
        String name = "split" + (int) separator;
        String declaration = "final " + SPLITTER + " " + name + " = new " + SPLITTER + "(" + (int) separator + ")";
        if (!fields.contains(declaration)) {
            fields.add(declaration);
        }
        return name;
    }

    void field(String declaration) {
        fields.add(declaration);
    }

    void method(String source) {
        methods.add(source);
    }

    /** Lets the generated class name a class of the user's. */
    void uses(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        if (loader != null && loader != Unit.class.getClassLoader()) {
            loaders.add(loader);
        }
    }

    /** Those besides our own that the class needs. */
    Set<ClassLoader> loaders() {
        return loaders;
    }

    Object[] constants() {
        return constants.toArray();
    }

    /** The class; its constructor takes {@link #constants()}. */
    String source(String comment) {
        StringBuilder out = new StringBuilder("package io.levada.engine.codegen.generated;\n\n");
        for (String name : IMPORTS) {
            out.append("import ").append(name).append(";\n");
        }
        out.append('\n').append(comment).append("public final class Calc extends GeneratedCalc {\n");
        for (int i = 0; i < constants.size(); i++) {
            String type = constantTypes.get(i);
            out.append("  private final ").append(type).append(" k").append(i).append(";\n");
        }
        fields.forEach(f -> out.append("  private ").append(f).append(";\n"));
        out.append("\n  public Calc(Object[] constants) {\n");
        for (int i = 0; i < constants.size(); i++) {
            out.append("    k").append(i).append(" = (").append(constantTypes.get(i));
            out.append(") constants[").append(i).append("];\n");
        }
        out.append("  }\n");
        methods.forEach(m -> out.append('\n').append(m));
        return out.append("}\n").toString();
    }
}
