package io.levada.sql;

import io.levada.core.catalog.Table;
import io.levada.core.catalog.TableColumn;
import io.levada.core.config.JobOptions;
import io.levada.core.config.Settings;
import io.levada.core.connector.Connectors;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.error.Position;
import io.levada.core.function.UserFunction;
import io.levada.sql.bind.Catalog;
import io.levada.sql.bind.Operators;
import io.levada.sql.convert.JobPlanner;
import io.levada.sql.parse.Keywords;
import io.levada.sql.parse.ScriptSplitter;
import io.levada.sql.parse.Variables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tables, views and settings of one script or shell, and the way from its statements to plans. Every error is a
 * {@link LevadaException} with a position in the script. Not thread-safe.
 */
public final class SqlSession {
    private final Catalog catalog = new Catalog();
    private final Statements statements;
    private Settings settings = Settings.EMPTY;

    public SqlSession(Connectors connectors) {
        this.statements = new Statements(this, catalog, connectors);
    }

    /** Puts values for {@code ${name}} and {@code ${name:-default}} into a script; do it before {@link #parse}. */
    public static String substitute(String script, Map<String, String> variables) {
        return Variables.substitute(script, variables);
    }

    /** Cuts a script into statements and checks their syntax; nothing is run and no name is looked up. */
    public List<Statement> parse(String script) {
        List<Statement> result = new ArrayList<>();
        for (ScriptSplitter.Piece piece : ScriptSplitter.split(script)) {
            Statement unknown = new Statement(piece.text(), Statement.Kind.OTHER, piece.start());
            Statement.Kind kind = located(unknown, () -> Statements.kind(piece.text()));
            result.add(new Statement(piece.text(), kind, piece.start()));
        }
        return result;
    }

    /** Plans a statement; DDL and SET take effect in the session. */
    public Planned plan(Statement statement) {
        return located(statement, () -> statements.plan(statement.text()));
    }

    /**
     * Plans several statements of kind {@link Statement.Kind#INSERT} as one job: one dataflow, in which a source that
     * several of them read runs once, and one decision for each checkpoint.
     *
     * @param inserts at least one
     */
    public Planned.Job planTogether(List<Statement> inserts) {
        JobPlanner job = statements.newJob();
        for (Statement insert : inserts) {
            located(insert, () -> {
                statements.addInserts(job, insert.text());
                return job;
            });
        }
        return located(inserts.get(0), () -> new Planned.Job(job.plan(), false));
    }

    /** As {@link #plan(Statement)}, for a text that holds one statement. */
    public Planned plan(String sql) {
        List<Statement> all = parse(sql);
        if (all.size() != 1) {
            throw new LevadaException(
                    ErrorCode.SQL_SYNTAX,
                    all.isEmpty() ? "there is no statement" : "there is more than one statement",
                    all.isEmpty() ? null : all.get(1).start(),
                    null,
                    null);
        }
        return plan(all.get(0));
    }

    private interface Step<T> {
        T run();
    }

    /** Positions within the statement become positions within the script; without one, the statement's first word. */
    private static <T> T located(Statement statement, Step<T> step) {
        try {
            return step.run();
        } catch (LevadaException e) {
            Position within = e.position();
            throw e.withPosition(within == null ? firstWord(statement) : within.within(statement.start()));
        } catch (RuntimeException e) {
            throw LevadaException.internal(e).withPosition(firstWord(statement));
        }
    }

    private static Position firstWord(Statement statement) {
        int length = 0;
        while (length < statement.text().length()
                && Character.isLetter(statement.text().charAt(length))) {
            length++;
        }
        Position start = statement.start();
        return new Position(start.line(), start.column(), start.line(), start.column() + Math.max(0, length - 1));
    }

    /** What was set in this session. */
    public Settings settings() {
        return settings;
    }

    /** Sets a setting of the jobs to come. Throws OPTION_UNKNOWN with the nearest key, or OPTION_INVALID. */
    public void set(String key, String value) {
        Settings changed = settings.with(key, value);
        new Settings(Map.of(key, value)).checkKnown(JobOptions.ALL, "the session");
        JobOptions.ALL.stream().filter(o -> o.key().equals(key)).forEach(o -> o.parse(value));
        settings = changed;
    }

    /** Takes back one setting, or all of them. */
    public void reset(@Nullable String key) {
        if (key == null) {
            settings = Settings.EMPTY;
            return;
        }
        new Settings(Map.of(key, "")).checkKnown(JobOptions.ALL, "the session");
        Map<String, String> left = new LinkedHashMap<>(settings.values());
        left.remove(key);
        settings = new Settings(left);
    }

    /** Makes the classes of a jar known to CREATE FUNCTION. */
    public void addJar(String path) {
        statements.functions().addJar(path);
    }

    /** Declares a function that the program brings. Throws SQL_INVALID when the name is taken. */
    public void declare(UserFunction function) {
        statements.functions().declare(function);
    }

    /** Tables and views, in the order of their declaration. */
    public List<String> tableNames() {
        return catalog.names();
    }

    /** A table, or a view as a table without connector. */
    public Optional<Table> table(String name) {
        Catalog.Entry entry = catalog.find(name);
        if (entry == null) {
            return Optional.empty();
        }
        return Optional.of(
                switch (entry) {
                    case Catalog.TableEntry t -> t.table();
                    case Catalog.ViewEntry v ->
                        new Table(
                                v.name(),
                                v.rowType().fields().stream()
                                        .map(f -> (TableColumn) new TableColumn.Physical(f.name(), f.type()))
                                        .toList(),
                                null,
                                List.of(),
                                List.of(),
                                Settings.EMPTY,
                                v.comment());
                });
    }

    /** The words of the language, upper case. */
    public static List<String> keywords() {
        return Keywords.all();
    }

    /** The names of the functions, upper case. */
    public static List<String> functionNames() {
        return Operators.INSTANCE.functionNames();
    }
}
