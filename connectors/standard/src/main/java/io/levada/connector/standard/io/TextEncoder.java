package io.levada.connector.standard.io;

import io.levada.connector.standard.text.ByteWriter;
import io.levada.core.connector.RecordEncoder;
import io.levada.core.data.Batch;
import io.levada.core.data.BytesColumn;

/** Encodes each row as one text without a line end in it: alone for a message, or line after line for a file. */
public abstract class TextEncoder implements RecordEncoder, LineEncoder {
    private final ByteWriter record = new ByteWriter(256);

    /** Appends one row. */
    protected abstract void write(Batch batch, int row, ByteWriter into);

    @Override
    public final void encode(Batch batch, int row, BytesColumn target) {
        record.clear();
        write(batch, row, record);
        record.appendTo(target);
    }

    @Override
    public final void encodeLines(Batch batch, int from, int to, ByteWriter lines) {
        for (int row = from; row < to; row++) {
            write(batch, row, lines);
            lines.write('\n');
        }
    }
}
