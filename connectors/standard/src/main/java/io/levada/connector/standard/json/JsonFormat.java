package io.levada.connector.standard.json;

import io.levada.core.catalog.Table;
import io.levada.core.config.Option;
import io.levada.core.config.Settings;
import io.levada.core.connector.Format;
import io.levada.core.connector.RecordDecoder;
import io.levada.core.connector.RecordEncoder;
import io.levada.core.type.RowType;
import java.time.ZoneId;
import java.util.List;

/** One JSON object for each row, as Flink's format of that name reads and writes it. */
public final class JsonFormat implements Format {
    @Override
    public String name() {
        return "json";
    }

    @Override
    public List<Option<?>> options() {
        return JsonOptions.ALL;
    }

    /** Not where a missing field is an error: that would be seen only of fields that are read. */
    @Override
    public boolean readsFields(Settings options) {
        return !JsonOptions.of(options).failOnMissingField();
    }

    @Override
    public RecordDecoder decoder(Table table, RowType wanted, Settings options, ZoneId zone) {
        return new JsonDecoder(table, wanted, JsonOptions.of(options));
    }

    @Override
    public RecordEncoder encoder(Table table, RowType rowType, Settings options, ZoneId zone) {
        return new JsonEncoder(rowType, JsonOptions.of(options));
    }
}
