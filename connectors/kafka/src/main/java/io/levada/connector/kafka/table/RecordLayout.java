package io.levada.connector.kafka.table;

import io.levada.connector.kafka.table.KafkaOptions.FieldsInclude;
import io.levada.core.catalog.Table;
import io.levada.core.catalog.TableColumn;
import io.levada.core.config.Settings;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.error.Suggest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which of a table's physical columns lie in the key and which in the value, and under which names. With
 * {@code value.fields-include = ALL} the key's columns lie in both.
 *
 * @param key as the table names them, in the order of the key; empty without a key
 * @param keyTable the key's columns under their names in the key: what the key's format is given
 * @param valueTable the value's columns: what the value's format is given
 */
public record RecordLayout(List<String> key, String keyPrefix, Table keyTable, Table valueTable) {

    /** @param key names of the columns that lie in the key */
    static RecordLayout of(Table table, List<String> key) {
        Settings options = table.options();
        String prefix = options.get(KafkaOptions.KEY_FIELDS_PREFIX);
        boolean exceptKey = options.get(KafkaOptions.VALUE_FIELDS_INCLUDE) == FieldsInclude.EXCEPT_KEY;
        if (!prefix.isEmpty() && !exceptKey) {
            throw new LevadaException(
                    ErrorCode.OPTION_INVALID,
                    "table '" + table.name() + "' has 'key.fields-prefix', but its value holds the key's columns too",
                    "add 'value.fields-include' = 'EXCEPT_KEY'");
        }
        Map<String, TableColumn> physical = new HashMap<>();
        List<TableColumn> values = new ArrayList<>();
        for (TableColumn column : table.columns()) {
            if (column instanceof TableColumn.Physical) {
                physical.put(column.name(), column);
                if (!exceptKey || !key.contains(column.name())) {
                    values.add(column);
                }
            }
        }
        List<TableColumn> keys = new ArrayList<>();
        for (String name : key) {
            TableColumn column = physical.get(name);
            if (column == null) {
                throw new LevadaException(
                        ErrorCode.OPTION_INVALID,
                        "table '" + table.name() + "' has no physical column '" + name + "' for its key",
                        Suggest.nearest(name, physical.keySet())
                                .map(near -> "did you mean '" + near + "'?")
                                .orElse(null));
            }
            keys.add(new TableColumn.Physical(nameInKey(table, name, prefix), column.type()));
        }
        return new RecordLayout(List.copyOf(key), prefix, part(table, keys), part(table, values));
    }

    /** The position of a table's column in the key, or -1. */
    public int indexInKey(String column) {
        return key.indexOf(column);
    }

    /** The position of a table's column in the value, or -1. */
    public int indexInValue(String column) {
        return valueTable.rowType().indexOf(column);
    }

    /** Whether a table's column lies in the value and not in the key. */
    public boolean isInValueOnly(String column) {
        return indexInKey(column) < 0 && indexInValue(column) >= 0;
    }

    private static String nameInKey(Table table, String column, String prefix) {
        if (!column.startsWith(prefix)) {
            throw new LevadaException(
                    ErrorCode.OPTION_INVALID,
                    "column '" + column + "' lies in the key of table '" + table.name()
                            + "' but doesn't begin with 'key.fields-prefix' = '" + prefix + "'",
                    "name it '" + prefix + column + "'");
        }
        return column.substring(prefix.length());
    }

    private static Table part(Table table, List<TableColumn> columns) {
        return new Table(table.name(), columns, null, List.of(), List.of(), table.options(), null);
    }
}
