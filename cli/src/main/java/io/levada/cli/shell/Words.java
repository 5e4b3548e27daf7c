package io.levada.cli.shell;

import io.levada.core.catalog.Table;
import io.levada.core.catalog.TableColumn;
import io.levada.sql.SqlSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** What may be typed next: keywords, tables, and the columns of the tables that the statement names. */
final class Words {
    private static final Set<String> BEFORE_TABLE = Set.of("FROM", "JOIN", "INTO", "TABLE", "VIEW", "DESCRIBE", "DESC");
    private final SqlSession session;

    Words(SqlSession session) {
        this.session = session;
    }

    /**
     * @param statement all that was typed so far
     * @param previous the word before the one that is being typed, or an empty text
     */
    List<String> after(String statement, String previous) {
        List<String> words = new ArrayList<>(session.tableNames());
        if (BEFORE_TABLE.contains(previous.toUpperCase(Locale.ROOT))) {
            return words;
        }
        words.addAll(columns(statement));
        words.addAll(SqlSession.keywords());
        words.addAll(SqlSession.functionNames());
        return words;
    }

    /** The columns of the tables that the statement names; before it names one, of all tables. */
    private Set<String> columns(String statement) {
        Set<String> named = new TreeSet<>();
        Set<String> all = new TreeSet<>();
        for (String name : session.tableNames()) {
            List<String> columns = session.table(name).map(Table::columns).orElse(List.of()).stream()
                    .map(TableColumn::name)
                    .toList();
            all.addAll(columns);
            if (statement.contains(name)) {
                named.addAll(columns);
            }
        }
        return named.isEmpty() ? all : named;
    }
}
