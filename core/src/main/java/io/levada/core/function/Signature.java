package io.levada.core.function;

import io.levada.core.type.DataType;
import io.levada.core.type.TypeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The parsed {@link ScalarFunction#signature()}: {@code (STRING, INT) -> STRING}.
 *
 * <p>The terms: a type as Flink SQL writes it; {@code DECIMAL}, {@code TIME}, {@code TIMESTAMP}, {@code TIMESTAMP_LTZ},
 * {@code ROW} without precision for any of that kind (as a result: the type of the first such argument); {@code
 * ARRAY<..>} and {@code MAP<.., ..>}; a single letter is a type variable, {@code N} a numeric one; {@code ROUNDED} and
 * {@code WHOLE} as a result are {@link ResultRule}s. A last parameter followed by {@code ...} is taken one or more
 * times.
 */
public record Signature(List<TypeTerm> parameters, boolean variadic, TypeTerm result) {
    private static final Map<String, DataType> FIXED = Map.ofEntries(
            Map.entry("BOOLEAN", DataType.BOOLEAN),
            Map.entry("TINYINT", DataType.TINYINT),
            Map.entry("SMALLINT", DataType.SMALLINT),
            Map.entry("INT", DataType.INTEGER),
            Map.entry("BIGINT", DataType.BIGINT),
            Map.entry("FLOAT", DataType.FLOAT),
            Map.entry("DOUBLE", DataType.DOUBLE),
            Map.entry("STRING", DataType.STRING),
            Map.entry("BYTES", DataType.BYTES),
            Map.entry("DATE", DataType.DATE),
            Map.entry("INTERVAL YEAR TO MONTH", DataType.of(TypeKind.INTERVAL_YEAR_MONTH)),
            Map.entry("INTERVAL DAY TO SECOND", DataType.of(TypeKind.INTERVAL_DAY_TIME)));
    private static final Map<String, TypeKind> OPEN = Map.of(
            "DECIMAL", TypeKind.DECIMAL,
            "TIME", TypeKind.TIME,
            "TIMESTAMP", TypeKind.TIMESTAMP,
            "TIMESTAMP_LTZ", TypeKind.TIMESTAMP_LTZ,
            "ROW", TypeKind.ROW);

    public Signature {
        parameters = List.copyOf(parameters);
    }

    /** Throws IllegalArgumentException for a text that isn't a signature. */
    public static Signature parse(String text) {
        int arrow = text.lastIndexOf("->");
        String left = arrow < 0 ? "" : text.substring(0, arrow).strip();
        if (!left.startsWith("(") || !left.endsWith(")")) {
            throw new IllegalArgumentException("not a signature: " + text);
        }
        List<String> parts = split(left.substring(1, left.length() - 1));
        boolean variadic = !parts.isEmpty() && parts.get(parts.size() - 1).endsWith("...");
        List<TypeTerm> parameters = new ArrayList<>();
        for (String part : parts) {
            parameters.add(term(part.endsWith("...") ? part.substring(0, part.length() - 3) : part));
        }
        return new Signature(parameters, variadic, term(text.substring(arrow + 2)));
    }

    private static TypeTerm term(String written) {
        String text = written.strip();
        DataType fixed = FIXED.get(text);
        if (fixed != null) {
            return new TypeTerm.Fixed(fixed, text);
        }
        TypeKind open = OPEN.get(text);
        if (open != null) {
            return new TypeTerm.AnyOf(open, text);
        }
        if (text.length() == 1 && Character.isUpperCase(text.charAt(0))) {
            return new TypeTerm.Variable(text);
        }
        if (text.startsWith("ARRAY<") && text.endsWith(">")) {
            return new TypeTerm.ArrayOf(term(text.substring(6, text.length() - 1)), text);
        }
        if (text.startsWith("MAP<") && text.endsWith(">")) {
            List<String> parts = split(text.substring(4, text.length() - 1));
            return new TypeTerm.MapOf(term(parts.get(0)), term(parts.get(1)), text);
        }
        if (text.startsWith("TIMESTAMP(") && text.length() == 12) {
            return new TypeTerm.Fixed(DataType.timestamp(text.charAt(10) - '0'), text);
        }
        if (text.startsWith("TIMESTAMP_LTZ(") && text.length() == 16) {
            return new TypeTerm.Fixed(DataType.timestampLtz(text.charAt(14) - '0'), text);
        }
        return new TypeTerm.Derived(ResultRule.valueOf(text), text);
    }

    /** At the commas that aren't inside angle brackets. */
    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '<' ? 1 : c == '>' ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(text.substring(start, i).strip());
                start = i + 1;
            }
        }
        if (!text.isBlank()) {
            parts.add(text.substring(start).strip());
        }
        return parts;
    }

    public boolean takes(int arguments) {
        return variadic ? arguments >= parameters.size() : arguments == parameters.size();
    }

    /** The term of the argument at that index. */
    public TypeTerm parameter(int index) {
        return parameters.get(Math.min(index, parameters.size() - 1));
    }

    @Override
    public String toString() {
        return parameters.stream().map(TypeTerm::text).collect(Collectors.joining(", ", "(", ""))
                + (variadic ? "..." : "") + ") -> " + result.text();
    }
}
