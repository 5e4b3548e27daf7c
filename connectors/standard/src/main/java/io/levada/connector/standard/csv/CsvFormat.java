package io.levada.connector.standard.csv;

import io.levada.connector.standard.io.FileFormat;
import io.levada.connector.standard.io.RecordSplitter;
import io.levada.core.catalog.Table;
import io.levada.core.config.Option;
import io.levada.core.config.Settings;
import io.levada.core.connector.Format;
import io.levada.core.connector.RecordDecoder;
import io.levada.core.connector.RecordEncoder;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.type.RowType;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The fields of a record are the physical columns of the table, in declared order. */
public final class CsvFormat implements Format, FileFormat {
    @Override
    public String name() {
        return "csv";
    }

    @Override
    public List<Option<?>> options() {
        return CsvOptions.ALL;
    }

    @Override
    public RecordDecoder decoder(Table table, RowType wanted, Settings options, ZoneId zone) {
        if (options.has(CsvOptions.IGNORE_FIRST_LINE)) {
            throw new LevadaException(
                    ErrorCode.OPTION_INVALID,
                    "'csv.ignore-first-line' is for files: table '" + table.name() + "' isn't made of files",
                    "leave the option out");
        }
        return new CsvDecoder(table.physicalType(), wanted, CsvOptions.of(options));
    }

    @Override
    public RecordEncoder encoder(Table table, RowType rowType, Settings options, ZoneId zone) {
        return new CsvEncoder(rowType, CsvOptions.of(recordOptions(options)));
    }

    @Override
    public RecordSplitter splitter(Settings options) {
        CsvOptions csv = CsvOptions.of(options);
        return csv.quote() < 0 && csv.escape() < 0 ? RecordSplitter.LINES : new CsvSplitter(csv);
    }

    @Override
    public boolean skipsFirstRecord(Settings options) {
        return options.get(CsvOptions.IGNORE_FIRST_LINE);
    }

    @Override
    public Settings recordOptions(Settings options) {
        Map<String, String> values = new LinkedHashMap<>(options.values());
        values.remove(CsvOptions.IGNORE_FIRST_LINE.key());
        return new Settings(values);
    }
}
