package io.levada.connector.standard.print;

import io.levada.core.catalog.Table;
import io.levada.core.config.Option;
import io.levada.core.connector.Capabilities;
import io.levada.core.connector.Connector;
import io.levada.core.connector.SinkRequest;
import io.levada.core.connector.SinkWriter;
import io.levada.core.connector.TableSink;
import io.levada.core.connector.WriterContext;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.type.RowType;
import java.io.PrintStream;
import java.util.List;

/**
 * Prints every change as Flink does: {@code +I[1, a]}, after {@code identifier:worker> } where there is an identifier or
 * more than one worker. What was printed can't be taken back: after a crash rows may be printed again.
 */
public final class PrintConnector implements Connector {
    static final Option<String> IDENTIFIER =
            Option.string("print-identifier", "", "Stands before every line, with '> ' after it.");
    static final Option<Boolean> STANDARD_ERROR =
            Option.bool("standard-error", false, "Print to standard error, not to standard output.");

    @Override
    public String name() {
        return "print";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(IDENTIFIER, STANDARD_ERROR);
    }

    @Override
    public Capabilities describe(Table table) {
        table.options().get(STANDARD_ERROR);
        return Capabilities.sink(ChangelogMode.RETRACT);
    }

    @Override
    public TableSink sink(SinkRequest request) {
        boolean toError = request.table().options().get(STANDARD_ERROR);
        String identifier = request.table().options().get(IDENTIFIER);
        RowType type = request.rowType();
        return new TableSink() {
            @Override
            public SinkWriter openWriter(WriterContext context) {
                PrintStream stream = toError ? System.err : System.out;
                return new PrintWriter(type, prefix(identifier, context), stream, context);
            }
        };
    }

    private static String prefix(String identifier, WriterContext context) {
        String worker = context.workers() > 1 ? Integer.toString(context.worker() + 1) : "";
        String both = identifier.isEmpty() || worker.isEmpty() ? identifier + worker : identifier + ":" + worker;
        return both.isEmpty() ? "" : both + "> ";
    }
}
