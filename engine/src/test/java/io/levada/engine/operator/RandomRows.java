package io.levada.engine.operator;

import io.levada.core.data.ChangeKind;
import io.levada.core.data.Row;
import io.levada.core.type.DataType;
import io.levada.core.type.RowType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Seeded rows from small domains, so that values meet again, with NULLs. Floating point values are quarters, whose sums
 * are exact.
 */
final class RandomRows {
    private final Random random;
    private final RowType type;

    RandomRows(long seed, RowType type) {
        random = new Random(seed);
        this.type = type;
    }

    Row row() {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < type.size(); i++) {
            values.add(value(type.type(i)));
        }
        return new Row(ChangeKind.INSERT, values);
    }

    private Object value(DataType type) {
        if (type.nullable() && random.nextInt(6) == 0) {
            return null;
        }
        int n = random.nextInt(12) - 4;
        return switch (type.kind()) {
            case BOOLEAN -> n % 2 == 0;
            case TINYINT -> (byte) (n * 20);
            case SMALLINT -> (short) (n * 5000);
            case INTEGER -> n == 0 ? Integer.MAX_VALUE : n;
            case BIGINT -> n == 0 ? Long.MIN_VALUE / 3 : (long) n;
            case FLOAT -> n / 4f;
            case DOUBLE -> n / 4.0;
            case DECIMAL -> BigDecimal.valueOf(n * 125L, type.scale());
            case VARCHAR -> n < 0 ? "ä".repeat(-n) : "value".repeat(n % 3) + n;
            case DATE -> LocalDate.of(2026, 11, 5 + n);
            case TIME -> LocalTime.of(5 + n, 0);
            case TIMESTAMP -> LocalDateTime.of(2026, 11, 5 + n, 0, 0);
            case TIMESTAMP_LTZ -> Instant.ofEpochSecond(n);
            case ARRAY -> List.of(n, n % 2);
            default -> throw new IllegalArgumentException(type.toString());
        };
    }

    List<Row> inserts(int count) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(row());
        }
        return rows;
    }

    /** Inserts, deletions and updates of rows that are there. An update may move a row to another key. */
    List<Row> changes(int count) {
        List<Row> rows = new ArrayList<>();
        List<Row> present = new ArrayList<>();
        while (rows.size() < count) {
            int action = random.nextInt(10);
            if (present.isEmpty() || action < 5) {
                Row row = row();
                present.add(row);
                rows.add(row);
            } else {
                Row old = present.remove(random.nextInt(present.size()));
                if (action < 7) {
                    rows.add(new Row(ChangeKind.DELETE, old.values()));
                } else {
                    Row changed = row();
                    present.add(changed);
                    rows.add(new Row(ChangeKind.UPDATE_BEFORE, old.values()));
                    rows.add(new Row(ChangeKind.UPDATE_AFTER, changed.values()));
                }
            }
        }
        return rows;
    }
}
