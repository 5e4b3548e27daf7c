package io.levada.connector.standard.datagen;

import io.levada.connector.standard.io.TableFormat;
import io.levada.connector.standard.text.TimeText;
import io.levada.connector.standard.text.TimestampParser;
import io.levada.core.catalog.Table;
import io.levada.core.catalog.TableColumn;
import io.levada.core.config.Option;
import io.levada.core.config.Settings;
import io.levada.core.connector.Capabilities;
import io.levada.core.connector.Connector;
import io.levada.core.connector.SourceRequest;
import io.levada.core.connector.TableSource;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.plan.ChangelogMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Made-up rows, with Flink's options. Two are ours: with {@code seed} a table has the same rows each time, also its
 * timestamps, which then start at {@code start-time} and advance with the row's number at the rate of
 * {@code rows-per-second}.
 */
public final class DatagenConnector implements Connector {
    static final Option<Long> ROWS_PER_SECOND = Option.longInteger(
            "rows-per-second", 10_000L, "Rows per second of the whole table; -1 for as many as possible.");
    static final Option<Long> NUMBER_OF_ROWS =
            Option.longInteger("number-of-rows", null, "Ends the table after so many rows; without it it has no end.");
    static final Option<Long> SEED =
            Option.longInteger("seed", null, "Makes the table have the same rows each time it is read.");
    static final Option<Long> START_TIME = new Option<>(
            "start-time",
            "timestamp such as 2020-01-01 00:00:00",
            DatagenConnector::parseTime,
            1_577_836_800_000_000L,
            "The time at row 0 when there is a 'seed'.");
    static final Option<Integer> SPLITS =
            Option.integer("splits", null, "How many readers share the table; without it, as many as workers.");

    private static final List<Option<?>> OPTIONS = List.of(ROWS_PER_SECOND, NUMBER_OF_ROWS, SEED, START_TIME, SPLITS);

    @Override
    public String name() {
        return "datagen";
    }

    @Override
    public List<Option<?>> options() {
        List<Option<?>> options = new ArrayList<>(OPTIONS);
        options.add(Option.string(
                "fields.",
                null,
                "fields.<column>.kind, .min, .max, .length, .var-len, .start, .end, .max-past, .null-rate"));
        return options;
    }

    @Override
    public List<Option<?>> optionsOf(Table table) {
        List<Option<?>> options = new ArrayList<>(OPTIONS);
        physical(table).forEach(c -> options.addAll(new FieldOptions(c.name(), c.type()).all(table.options())));
        return options;
    }

    private static List<TableColumn> physical(Table table) {
        return table.columns().stream()
                .filter(TableColumn.Physical.class::isInstance)
                .toList();
    }

    @Override
    public Capabilities describe(Table table) {
        TableFormat.checkValues(optionsOf(table), table);
        Settings options = table.options();
        Generators generators = new Generators(options, 0);
        physical(table).forEach(c -> generators.of(new FieldOptions(c.name(), c.type())));
        long rate = options.get(ROWS_PER_SECOND);
        check(rate > 0 || rate == -1, ROWS_PER_SECOND, "must be positive, or -1");
        check(options.find(NUMBER_OF_ROWS).orElse(0L) >= 0, NUMBER_OF_ROWS, "must not be negative");
        check(options.find(SPLITS).orElse(1) >= 1, SPLITS, "must be at least 1");
        return Capabilities.source(ChangelogMode.APPEND, rows(table).isPresent());
    }

    private static void check(boolean good, Option<?> option, String rule) {
        if (!good) {
            throw new LevadaException(ErrorCode.OPTION_INVALID, "'" + option.key() + "' " + rule);
        }
    }

    /** How many rows the table has, where it ends. */
    static OptionalLong rows(Table table) {
        Settings options = table.options();
        long least = options.find(NUMBER_OF_ROWS).orElse(Long.MAX_VALUE);
        for (TableColumn column : physical(table)) {
            FieldOptions field = new FieldOptions(column.name(), column.type());
            if (options.get(field.kind()) == FieldOptions.Kind.SEQUENCE
                    && column.type().kind() != io.levada.core.type.TypeKind.BOOLEAN) {
                least = Math.min(least, Sequences.count(field, options));
            }
        }
        return least == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(least);
    }

    private static long parseTime(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        long micros = new TimestampParser(TimeText.Layout.SQL, 6).parse(bytes, 0, bytes.length);
        if (micros == TimeText.INVALID) {
            throw new IllegalArgumentException("write it as yyyy-MM-dd HH:mm:ss");
        }
        return micros;
    }

    @Override
    public TableSource source(SourceRequest request) {
        return new DatagenSource(request);
    }
}
