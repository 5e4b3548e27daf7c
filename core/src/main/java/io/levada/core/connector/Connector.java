package io.levada.core.connector;

import io.levada.core.catalog.Table;
import io.levada.core.catalog.TableColumn;
import io.levada.core.config.Option;
import io.levada.core.type.Field;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A kind of table, chosen by {@code 'connector' = '<name>'}. Stateless. Methods throw
 * {@link io.levada.core.error.LevadaException} with a sentence for the user.
 *
 * <p>Validation and planning call {@link #describe} only and must work without the outside system.
 */
public interface Connector {
    String name();

    /**
     * Every option it reads, {@code connector} excluded; a key that ends in a dot stands for all that start with it. The
     * options of the table's formats are added by {@link #optionsOf}.
     */
    List<Option<?>> options();

    /** The options of one table: {@link #options()} and those of the formats that it names. */
    default List<Option<?>> optionsOf(Table table) {
        return options();
    }

    /** What a table declared so can do. Checks the options' values and combinations. */
    Capabilities describe(Table table);

    /**
     * The column that holds one field of a ROW column, for a connector that can read the field without making the row:
     * a query that only looks at the field is given this column, under a name of the connector's choice. Its value is
     * NULL where the row is.
     */
    default Optional<TableColumn> fieldColumn(Table table, TableColumn row, Field field) {
        return Optional.empty();
    }

    /**
     * The table reduced to the rows in which a column has a value, for a connector that needn't make the others: a query
     * with that condition reads this table instead and filters no more.
     */
    default Optional<Table> only(Table table, TableColumn column, @Nullable Object value) {
        return Optional.empty();
    }

    /** Called only where {@link Capabilities#source()} isn't null. */
    default TableSource source(SourceRequest request) {
        throw new UnsupportedOperationException(name());
    }

    /** Called only where {@link Capabilities#sink()} isn't null. */
    default TableSink sink(SinkRequest request) {
        throw new UnsupportedOperationException(name());
    }

    /**
     * Called only where {@link Capabilities#lookup()}: for each worker a table to be asked for keys, or null for one that
     * {@link #lookup} gives whole.
     */
    default @Nullable Supplier<KeyedLookup> keyedLookup(LookupRequest request) {
        return null;
    }

    /** Called only where {@link Capabilities#lookup()} and {@link #keyedLookup} gives nothing. */
    default LookupTable lookup(LookupRequest request) {
        throw new UnsupportedOperationException(name());
    }
}
