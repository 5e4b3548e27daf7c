package io.levada.cli.compare;

import io.levada.cli.Console;
import io.levada.cli.flink.FlinkProcess;
import io.levada.core.child.Frame;
import io.levada.core.child.ScriptRequest;
import io.levada.core.data.Row;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs a script on Flink; what its INSERTs would write comes back instead of being written. */
final class FlinkResults {
    private final List<QueryResult> results = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();
    private Frame.@Nullable Columns current;

    List<QueryResult> of(ScriptRequest request, Console console) {
        new FlinkProcess(console).run(request, this::take);
        return results;
    }

    /** What of the script isn't portable. */
    List<String> notes() {
        return notes;
    }

    private void take(Frame frame) {
        switch (frame) {
            case Frame.Columns columns -> {
                current = columns;
                rows.clear();
            }
            case Frame.Change change -> rows.add(change.row());
            case Frame.Note note -> notes.add(note.text());
            case Frame.End end -> {
                if (current != null && !current.answer()) {
                    results.add(QueryResult.of(current.name(), List.copyOf(rows), current.zone()));
                }
            }
            default -> {}
        }
    }
}
