package io.levada.connector.standard.values;

import io.levada.core.catalog.Table;
import io.levada.core.data.ChangeKind;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The lines of the option {@code data}. */
final class Lines {
    private Lines() {}

    /** @param number counted from 1, blank lines left out */
    record Line(int number, byte kind, byte[] record) {}

    static List<Line> parse(Table table) {
        boolean changelog = table.options().get(ValuesConnector.CHANGELOG);
        List<Line> lines = new ArrayList<>();
        for (String raw : table.options().get(ValuesConnector.DATA).split("\n")) {
            String text = raw.strip();
            if (text.isEmpty()) {
                continue;
            }
            int number = lines.size() + 1;
            byte kind = ChangeKind.I;
            if (changelog) {
                kind = kind(text, number, table);
                text = text.substring(2).stripLeading();
                if (text.startsWith(",")) {
                    text = text.substring(1).stripLeading();
                }
            }
            lines.add(new Line(number, kind, text.getBytes(StandardCharsets.UTF_8)));
        }
        return lines;
    }

    private static byte kind(String text, int number, Table table) {
        for (ChangeKind kind : ChangeKind.values()) {
            if (text.startsWith(kind.symbol())) {
                return kind.code();
            }
        }
        throw new LevadaException(
                ErrorCode.OPTION_INVALID,
                "row " + number + " of 'data' of table '" + table.name() + "' doesn't begin with +I, -U, +U or -D",
                "'changelog' = 'true' wants the kind of each change, as in: +I {\"id\": 1}");
    }
}
