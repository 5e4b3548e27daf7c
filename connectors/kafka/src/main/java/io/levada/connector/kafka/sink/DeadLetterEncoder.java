package io.levada.connector.kafka.sink;

import io.levada.core.connector.DeadLetters;
import io.levada.core.data.Batch;
import io.levada.core.data.BytesColumn;
import io.levada.core.data.LongColumn;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Rows of {@link DeadLetters#ROW_TYPE} to records: the value is the record as it was, the headers {@code reason},
 * {@code topic}, {@code partition}, {@code offset} and {@code table} are text.
 */
final class DeadLetterEncoder implements Encoder {
    private static final int TABLE = DeadLetters.ROW_TYPE.indexOf("source_table");
    private static final int SPLIT = DeadLetters.ROW_TYPE.indexOf("split");
    private static final int OFFSET = DeadLetters.ROW_TYPE.indexOf("split_offset");
    private static final int REASON = DeadLetters.ROW_TYPE.indexOf("reason");
    private static final int SEEN_AT = DeadLetters.ROW_TYPE.indexOf("seen_at");
    private static final int RAW = DeadLetters.ROW_TYPE.indexOf("raw");

    @Override
    public void encode(Batch batch, OutRecords target) {
        for (int row = 0; row < batch.rowCount(); row++) {
            target.keys().appendNull();
            target.values().appendFrom(batch.column(RAW), row);
            target.timestampOfLast(((LongColumn) batch.column(SEEN_AT)).get(row) / 1000);
            String split = text(batch, SPLIT, row);
            int hyphen = split.lastIndexOf('-');
            target.headersOfLast(List.of(
                    header("reason", text(batch, REASON, row)),
                    header("topic", split.substring(0, hyphen)),
                    header("partition", split.substring(hyphen + 1)),
                    header("offset", String.valueOf(((LongColumn) batch.column(OFFSET)).get(row))),
                    header("table", text(batch, TABLE, row))));
        }
    }

    private static String text(Batch batch, int column, int row) {
        return ((BytesColumn) batch.column(column)).get(row).toString();
    }

    private static Header header(String key, String value) {
        return new RecordHeader(key, value.getBytes(StandardCharsets.UTF_8));
    }
}
