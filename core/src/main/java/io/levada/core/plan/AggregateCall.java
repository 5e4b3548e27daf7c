package io.levada.core.plan;

import io.levada.core.type.DataType;
import java.util.List;

/**
 * One aggregate of a grouping.
 *
 * @param function COUNT (no argument counts rows), SUM, SUM0 (0 instead of NULL for no rows), MIN, MAX, AVG,
 *     FIRST_VALUE, LAST_VALUE
 * @param args input columns
 * @param filter input column, BOOLEAN; rows where it isn't TRUE are left out; -1 for none
 */
public record AggregateCall(
        String function, boolean distinct, List<Integer> args, int filter, DataType type, String name) {
    public AggregateCall {
        args = List.copyOf(args);
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(function).append('(').append(distinct ? "DISTINCT " : "");
        out.append(args.isEmpty() ? "*" : "$" + args.get(0)).append(')');
        return filter < 0
                ? out.toString()
                : out.append(" FILTER $").append(filter).toString();
    }
}
