package io.levada.cli.compare;

import io.levada.core.data.Answer;
import io.levada.core.data.ChangeKind;
import io.levada.core.data.Row;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one query came to, or what an INSERT would write.
 *
 * @param table that an INSERT writes; empty for a SELECT
 * @param lines the rows at the end as text, sorted: of a result that is only appended each row, of one that updates the table
 */
record QueryResult(String table, List<String> lines) {

    static QueryResult of(String table, List<Row> changes, ZoneId zone) {
        return new QueryResult(table, Answer.lines(changes, zone));
    }

    /**
     * The same for changes that overwrite by key and don't tell the row before.
     *
     * @param keys the columns of the key
     */
    static QueryResult ofUpserts(String table, List<Row> changes, List<Integer> keys, ZoneId zone) {
        Map<List<Object>, Row> rows = new LinkedHashMap<>();
        for (Row change : changes) {
            List<Object> key = new ArrayList<>();
            keys.forEach(k -> key.add(change.get(k)));
            if (ChangeKind.isAddition(change.kind().code())) {
                rows.put(key, new Row(ChangeKind.INSERT, change.values()));
            } else if (change.kind() == ChangeKind.DELETE) {
                rows.remove(key);
            }
        }
        return of(table, List.copyOf(rows.values()), zone);
    }
}
