package io.levada.sql.convert;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.expr.Call;
import io.levada.core.expr.Expr;
import io.levada.core.expr.InputRef;
import io.levada.core.expr.Literal;
import io.levada.core.expr.Op;
import io.levada.core.plan.JoinTime;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether the time attributes of both sides bound each other from below and above:
 * {@code a.ts BETWEEN b.ts - INTERVAL '1' HOUR AND b.ts}.
 */
final class JoinIntervals {
    private final Stream left;
    private final Stream right;
    private final Places places;

    JoinIntervals(Stream left, Stream right, Places places) {
        this.left = left;
        this.right = right;
        this.places = places;
    }

    /** A column and what is added to it. */
    private record Linear(int column, long micros) {}

    /** The left time less the right one is at least, or at most, so many microseconds. */
    private record Bound(int leftTime, int rightTime, boolean lower, boolean upper, long micros) {}

    /** @param conjuncts over the left columns, then the right ones */
    JoinTime find(List<Expr> conjuncts) {
        List<Bound> bounds = conjuncts.stream()
                .map(this::bound)
                .filter(java.util.Objects::nonNull)
                .toList();
        for (Bound first : bounds) {
            long lower = Long.MIN_VALUE;
            long upper = Long.MAX_VALUE;
            for (Bound bound : bounds) {
                if (bound.leftTime() == first.leftTime() && bound.rightTime() == first.rightTime()) {
                    lower = bound.lower() ? Math.max(lower, bound.micros()) : lower;
                    upper = bound.upper() ? Math.min(upper, bound.micros()) : upper;
                }
            }
            if (lower != Long.MIN_VALUE && upper != Long.MAX_VALUE) {
                return interval(first, lower, upper);
            }
        }
        return JoinTime.UNBOUNDED;
    }

    private JoinTime interval(Bound times, long lower, long upper) {
        if (left.trait(times.leftTime()).time() == ColumnTrait.Time.PROCTIME) {
            throw new LevadaException(
                    ErrorCode.SQL_UNSUPPORTED,
                    "an interval join by processing time is not there yet",
                    places.join(),
                    "compare event time attributes",
                    null);
        }
        return new JoinTime.Interval(times.leftTime(), times.rightTime(), -lower, upper);
    }

    private @Nullable Bound bound(Expr conjunct) {
        if (!(conjunct instanceof Call call) || call.args().size() != 2) {
            return null;
        }
        Linear first = linear(call.arg(0));
        Linear second = linear(call.arg(1));
        if (first == null || second == null) {
            return null;
        }
        boolean swapped = first.column() >= left.size();
        Linear ofLeft = swapped ? second : first;
        Linear ofRight = swapped ? first : second;
        int rightTime = ofRight.column() - left.size();
        if (ofLeft.column() >= left.size() || rightTime < 0) {
            return null;
        }
        ColumnTrait.Time time = left.trait(ofLeft.column()).time();
        if (time == ColumnTrait.Time.NONE || time != right.trait(rightTime).time()) {
            return null;
        }
        boolean equal = call.function().equals(Op.EQ);
        boolean less = call.function().equals(Op.LT) || call.function().equals(Op.LE);
        boolean greater = call.function().equals(Op.GT) || call.function().equals(Op.GE);
        if (!equal && !less && !greater) {
            return null;
        }
        boolean lower = equal || (swapped ? less : greater);
        boolean upper = equal || (swapped ? greater : less);
        return new Bound(ofLeft.column(), rightTime, lower, upper, ofRight.micros() - ofLeft.micros());
    }

    private static @Nullable Linear linear(Expr expr) {
        if (expr instanceof InputRef ref) {
            return new Linear(ref.index(), 0);
        }
        if (!(expr instanceof Call call) || call.args().size() != 2) {
            return null;
        }
        boolean minus = call.function().equals(Op.MINUS);
        Linear time = linear(call.arg(0));
        if (time == null
                || !minus && !call.function().equals(Op.PLUS)
                || !(call.arg(1) instanceof Literal literal)
                || !(literal.value() instanceof Duration duration)) {
            return null;
        }
        long micros = duration.toSeconds() * 1_000_000 + duration.toNanosPart() / 1000;
        return new Linear(time.column(), time.micros() + (minus ? -micros : micros));
    }
}
