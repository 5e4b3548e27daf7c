package io.levada.engine.codegen;

import io.levada.engine.codegen.SumsShape.Part;
import java.util.Map;
import java.util.TreeMap;

/** Writes the class of one {@link SumsKernel}. The figures of a group lie side by side, so that it is one place to go to. */
final class SumsSource {
    static final String NAME = "io.levada.engine.codegen.generated.Sums";

    private final SumsShape shape;
    private final StringBuilder out = new StringBuilder();

    private SumsSource(SumsShape shape) {
        this.shape = shape;
    }

    static String generate(SumsShape shape) {
        return new SumsSource(shape).generate();
    }

    private String generate() {
        int width = shape.parts().size();
        out.append("""
                package io.levada.engine.codegen.generated;

                import io.levada.core.data.Batch;
                import io.levada.core.data.Column;
                import io.levada.core.data.IntColumn;
                import io.levada.core.data.LongColumn;

                public final class Sums implements io.levada.engine.codegen.SumsKernel {
                  public Sums(Object[] constants) {}

                  public void add(Batch batch, int[] numbers, int groups, long[] sums, Column[] out) {
                    final int rows = batch.rowCount();
                """);
        columns()
                .forEach((column, ints) -> line("final " + (ints ? "int" : "long") + "[] c" + column + " = (("
                        + (ints ? "IntColumn" : "LongColumn") + ") batch.column(" + column + ")).values();"));
        line("for (int i = 0, at = 0; i < groups; i++, at += " + width + ") {");
        for (int p = 0; p < width; p++) {
            line("  sums[at + " + p + "] = " + initial(shape.parts().get(p)) + ";");
        }
        line("}");
        line("for (int row = 0; row < rows; row++) {");
        line("  final int at = numbers[row] * " + width + ";");
        for (int p = 0; p < width; p++) {
            add("sums[at + " + p + "]", shape.parts().get(p));
        }
        line("}");
        for (int p = 0; p < width; p++) {
            String type = shape.parts().get(p).makesInts() ? "int" : "long";
            line("final " + type + "[] o" + p + " = new " + type + "[groups];");
        }
        line("for (int i = 0, at = 0; i < groups; i++, at += " + width + ") {");
        for (int p = 0; p < width; p++) {
            line("  o" + p + "[i] = " + (shape.parts().get(p).makesInts() ? "(int) " : "") + "sums[at + " + p + "];");
        }
        line("}");
        for (int p = 0; p < width; p++) {
            String column = shape.parts().get(p).makesInts() ? "IntColumn" : "LongColumn";
            line("out[" + p + "] = new " + column + "(o" + p + ", groups);");
        }
        out.append("  }\n}\n");
        return out.toString();
    }

    private void line(String text) {
        out.append("    ").append(text).append('\n');
    }

    /** The columns that are read; whether they are of INT storage. */
    private Map<Integer, Boolean> columns() {
        Map<Integer, Boolean> columns = new TreeMap<>();
        for (Part part : shape.parts()) {
            if (part.column() >= 0) {
                columns.put(part.column(), part.ints());
            }
            if (part.filter() >= 0) {
                columns.put(part.filter(), true);
            }
        }
        return columns;
    }

    private static String initial(Part part) {
        return switch (part.kind()) {
            case SUM -> "0L";
            case LEAST -> "Long.MAX_VALUE";
            case GREATEST -> "Long.MIN_VALUE";
        };
    }

    /** Conditions are 0 and 1: no branch, whichever rows pass. */
    private void add(String sum, Part part) {
        String condition = part.filter() < 0 ? "" : "c" + part.filter() + "[row]";
        if (part.column() < 0) {
            line("  " + sum + " += " + (condition.isEmpty() ? "1L" : condition) + ";");
            return;
        }
        String value = "c" + part.column() + "[row]";
        switch (part.kind()) {
            case SUM ->
                line("  " + sum + " += " + (condition.isEmpty() ? "" : "-(long) " + condition + " & ") + value + ";");
            case LEAST -> line("  " + sum + " = Math.min(" + sum + ", (long) " + value + ");");
            case GREATEST -> line("  " + sum + " = Math.max(" + sum + ", (long) " + value + ");");
        }
    }
}
