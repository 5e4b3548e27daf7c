package io.levada.cli.compare;

import io.levada.cli.Console;
import io.levada.cli.script.Script;
import io.levada.cli.text.Numbers;
import io.levada.core.child.ScriptRequest;
import io.levada.core.connector.Connectors;
import io.levada.sql.SqlSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Both engines over the same script, and the rows in which they differ. */
public final class Comparison {
    private static final int MOST_ROWS = 100;

    private final Console console;

    public Comparison(Console console) {
        this.console = console;
    }

    /**
     * Prints the differences on stdout and what isn't portable on stderr.
     *
     * @param session with the settings of the command line
     * @return whether the answers are equal
     */
    public boolean run(Script script, Connectors connectors, SqlSession session, ScriptRequest request) {
        FlinkResults flink = new FlinkResults();
        List<QueryResult> theirs = flink.of(request, console);
        flink.notes().forEach(note -> console.say("not portable: " + note));
        List<QueryResult> ours = new LevadaResults(connectors, session).of(script.text());
        int different = 0;
        for (int i = 0; i < Math.max(ours.size(), theirs.size()); i++) {
            QueryResult our = i < ours.size() ? ours.get(i) : new QueryResult("", List.of());
            QueryResult their = i < theirs.size() ? theirs.get(i) : new QueryResult("", List.of());
            different += compare(i + 1, our, their) ? 0 : 1;
        }
        console.out()
                .append("queries=" + ours.size() + " differ=" + different + "\n")
                .flush();
        return different == 0;
    }

    private boolean compare(int number, QueryResult ours, QueryResult theirs) {
        String name = ours.table().isEmpty() ? "query " + number : "INSERT INTO " + ours.table();
        List<String> differences = differences(ours.lines(), theirs.lines());
        if (differences.isEmpty()) {
            console.out()
                    .append(name + ": equal, " + Numbers.counted(ours.lines().size(), "row") + "\n");
            return true;
        }
        console.out().append(name + ": " + Numbers.counted(differences.size(), "row") + " differ\n");
        differences.stream().limit(MOST_ROWS).forEach(line -> console.out().append("  " + line + "\n"));
        if (differences.size() > MOST_ROWS) {
            console.out().append("  and " + (differences.size() - MOST_ROWS) + " more\n");
        }
        return false;
    }

    /** Each row that one of the two has more often, as often as that, with who has it. */
    static List<String> differences(List<String> ours, List<String> theirs) {
        Map<String, Integer> surplus = new TreeMap<>();
        ours.forEach(line -> surplus.merge(line, 1, Integer::sum));
        theirs.forEach(line -> surplus.merge(line, -1, Integer::sum));
        List<String> lines = new ArrayList<>();
        surplus.forEach((line, count) -> {
            for (int i = 0; i < Math.abs(count); i++) {
                lines.add((count > 0 ? "levada only: " : "flink only:  ") + line);
            }
        });
        return lines;
    }
}
