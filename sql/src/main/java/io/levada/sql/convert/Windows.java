package io.levada.sql.convert;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.error.Position;
import io.levada.core.plan.WindowAggregate.Property;
import io.levada.core.plan.WindowAssign;
import io.levada.core.plan.WindowSpec;
import io.levada.sql.bind.WindowFunction;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Exchange;
import org.apache.calcite.rel.core.SortExchange;
import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;

/** {@code TUMBLE, HOP, CUMULATE, SESSION} table functions. */
final class Windows {
    private static final long MICROS_PER_MILLI = 1000;

    private final Places places;

    Windows(Places places) {
        this.places = places;
    }

    Stream convert(TableFunctionScan scan, PlanConverter converter) {
        RexCall call = (RexCall) scan.getCall();
        if (!(call.getOperator() instanceof WindowFunction function)) {
            throw new LevadaException(
                    ErrorCode.SQL_UNSUPPORTED,
                    "the table function " + call.getOperator().getName() + " is not there yet");
        }
        RelNode table = scan.getInput(0);
        List<Integer> partition = List.of();
        if (table instanceof SortExchange) {
            throw new LevadaException(
                    ErrorCode.SQL_UNSUPPORTED,
                    "ORDER BY within " + function.getName() + " is not there yet",
                    places.function(function.getName()),
                    null,
                    null);
        }
        if (table instanceof Exchange exchange) {
            partition = exchange.getDistribution().getKeys();
            table = exchange.getInput();
        }
        Stream input = converter.convert(table);
        int time = timeColumn(call);
        ColumnTrait.Time kind = input.trait(time).time();
        Position at = places.descriptor(input.names().get(time));
        if (kind == ColumnTrait.Time.NONE || kind == ColumnTrait.Time.WINDOWED) {
            throw new LevadaException(
                    ErrorCode.SQL_INVALID,
                    function.getName() + " needs a time attribute, but column '"
                            + input.names().get(time) + "' isn't one",
                    at,
                    "declare it in the table (WATERMARK FOR ts AS ts - INTERVAL '5' SECOND) and keep the column as it is"
                            + " on the way to the window",
                    null);
        }
        boolean processingTime = kind == ColumnTrait.Time.PROCTIME;
        WindowSpec spec = spec(function, intervals(call, function), partition, places.function(function.getName()));
        WindowAssign node = new WindowAssign(input.node(), spec, time, processingTime);
        WindowOrigin origin = new WindowOrigin(node, processingTime);
        List<String> names = new ArrayList<>(input.names());
        names.addAll(List.of("window_start", "window_end", "window_time"));
        List<ColumnTrait> traits = new ArrayList<>(input.traits());
        // From here on the time is window_time; the column that the windows go by is a plain one.
        traits.set(time, processingTime ? ColumnTrait.NONE : ColumnTrait.WINDOWED);
        traits.add(ColumnTrait.bound(origin, Property.START));
        traits.add(ColumnTrait.bound(origin, Property.END));
        traits.add(ColumnTrait.bound(origin, Property.TIME));
        return new Stream(node, names, traits);
    }

    private static int timeColumn(RexCall call) {
        for (RexNode operand : call.getOperands()) {
            if (operand instanceof RexCall descriptor && descriptor.getKind() == SqlKind.DESCRIPTOR) {
                return ((RexInputRef) descriptor.getOperands().get(0)).getIndex();
            }
        }
        throw new IllegalStateException("no descriptor in " + call);
    }

    /** In microseconds, in the order of the function's parameters. */
    private List<Long> intervals(RexCall call, WindowFunction function) {
        List<Long> micros = new ArrayList<>();
        for (RexNode operand : call.getOperands()) {
            if (operand.getKind() == SqlKind.DESCRIPTOR || operand.getKind() == SqlKind.DEFAULT) {
                continue;
            }
            boolean dayTime =
                    SqlTypeName.DAY_INTERVAL_TYPES.contains(operand.getType().getSqlTypeName());
            BigDecimal millis =
                    operand instanceof RexLiteral literal && dayTime ? literal.getValueAs(BigDecimal.class) : null;
            if (millis == null) {
                throw new LevadaException(
                        ErrorCode.SQL_INVALID,
                        "the intervals of " + function.getName() + " are constants of days or less",
                        places.function(function.getName()),
                        "write INTERVAL '10' MINUTE",
                        null);
            }
            micros.add(millis.longValueExact() * MICROS_PER_MILLI);
        }
        return micros;
    }

    private static WindowSpec spec(
            WindowFunction function,
            List<Long> intervals,
            List<Integer> partition,
            @org.jspecify.annotations.Nullable Position at) {
        boolean two = function == WindowFunction.HOP || function == WindowFunction.CUMULATE;
        int lengths = two ? 2 : 1;
        for (int i = 0; i < lengths; i++) {
            if (intervals.get(i) <= 0) {
                throw invalid("an interval of " + function.getName() + " must be longer than nothing", at);
            }
        }
        long first = intervals.get(0);
        long offset = intervals.size() > lengths ? intervals.get(lengths) : 0;
        if (function == WindowFunction.TUMBLE) {
            return new WindowSpec.Tumble(first, offset);
        }
        if (function == WindowFunction.SESSION) {
            return new WindowSpec.Session(first, partition);
        }
        long size = intervals.get(1);
        if (size % first != 0) {
            throw invalid(
                    "the size of " + function.getName() + " must be a multiple of its "
                            + (function == WindowFunction.HOP ? "slide" : "step"),
                    at);
        }
        return function == WindowFunction.HOP
                ? new WindowSpec.Hop(first, size, offset)
                : new WindowSpec.Cumulate(first, size, offset);
    }

    private static LevadaException invalid(String message, @org.jspecify.annotations.Nullable Position at) {
        return new LevadaException(ErrorCode.SQL_INVALID, message, at, null, null);
    }
}
