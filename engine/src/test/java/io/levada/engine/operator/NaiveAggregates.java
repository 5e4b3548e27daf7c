package io.levada.engine.operator;

import io.levada.core.data.Row;
import io.levada.core.plan.AggregateCall;
import io.levada.core.type.RowType;
import io.levada.core.type.TypeKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Aggregates over boxed rows, written to be obviously right: the model to compare with. */
final class NaiveAggregates {
    private NaiveAggregates() {}

    /** The aggregate over the rows of one group, in the order in which they came. */
    static Object compute(AggregateCall call, RowType type, List<Row> rows) {
        Stream<Row> kept =
                rows.stream().filter(row -> call.filter() < 0 || Boolean.TRUE.equals(row.get(call.filter())));
        if (call.args().isEmpty()) {
            return kept.count();
        }
        int column = call.args().get(0);
        List<Object> values = new ArrayList<>(
                kept.map(row -> row.get(column)).filter(Objects::nonNull).toList());
        if (call.distinct()) {
            values = new ArrayList<>(new LinkedHashSet<>(values));
        }
        if (call.function().equals("COUNT")) {
            return (long) values.size();
        }
        if (values.isEmpty()) {
            return call.function().equals("SUM0") ? number(call, BigDecimal.ZERO) : null;
        }
        return switch (call.function()) {
            case "SUM", "SUM0" -> sum(call, values);
            case "AVG" -> average(call, values);
            case "MIN" -> values.stream().min(NaiveAggregates::compare).orElseThrow();
            case "MAX" -> values.stream().max(NaiveAggregates::compare).orElseThrow();
            case "FIRST_VALUE" -> values.get(0);
            case "LAST_VALUE" -> values.get(values.size() - 1);
            default -> throw new IllegalArgumentException(call.function());
        };
    }

    @SuppressWarnings("unchecked")
    private static int compare(Object left, Object right) {
        return ((Comparable<Object>) left).compareTo(right);
    }

    private static BigDecimal decimal(Object value) {
        return value instanceof BigDecimal decimal ? decimal : new BigDecimal(value.toString());
    }

    private static BigDecimal exactSum(List<Object> values) {
        return values.stream().map(NaiveAggregates::decimal).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Object sum(AggregateCall call, List<Object> values) {
        return number(call, exactSum(values));
    }

    private static Object average(AggregateCall call, List<Object> values) {
        BigDecimal count = BigDecimal.valueOf(values.size());
        BigDecimal sum = exactSum(values);
        return switch (call.type().kind()) {
            case DECIMAL -> sum.divide(count, call.type().scale(), RoundingMode.HALF_UP);
            case DOUBLE -> sum.doubleValue() / values.size();
            case FLOAT -> (float) (sum.doubleValue() / values.size());
            default -> number(call, sum.divide(count, 0, RoundingMode.DOWN));
        };
    }

    private static Object number(AggregateCall call, BigDecimal value) {
        TypeKind kind = call.type().kind();
        return switch (kind) {
            case TINYINT -> value.byteValue();
            case SMALLINT -> value.shortValue();
            case INTEGER -> value.intValue();
            case BIGINT -> value.longValue();
            case FLOAT -> value.floatValue();
            case DOUBLE -> value.doubleValue();
            default ->
                value.precision() - value.scale() + call.type().scale() > 38
                        ? null
                        : value.setScale(call.type().scale());
        };
    }
}
