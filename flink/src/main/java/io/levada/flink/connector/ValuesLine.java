package io.levada.flink.connector;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.types.RowKind;

/**
 * A line of the option {@code data}.
 *
 * @param record in the table's format
 */
record ValuesLine(RowKind kind, String record) implements Serializable {

    /** @param changelog whether each line begins with the kind of its change and a blank or comma */
    static List<ValuesLine> parse(String data, boolean changelog) {
        List<ValuesLine> lines = new ArrayList<>();
        for (String raw : data.split("\n")) {
            String text = raw.strip();
            if (text.isEmpty()) {
                continue;
            }
            RowKind kind = RowKind.INSERT;
            if (changelog) {
                kind = kind(text);
                text = text.substring(2).stripLeading();
                text = text.startsWith(",") ? text.substring(1).stripLeading() : text;
            }
            lines.add(new ValuesLine(kind, text));
        }
        return lines;
    }

    private static RowKind kind(String text) {
        for (RowKind kind : RowKind.values()) {
            if (text.startsWith(kind.shortString())) {
                return kind;
            }
        }
        throw new ValidationException("a line of 'data' doesn't begin with +I, -U, +U or -D: " + text);
    }
}
