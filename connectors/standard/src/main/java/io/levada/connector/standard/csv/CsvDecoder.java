package io.levada.connector.standard.csv;

import io.levada.connector.standard.MalformedRecord;
import io.levada.connector.standard.text.Utf8;
import io.levada.core.connector.RecordDecoder;
import io.levada.core.data.Column;
import io.levada.core.type.RowType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One record to one row; as in Flink, the number of fields must be right unless parse errors are ignored. */
final class CsvDecoder implements RecordDecoder {
    private final RowType wanted;
    private final CsvOptions options;
    private final CsvScanner scanner;
    private final FieldReader[] readers;
    private final int[] fieldOfColumn;
    private final int fieldCount;

    CsvDecoder(RowType recordType, RowType wanted, CsvOptions options) {
        this.wanted = wanted;
        this.options = options;
        scanner = new CsvScanner(options);
        fieldCount = recordType.size();
        readers = new FieldReader[wanted.size()];
        fieldOfColumn = new int[wanted.size()];
        for (int i = 0; i < readers.length; i++) {
            readers[i] = FieldReader.of(wanted.type(i), options);
            fieldOfColumn[i] = recordType.indexOf(wanted.name(i));
            if (fieldOfColumn[i] < 0) {
                throw new IllegalArgumentException("no field " + wanted.name(i));
            }
        }
    }

    @Override
    public @Nullable String decode(byte[] record, int offset, int length, Column[] columns) {
        if (options.allowComments() && length > 0 && record[offset] == '#') {
            return null;
        }
        int row = columns.length == 0 ? 0 : columns[0].size();
        try {
            if (length == 0) {
                throw MalformedRecord.syntax("the record is empty", offset);
            }
            int invalid = Utf8.firstInvalid(record, offset, offset + length);
            if (invalid >= 0) {
                throw MalformedRecord.syntax("the record holds bytes that aren't UTF-8", invalid);
            }
            scanner.scan(record, offset, offset + length);
            checkCount(offset);
            for (int i = 0; i < columns.length; i++) {
                read(i, columns[i]);
                if (columns[i].isNull(row) && !wanted.type(i).nullable()) {
                    throw MalformedRecord.syntax(
                            "field '" + wanted.name(i) + "' is null, but the column is NOT NULL", offset);
                }
            }
            return null;
        } catch (MalformedRecord e) {
            for (Column column : columns) {
                column.truncate(row);
            }
            if (options.ignoreParseErrors()) {
                return null;
            }
            int at = e.position() - offset;
            return e.reason() + (at > 0 ? " (at byte " + at + ")" : "");
        }
    }

    private void checkCount(int offset) {
        int count = scanner.count();
        if (count > fieldCount && options.allowTrailingComma() && isEmpty(count - 1)) {
            count--;
        }
        if (count > fieldCount && !options.ignoreTrailing() || count < fieldCount && !mayMiss()) {
            throw MalformedRecord.syntax(
                    fieldCount + (fieldCount == 1 ? " field" : " fields") + " expected but there are " + count, offset);
        }
    }

    private boolean mayMiss() {
        return options.ignoreParseErrors() && !options.failOnMissing();
    }

    private boolean isEmpty(int field) {
        return scanner.start(field) == scanner.end(field);
    }

    private void read(int index, Column column) {
        int field = fieldOfColumn[index];
        if (field >= scanner.count() || isNull(field)) {
            column.appendNull();
            return;
        }
        int size = column.size();
        byte[] array = scanner.array(field);
        if (!readers[index].read(array, scanner.start(field), scanner.end(field), column)) {
            column.truncate(size);
            if (!options.ignoreParseErrors()) {
                throw mismatch(index, field);
            }
            column.appendNull();
        }
    }

    private boolean isNull(int field) {
        if (options.emptyIsNull() && isEmpty(field)) {
            return true;
        }
        byte[] literal = options.nullLiteral();
        return literal != null
                && Arrays.equals(
                        scanner.array(field), scanner.start(field), scanner.end(field), literal, 0, literal.length);
    }

    private MalformedRecord mismatch(int index, int field) {
        int start = scanner.start(field);
        int length = Math.min(40, scanner.end(field) - start);
        String shown = new String(scanner.array(field), start, length, StandardCharsets.UTF_8);
        String type = wanted.type(index).sqlName();
        String article = "AEIOU".indexOf(type.charAt(0)) >= 0 ? "an " : "a ";
        return MalformedRecord.conversion(
                "field '" + wanted.name(index) + "': '" + shown + "' is not " + article + type, 0);
    }
}
