package io.levada.flink.conformance;

import io.levada.core.data.Answer;
import io.levada.core.data.Row;
import io.levada.core.type.RowType;
import io.levada.flink.ResultSink;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** The rows of the result that came last. */
final class CollectedResult implements ResultSink {
    private final List<Row> rows = new ArrayList<>();
    private ZoneId zone = java.time.ZoneOffset.UTC;

    @Override
    public void begin(String name, RowType type, boolean updating, boolean answer, ZoneId zoneId) {
        zone = zoneId;
        rows.clear();
    }

    @Override
    public void row(Row row) {
        rows.add(row);
    }

    @Override
    public void end() {}

    @Override
    public void note(String text) {}

    List<String> lines() {
        return Answer.lines(rows, zone).stream()
                .map(line -> line.replace("\n", "\\n"))
                .toList();
    }
}
