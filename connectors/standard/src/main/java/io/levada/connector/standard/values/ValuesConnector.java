package io.levada.connector.standard.values;

import io.levada.connector.standard.io.BatchBuilder;
import io.levada.connector.standard.io.TableFormat;
import io.levada.core.catalog.Table;
import io.levada.core.catalog.TableColumn;
import io.levada.core.config.Option;
import io.levada.core.config.Settings;
import io.levada.core.connector.Capabilities;
import io.levada.core.connector.Connector;
import io.levada.core.connector.DeadLetters;
import io.levada.core.connector.LookupRequest;
import io.levada.core.connector.LookupTable;
import io.levada.core.connector.SourceRequest;
import io.levada.core.connector.TableSource;
import io.levada.core.data.Batch;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.plan.ChangelogMode;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/**
 * Rows given by the option {@code data}: a record of the format on each line (JSON by default). Blank lines, and blanks
 * before a record, don't count. With {@code 'changelog' = 'true'} each line begins with {@code +I}, {@code -U},
 * {@code +U} or {@code -D} and a blank or comma.
 */
public final class ValuesConnector implements Connector {
    static final Option<String> DATA = Option.string("data", null, "The rows, one record on each line.");
    static final Option<String> FORMAT = Option.string("format", "json", "How a record is written: json or csv.");
    static final Option<Boolean> CHANGELOG =
            Option.bool("changelog", false, "Each line begins with the kind of the change: +I, -U, +U, -D.");
    static final Option<Updates> UPDATES = Option.oneOf(
            "changelog-mode",
            Updates.class,
            Updates.RETRACT,
            "What the changes promise: 'retract' tells every row that leaves, 'upsert' overwrites by primary key.");
    static final Option<Integer> BATCH_ROWS = Option.integer(
            "batch-rows", Batch.MAX_ROWS, "Most rows that come at a time; watermarks may advance in between.");
    static final Option<Integer> SPLITS =
            Option.integer("splits", 1, "Deals the rows out to so many splits, which workers read side by side.");
    static final Option<Boolean> BOUNDED = Option.bool(
            "bounded", true, "Whether the table ends after its rows; else it waits for more that never come.");

    private static final List<Option<?>> OPTIONS =
            List.of(DATA, FORMAT, CHANGELOG, UPDATES, BATCH_ROWS, SPLITS, BOUNDED, DeadLetters.ON_ERROR);

    @Override
    public String name() {
        return "values";
    }

    @Override
    public List<Option<?>> options() {
        return OPTIONS;
    }

    @Override
    public List<Option<?>> optionsOf(Table table) {
        return TableFormat.withFormat(OPTIONS, table, FORMAT);
    }

    @Override
    public Capabilities describe(Table table) {
        TableFormat.checkValues(optionsOf(table), table);
        Settings options = table.options();
        positive(options, SPLITS);
        positive(options, BATCH_ROWS);
        new TableFormat(table, FORMAT).decoder(table.physicalType(), ZoneOffset.UTC);
        Lines.parse(table);
        return new Capabilities(mode(table), options.get(BOUNDED), null, true, Map.of(), Map.of());
    }

    private static void positive(Settings options, Option<Integer> option) {
        if (options.get(option) < 1) {
            throw new LevadaException(
                    ErrorCode.OPTION_INVALID,
                    "'" + option.key() + "' = '" + options.get(option) + "' must be at least 1");
        }
    }

    private static ChangelogMode mode(Table table) {
        if (!table.options().get(CHANGELOG)) {
            return ChangelogMode.APPEND;
        }
        if (table.options().get(UPDATES) == Updates.RETRACT) {
            return ChangelogMode.RETRACT;
        }
        if (table.primaryKey().isEmpty()) {
            throw new LevadaException(
                    ErrorCode.OPTION_INVALID,
                    "table '" + table.name() + "' has 'changelog-mode' = 'upsert' but no primary key",
                    "declare PRIMARY KEY (...) NOT ENFORCED");
        }
        return ChangelogMode.UPSERT;
    }

    @Override
    public TableSource source(SourceRequest request) {
        return new ValuesSource(request);
    }

    @Override
    public LookupTable lookup(LookupRequest request) {
        return new LookupTable() {
            @Override
            public List<Batch> load() {
                return loadAll(request);
            }

            @Override
            public Duration refreshInterval() {
                return Duration.ZERO;
            }
        };
    }

    private static List<Batch> loadAll(LookupRequest request) {
        Table table = request.table();
        BatchBuilder builder = new BatchBuilder(
                table,
                request.columns(),
                TableColumn.Physical.class::isInstance,
                new TableFormat(table, FORMAT),
                request.job().zone());
        for (Lines.Line line : Lines.parse(table)) {
            String reason = builder.add(line.record(), 0, line.record().length, line.kind());
            if (reason != null && table.options().get(DeadLetters.ON_ERROR) != DeadLetters.OnError.SKIP) {
                throw new LevadaException(
                        ErrorCode.BAD_RECORD, "row " + line.number() + " of table '" + table.name() + "': " + reason);
            }
        }
        Batch all = builder.take((index, column, rows) -> {});
        return all == null ? List.of() : List.of(all);
    }

    /** The values of {@link #UPDATES}. */
    enum Updates {
        RETRACT,
        UPSERT
    }
}
