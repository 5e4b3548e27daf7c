package io.levada.connector.standard.raw;

import io.levada.connector.standard.text.Utf8;
import io.levada.core.catalog.Table;
import io.levada.core.config.Option;
import io.levada.core.config.Settings;
import io.levada.core.connector.Format;
import io.levada.core.connector.RecordDecoder;
import io.levada.core.connector.RecordEncoder;
import io.levada.core.data.BytesColumn;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.type.DataType;
import io.levada.core.type.RowType;
import io.levada.core.type.TypeKind;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;

/** One STRING or BYTES column that is the record as it is. Flink's numbers in raw bytes aren't supported. */
public final class RawFormat implements Format {
    static final Option<Charset> CHARSET =
            new Option<>("charset", "name of a character set", RawFormat::charset, StandardCharsets.UTF_8, "Of texts.");

    @Override
    public String name() {
        return "raw";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(CHARSET);
    }

    private static Charset charset(String name) {
        return Charset.forName(name);
    }

    private static boolean isText(Table table, RowType rowType) {
        if (table.physicalType().size() > 1 || rowType.size() > 1) {
            throw new LevadaException(
                    ErrorCode.SQL_INVALID,
                    "format 'raw' has one column, but table '" + table.name() + "' has "
                            + table.physicalType().size());
        }
        if (rowType.size() == 0) {
            return false;
        }
        DataType type = rowType.type(0);
        if (type.kind().isText()) {
            return true;
        }
        if (type.kind() == TypeKind.VARBINARY || type.kind() == TypeKind.BINARY) {
            return false;
        }
        throw new LevadaException(
                ErrorCode.SQL_UNSUPPORTED,
                "format 'raw' reads and writes STRING and BYTES, not " + type.sqlName() + " (column '" + rowType.name(0)
                        + "')");
    }

    @Override
    public RecordDecoder decoder(Table table, RowType wanted, Settings options, ZoneId zone) {
        Charset charset = options.get(CHARSET);
        boolean text = isText(table, wanted);
        if (text && charset.equals(StandardCharsets.UTF_8)) {
            return (record, offset, length, columns) -> {
                int invalid = Utf8.firstInvalid(record, offset, offset + length);
                if (invalid >= 0) {
                    return "the record holds bytes that aren't UTF-8 (at byte " + (invalid - offset) + ")";
                }
                ((BytesColumn) columns[0]).append(record, offset, length);
                return null;
            };
        }
        return (record, offset, length, columns) -> {
            if (text) {
                byte[] utf8 = new String(record, offset, length, charset).getBytes(StandardCharsets.UTF_8);
                ((BytesColumn) columns[0]).append(utf8, 0, utf8.length);
            } else if (columns.length > 0) {
                ((BytesColumn) columns[0]).append(record, offset, length);
            }
            return null;
        };
    }

    @Override
    public RecordEncoder encoder(Table table, RowType rowType, Settings options, ZoneId zone) {
        Charset charset = options.get(CHARSET);
        boolean recoded = isText(table, rowType) && !charset.equals(StandardCharsets.UTF_8);
        return (batch, row, target) -> {
            BytesColumn column = (BytesColumn) batch.column(0);
            if (column.isNull(row)) {
                target.appendNull();
            } else if (recoded) {
                byte[] bytes = column.get(row).toString().getBytes(charset);
                target.append(bytes, 0, bytes.length);
            } else {
                target.append(column.get(row));
            }
        };
    }
}
