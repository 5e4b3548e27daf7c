package io.levada.bench.nexmark;

import io.levada.core.child.ScriptRequest;
import io.levada.core.connector.Connectors;
import io.levada.sql.SqlSession;
import io.levada.sql.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The scripts of {@code examples/nexmark}, with values for what stands open in them. */
public final class Queries {
    static final List<String> ALL = IntStream.rangeClosed(0, 23)
            .filter(i -> i != 6)
            .mapToObj(i -> "q" + i)
            .toList();
    private static final int SIDE_INPUT_ROWS = 10_000;
    /** Event time: a window of ten seconds is a million events. */
    private static final String RATE = "100000";

    private final Path folder;
    private final Path scratch;
    private final String tables;

    /**
     * @param folder examples/nexmark
     * @param scratch for the side input and for files that queries write
     */
    Queries(Path folder, Path scratch) throws IOException {
        this(folder, scratch, Files.readString(folder.resolve("tables.sql")));
    }

    private Queries(Path folder, Path scratch, String tables) throws IOException {
        this.folder = folder;
        this.scratch = scratch;
        this.tables = tables;
        StringBuilder side = new StringBuilder();
        for (int i = 0; i < SIDE_INPUT_ROWS; i++) {
            side.append(i).append(",side-").append(i).append('\n');
        }
        Files.writeString(scratch.resolve("side_input.csv"), side);
    }

    /** The same over other tables. */
    Queries over(String otherTables) throws IOException {
        return new Queries(folder, scratch, otherTables);
    }

    String tables() {
        return tables;
    }

    /** @param sink the connector of the table that is written */
    String script(String query, long events, String sink) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("EVENTS", Long.toString(events));
        values.put("RATE", RATE);
        values.put("SINK", sink);
        values.put("SIDE_INPUT", scratch.resolve("side_input.csv").toString());
        values.put("OUTPUT", scratch.resolve("output").toString());
        return SqlSession.substitute(tables + "\n" + Files.readString(folder.resolve(query + ".sql")), values);
    }

    /** The same script for Flink, whose functions extend a class of its own. */
    static String onFlink(String script) {
        return script.replace(CountChar.class.getName(), "io.levada.flink.nexmark.CountChar");
    }

    /** The script cut into statements, with the settings of the session before it. */
    public static ScriptRequest request(String script, ScriptRequest.Purpose purpose, Map<String, String> settings) {
        List<ScriptRequest.StatementText> texts = new ArrayList<>();
        for (Statement statement : new SqlSession(Connectors.load()).parse(script)) {
            texts.add(new ScriptRequest.StatementText(statement.text(), statement.start()));
        }
        return new ScriptRequest("", purpose, settings, texts);
    }
}
