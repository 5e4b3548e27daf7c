package io.levada.connector.standard.io;

import io.levada.connector.standard.text.ByteWriter;
import io.levada.core.connector.RecordEncoder;
import io.levada.core.data.Batch;
import io.levada.core.data.BytesColumn;

/** Encodes rows that follow each other into lines, for files: nothing lies between a value and its place. */
public interface LineEncoder {
    /** Appends the records of the rows from {@code from} to before {@code to}, each with a line end. */
    void encodeLines(Batch batch, int from, int to, ByteWriter out);

    /** The encoder itself where it can, else one that takes record by record from it. */
    static LineEncoder of(RecordEncoder encoder) {
        if (encoder instanceof LineEncoder lines) {
            return lines;
        }
        BytesColumn record = new BytesColumn(1);
        return (batch, from, to, out) -> {
            for (int row = from; row < to; row++) {
                record.truncate(0);
                encoder.encode(batch, row, record);
                out.write(record.data(), 0, record.length(0));
                out.write('\n');
            }
        };
    }
}
