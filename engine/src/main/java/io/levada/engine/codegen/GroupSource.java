package io.levada.engine.codegen;

import io.levada.core.data.ChangeKind;
import io.levada.engine.codegen.GroupShape.Cell;
import io.levada.engine.codegen.GroupShape.Kind;
import io.levada.engine.codegen.GroupShape.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Writes the class of one {@link GroupKernel}. A cell's value is {@code b} before and {@code a} after, whether there is one
 * {@code h} and {@code g}.
 */
final class GroupSource {
    static final String NAME = "io.levada.engine.codegen.generated.Groups";

    private final GroupShape shape;
    private final int pageShift;
    private final StringBuilder out = new StringBuilder();

    private GroupSource(GroupShape shape, int pageShift) {
        this.shape = shape;
        this.pageShift = pageShift;
    }

    /** @param pageShift records in a page, as a shift */
    static String generate(GroupShape shape, int pageShift) {
        return new GroupSource(shape, pageShift).generate();
    }

    private String generate() {
        out.append("""
                package io.levada.engine.codegen.generated;

                import io.levada.core.data.Column;
                import io.levada.core.data.IntColumn;
                import io.levada.core.data.LongColumn;

                public final class Groups implements io.levada.engine.codegen.GroupKernel {
                  public Groups(Object[] constants) {}

                  public int update(long[][] pages, int width, int[] ids, int from, int to, Column[] added, int row,
                      boolean tellBefore, boolean tellAll, byte[] kinds, int[] sources, Column[] out, int first) {
                    final int room = tellBefore ? 2 * (to - from) : to - from;
                    int count = 0;
                """);
        each(shape.cells(), this::declareAdded);
        each(shape.shown(), this::declareShown);
        line("for (int i = from, r = row + from; i < to; i++, r++) {");
        line("  final long[] page = pages[ids[i] >>> " + pageShift + "];");
        line("  final int at = (ids[i] & " + ((1 << pageShift) - 1) + ") * width;");
        for (int word : presenceWords()) {
            line("  long m" + word + " = page[at + " + word + "];");
        }
        each(shape.cells(), this::add);
        for (int word : presenceWords()) {
            line("  page[at + " + word + "] = m" + word + ";");
        }
        line("  if (b0 > 0L) {");
        line("    if (" + unchanged() + ") continue;");
        line("    if (tellBefore) {");
        tell("UB", true);
        line("    }");
        line("  }");
        tell("b0 > 0L ? UA : I", false);
        line("}");
        each(shape.shown(), this::handOver);
        line("return count;");
        out.append("  }\n}\n");
        return out.toString();
    }

    private void line(String text) {
        out.append("    ").append(text).append('\n');
    }

    private interface Numbered<T> {
        void accept(int number, T each);
    }

    private static <T> void each(List<T> all, Numbered<T> action) {
        for (int i = 0; i < all.size(); i++) {
            action.accept(i, all.get(i));
        }
    }

    private TreeSet<Integer> presenceWords() {
        TreeSet<Integer> words = new TreeSet<>();
        for (Cell cell : shape.cells()) {
            if (cell.kind() != Kind.SUM) {
                words.add(cell.presenceWord());
            }
        }
        return words;
    }

    private void declareAdded(int i, Cell cell) {
        String type = cell.ints() ? "int" : "long";
        String column = cell.ints() ? "IntColumn" : "LongColumn";
        line("final " + type + "[] c" + i + " = ((" + column + ") added[" + i + "]).values();");
        if (cell.kind() != Kind.SUM) {
            line("final boolean[] n" + i + " = added[" + i + "].nulls();");
        }
    }

    private void declareShown(int k, Shown shown) {
        String type = shown.ints() ? "int" : "long";
        line("final " + type + "[] o" + k + " = new " + type + "[room];");
        line("boolean[] u" + k + " = null;");
    }

    private void add(int i, Cell cell) {
        String place = "page[at + " + cell.word() + "]";
        line("  final long b" + i + " = " + place + ";");
        if (cell.kind() == Kind.SUM) {
            line("  final long a" + i + " = b" + i + " + c" + i + "[r];");
        } else {
            String bit = cell.presence() + "L";
            String meta = "m" + cell.presenceWord();
            String better = "c" + i + "[r] " + (cell.kind() == Kind.GREATEST ? ">" : "<") + " b" + i;
            line("  final boolean h" + i + " = (" + meta + " & " + bit + ") != 0L;");
            line("  final boolean t" + i + " = n" + i + " == null || !n" + i + "[r];");
            line("  final boolean g" + i + " = h" + i + " || t" + i + ";");
            line("  final long a" + i + " = t" + i + " && (!h" + i + " || " + better + ") ? c" + i + "[r] : b" + i
                    + ";");
            line("  if (t" + i + ") " + meta + " |= " + bit + ";");
        }
        line("  " + place + " = a" + i + ";");
    }

    /** The condition under which a column is NULL; "false" for never. */
    private String isNull(Shown shown, boolean before) {
        if (shown.count() >= 0) {
            return shown.nullWhenEmpty() ? (before ? "b" : "a") + shown.count() + " == 0L" : "false";
        }
        boolean always = shape.cells().get(shown.cell()).kind() == Kind.SUM;
        return always ? "false" : "!" + (before ? "h" : "g") + shown.cell();
    }

    /** A column's value where it isn't NULL. */
    private static String value(Shown shown, boolean before) {
        String which = before ? "b" : "a";
        String value = which + shown.cell();
        if (shown.average()) {
            value = value + " / " + which + shown.count();
        }
        return switch (shown.kind()) {
            case TINYINT -> "(byte) (" + value + ")";
            case SMALLINT -> "(short) (" + value + ")";
            case INTEGER -> "(int) (" + value + ")";
            default -> value;
        };
    }

    /** The condition under which a group that had rows isn't told. */
    private String unchanged() {
        List<String> conditions = new ArrayList<>(List.of("!tellAll"));
        for (Shown shown : shape.shown()) {
            String same = value(shown, true) + " == " + value(shown, false);
            String wasNull = isNull(shown, true);
            String isNull = isNull(shown, false);
            conditions.add(
                    wasNull.equals("false")
                            ? same
                            : "(" + wasNull + " ? " + isNull + " : !(" + isNull + ") && " + same + ")");
        }
        return String.join(" && ", conditions);
    }

    private void tell(String kind, boolean before) {
        String named = kind.replace("UB", Integer.toString(ChangeKind.UB))
                .replace("UA", Integer.toString(ChangeKind.UA))
                .replace(": I", ": " + ChangeKind.I);
        line("  kinds[count] = (byte) (" + named + ");");
        line("  sources[count] = r;");
        each(shape.shown(), (k, shown) -> {
            String assign = "o" + k + "[count] = " + value(shown, before) + ";";
            String isNull = isNull(shown, before);
            if (isNull.equals("false")) {
                line("  " + assign);
            } else {
                line("  if (" + isNull + ") {");
                line("    if (u" + k + " == null) u" + k + " = new boolean[room];");
                line("    u" + k + "[count] = true;");
                line("  } else {");
                line("    " + assign);
                line("  }");
            }
        });
        line("  count++;");
    }

    private void handOver(int k, Shown shown) {
        String column = shown.ints() ? "IntColumn" : "LongColumn";
        line("out[first + " + k + "] = new " + column + "(o" + k + ", count);");
        line("out[first + " + k + "].setFilled(count, u" + k + ");");
    }
}
