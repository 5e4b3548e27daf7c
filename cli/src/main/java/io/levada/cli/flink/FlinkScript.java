package io.levada.cli.flink;

import io.levada.cli.Console;
import io.levada.cli.run.AnswerText;
import io.levada.cli.run.ResultScreen;
import io.levada.cli.text.ResultFormat;
import io.levada.core.child.Frame;
import io.levada.core.child.ScriptRequest;
import io.levada.core.data.Row;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs a script on Flink and prints what comes back as {@code levada run} prints it. */
public final class FlinkScript {
    private final Console console;
    private final @Nullable ResultFormat format;
    private final boolean quiet;
    private Frame.@Nullable Columns current;
    private @Nullable ResultScreen screen;
    private final List<Row> answer = new ArrayList<>();

    /** @param quiet whether notes are left out */
    public FlinkScript(Console console, @Nullable ResultFormat format, boolean quiet) {
        this.console = console;
        this.format = format;
        this.quiet = quiet;
    }

    /** Returns the exit code; what went wrong is thrown. */
    public int run(ScriptRequest request) {
        new FlinkProcess(console).run(request, this::take);
        console.out().flush();
        return 0;
    }

    private void take(Frame frame) {
        switch (frame) {
            case Frame.Columns columns -> {
                current = columns;
                answer.clear();
                screen = columns.answer()
                        ? null
                        : new ResultScreen(console, format, columns.type(), columns.updating(), columns.zone());
            }
            case Frame.Change change -> {
                if (screen == null) {
                    answer.add(change.row());
                } else {
                    screen.print(change.row(), System.nanoTime());
                }
            }
            case Frame.Pause pause -> {
                if (screen != null) {
                    screen.settle(System.nanoTime());
                }
            }
            case Frame.End end -> end();
            case Frame.Output output -> {
                console.out().write(output.bytes(), 0, output.bytes().length);
                console.out().flush();
            }
            case Frame.Note note -> {
                if (!quiet) {
                    console.say("note: " + note.text());
                }
            }
            case Frame.Failed failed -> throw failed.error();
            case Frame.Done done -> console.out().flush();
        }
    }

    private void end() {
        if (screen != null) {
            screen.end();
        } else if (current != null) {
            AnswerText.print(console, current.type(), answer, current.zone());
        }
        screen = null;
        current = null;
    }
}
