package io.levada.engine.operator;

import io.levada.core.data.Row;
import io.levada.core.data.Watermark;
import io.levada.core.type.RowType;
import io.levada.engine.operator.OperatorHarness.Step;
import io.levada.testkit.BatchText;
import java.util.ArrayList;
import java.util.List;

/**
 * Scripts for {@link OperatorHarness}: rows in the notation of {@link BatchText}, one a line, between lines
 * {@code watermark 12:00:05}, {@code clock 12:00:05} and {@code end}.
 */
final class Scripts {
    private Scripts() {}

    static List<Step> parse(RowType type, String... script) {
        return parse(List.of(type), script);
    }

    /** Of an operator with two inputs each row says where it comes: {@code left 1 'a'}, {@code right -D 2}. */
    static List<Step> parse(List<RowType> types, String... script) {
        List<Step> steps = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        int input = 0;
        for (String line : String.join("\n", script).lines().map(String::strip).toList()) {
            String[] words = line.split(" ", 2);
            Step mark = switch (words[0]) {
                case "watermark" -> new Step.Mark(BatchText.micros(words[1]));
                case "clock" -> new Step.Clock(BatchText.micros(words[1]));
                case "end" -> new Step.Mark(Watermark.END);
                default -> null;
            };
            if (mark == null) {
                int to = words[0].equals("right") ? 1 : 0;
                if (to != input) {
                    flush(input, rows, steps);
                    input = to;
                }
                rows.addAll(BatchText.rows(types.get(to), types.size() > 1 ? words[1] : line));
            } else {
                flush(input, rows, steps);
                steps.add(mark);
            }
        }
        flush(input, rows, steps);
        return steps;
    }

    private static void flush(int input, List<Row> rows, List<Step> steps) {
        if (!rows.isEmpty()) {
            steps.add(new Step.Rows(input, List.copyOf(rows)));
            rows.clear();
        }
    }
}
