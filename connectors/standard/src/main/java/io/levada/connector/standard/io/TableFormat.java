package io.levada.connector.standard.io;

import io.levada.core.catalog.Table;
import io.levada.core.config.Option;
import io.levada.core.config.Settings;
import io.levada.core.connector.Format;
import io.levada.core.connector.Formats;
import io.levada.core.connector.RecordDecoder;
import io.levada.core.connector.RecordEncoder;
import io.levada.core.type.RowType;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** The format of a table that has one for the whole record: {@code 'format'} and the options that start with its name. */
public final class TableFormat {
    private final Format format;
    private final Table table;
    private final Settings options;
    private final Settings fileOptions;

    public TableFormat(Table table, Option<String> formatOption) {
        this(table, formatOption, false);
    }

    /** @param ofFiles whether the table is made of files: options that say how to cut them are welcome then */
    public TableFormat(Table table, Option<String> formatOption, boolean ofFiles) {
        this.table = table;
        format = Formats.get(table.options().get(formatOption));
        Settings given = new Settings(table.options().withPrefix(format.name() + "."));
        fileOptions = given;
        options = format instanceof FileFormat file && ofFiles ? file.recordOptions(given) : given;
    }

    /** How the files of the table are cut into records. */
    public RecordSplitter splitter() {
        return format instanceof FileFormat file ? file.splitter(options) : RecordSplitter.LINES;
    }

    /** Whether the first record of each file of the table is a header. */
    public boolean skipsFirstRecord() {
        return format instanceof FileFormat file && file.skipsFirstRecord(fileOptions);
    }

    public String name() {
        return format.name();
    }

    /** These and the format's, under the names that they have in a table. */
    public static List<Option<?>> withFormat(List<Option<?>> own, Table table, Option<String> formatOption) {
        List<Option<?>> all = new ArrayList<>(own);
        Format format = Formats.get(table.options().get(formatOption));
        format.options().forEach(o -> all.add(prefixed(o, format.name() + ".")));
        return all;
    }

    private static <T> Option<T> prefixed(Option<T> option, String prefix) {
        return new Option<>(
                prefix + option.key(), option.typeName(), option.parser(), option.defaultValue(), option.description());
    }

    /** Parses every option that was given, so that a wrong value is found before anything runs. */
    public static void checkValues(List<Option<?>> options, Table table) {
        for (Option<?> option : options) {
            if (table.options().has(option)) {
                table.options().find(option);
            }
        }
    }

    public RecordDecoder decoder(RowType wanted, ZoneId zone) {
        return format.decoder(table, wanted, options, zone);
    }

    public RecordEncoder encoder(RowType rowType, ZoneId zone) {
        return format.encoder(table, rowType, options, zone);
    }
}
