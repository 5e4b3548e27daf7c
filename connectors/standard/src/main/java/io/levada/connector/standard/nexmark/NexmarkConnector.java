package io.levada.connector.standard.nexmark;

import io.levada.connector.standard.io.TableFormat;
import io.levada.core.catalog.Table;
import io.levada.core.catalog.TableColumn;
import io.levada.core.config.Option;
import io.levada.core.connector.Capabilities;
import io.levada.core.connector.Connector;
import io.levada.core.connector.SourceRequest;
import io.levada.core.connector.TableSource;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import io.levada.core.type.TypeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Auctions that never were: a table with {@code event_type INT} and a ROW for each kind of event, as the public
 * benchmark declares it. A query that reads {@code bid.price} has that column made and no ROW; one that wants bids only
 * has no others made.
 */
public class NexmarkConnector implements Connector {
    static final String EVENT_TYPE = "event_type";

    @Override
    public String name() {
        return "nexmark";
    }

    @Override
    public List<Option<?>> options() {
        return NexmarkOptions.ALL;
    }

    @Override
    public Capabilities describe(Table table) {
        TableFormat.checkValues(NexmarkOptions.ALL, table);
        NexmarkOptions.model(table.options());
        for (TableColumn column : table.storedColumns()) {
            check(column);
        }
        boolean bounded = NexmarkOptions.events(table.options()) != Long.MAX_VALUE;
        return Capabilities.source(ChangelogMode.APPEND, bounded);
    }

    private static void check(TableColumn column) {
        DataType type = column.type();
        if (column.name().equals(EVENT_TYPE)) {
            expect(column.name(), type, DataType.INTEGER);
        } else if (Leaf.of(column.name()).isPresent()) {
            expect(
                    column.name(),
                    type,
                    Leaf.of(column.name()).orElseThrow().form().type());
        } else {
            EventKind kind = kind(column.name());
            if (type.kind() != TypeKind.ROW) {
                throw invalid("column '" + column.name() + "' must be a ROW of the fields of one " + kind.column());
            }
            for (Field field : type.fields()) {
                expect(
                        column.name() + "." + field.name(),
                        field.type(),
                        leaf(kind, field.name()).form().type());
            }
        }
    }

    private static void expect(String name, DataType given, DataType wanted) {
        if (!given.withNullable(true).equals(wanted)) {
            throw invalid("'" + name + "' must be " + wanted + ", not " + given);
        }
    }

    static EventKind kind(String column) {
        for (EventKind kind : EventKind.values()) {
            if (kind.column().equals(column)) {
                return kind;
            }
        }
        throw invalid(
                "there is no column '" + column + "' in a nexmark table: there are event_type, person, auction, bid");
    }

    static Leaf leaf(EventKind kind, String field) {
        return Leaf.of(kind.column() + "." + field)
                .orElseThrow(() -> invalid(
                        "there is no field '" + field + "' in '" + kind.column() + "': there are " + fieldsOf(kind)));
    }

    private static String fieldsOf(EventKind kind) {
        List<String> names = new ArrayList<>();
        for (Leaf leaf : Leaf.values()) {
            if (leaf.kind() == kind) {
                names.add(leaf.field());
            }
        }
        return String.join(", ", names);
    }

    private static LevadaException invalid(String message) {
        return new LevadaException(ErrorCode.OPTION_INVALID, message, "see examples/nexmark/tables.sql");
    }

    @Override
    public Optional<TableColumn> fieldColumn(Table table, TableColumn row, Field field) {
        return Leaf.of(row.name() + "." + field.name())
                .map(leaf -> new TableColumn.Physical(leaf.path(), leaf.form().type()));
    }

    @Override
    public Optional<Table> only(Table table, TableColumn column, @Nullable Object value) {
        if (!column.name().equals(EVENT_TYPE) || !(value instanceof Integer type) || type < 0 || type > 2) {
            return Optional.empty();
        }
        EventKind kind = EventKind.values()[type];
        EventKind given = NexmarkOptions.only(table.options());
        if (given != null && given != kind) {
            return Optional.empty();
        }
        // The name is what EXPLAIN shows: a person who looks for the filter finds it there.
        return Optional.of(new Table(
                table.name() + " (only " + kind.column() + ")",
                table.columns(),
                table.watermark(),
                table.primaryKey(),
                table.partitionKeys(),
                table.options().with(NexmarkOptions.ONLY.key(), kind.name().toLowerCase(Locale.ROOT)),
                table.comment()));
    }

    @Override
    public TableSource source(SourceRequest request) {
        return new NexmarkSource(request);
    }
}
