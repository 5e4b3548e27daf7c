package io.levada.connector.kafka.table;

import io.levada.core.catalog.Table;
import io.levada.core.catalog.TableColumn;
import io.levada.core.config.Option;
import io.levada.core.config.Settings;
import io.levada.core.connector.Format;
import io.levada.core.connector.Formats;
import io.levada.core.type.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A format that a table names, with its part of the table's options.
 *
 * @param prefix of the format's options in the table's, such as {@code value.json.}
 */
public record FormatChoice(Format format, String prefix, Settings options) {

    static FormatChoice of(Settings tableOptions, String name, String optionPrefix) {
        String prefix = optionPrefix + name + ".";
        return new FormatChoice(Formats.get(name), prefix, new Settings(tableOptions.withPrefix(prefix)));
    }

    /** Nulls stand for a value of their own in {@code raw}, and for no value in every other format. */
    public boolean decodesNull() {
        return format.name().equals("raw");
    }

    /**
     * The column that holds one field of a ROW column, where the format can read it. A ROW or a field that must not be
     * NULL stays whole: that it isn't is checked with the row.
     */
    public Optional<TableColumn> fieldColumn(Table table, TableColumn row, Field field) {
        String name = row.name() + "." + field.name();
        boolean nullable = row.type().nullable() && field.type().nullable();
        boolean ambiguous = row.name().contains(".")
                || field.name().contains(".")
                || table.columns().stream().anyMatch(c -> c.name().equals(name));
        return nullable && !ambiguous && format.readsFields(options)
                ? Optional.of(new TableColumn.Physical(name, field.type(), List.of(row.name(), field.name())))
                : Optional.empty();
    }

    /** The format's options as they are written in the table. */
    List<Option<?>> optionsInTable() {
        List<Option<?>> prefixed = new ArrayList<>();
        for (Option<?> option : format.options()) {
            prefixed.add(withPrefix(option));
        }
        return prefixed;
    }

    private <T> Option<T> withPrefix(Option<T> option) {
        Function<String, T> parser = option.parser();
        return new Option<>(
                prefix + option.key(), option.typeName(), parser, option.defaultValue(), option.description());
    }
}
