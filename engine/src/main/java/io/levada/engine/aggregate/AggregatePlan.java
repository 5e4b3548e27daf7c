package io.levada.engine.aggregate;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.plan.AggregateCall;
import io.levada.core.type.DataType;
import io.levada.core.type.RowType;
import io.levada.core.type.TypeKind;
import io.levada.engine.state.RecordField;
import io.levada.engine.state.RecordLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Aggregate calls taken apart into accumulators that they share: COUNT(x), SUM(x) and AVG(x) are one sum and one count,
 * and two DISTINCT aggregates of one column remember its values once. A stage is what sees the same rows: those that
 * pass one filter and, for DISTINCT, bring a new value of one column.
 *
 * @param accumulators all of them, the count of rows first
 */
record AggregatePlan(
        CountAccumulator rowCount,
        List<Accumulator> accumulators,
        List<Stage> stages,
        List<ValueCounts> valueCounts,
        List<DistinctValues> distinctValues,
        List<Result> results,
        FieldAccumulators.Arrivals arrivals) {

    /** @param column of the batch, or -1 when it needs none */
    record Input(Accumulator accumulator, int column) {}

    record Values(ValueCounts counts, int column) {}

    /** @param filter a BOOLEAN column, or -1; {@code distinct} counts the values of {@code column} */
    record Stage(int filter, @Nullable Distinct distinct, int column, List<Input> inputs, List<Values> values) {}

    static AggregatePlan of(RecordLayout layout, RowType input, List<AggregateCall> calls, boolean retracting) {
        return new Builder(layout, input, retracting).build(calls);
    }

    private static final class Builder {
        private final RecordLayout layout;
        private final RowType input;
        private final boolean retracting;
        private final CountAccumulator rowCount;
        private final FieldAccumulators.Arrivals arrivals = new FieldAccumulators.Arrivals();
        private final List<Accumulator> accumulators = new ArrayList<>();
        private final List<ValueCounts> valueCounts = new ArrayList<>();
        private final Map<Integer, DistinctValues> distinctValues = new LinkedHashMap<>();
        private final Map<List<Integer>, Stage> stages = new HashMap<>();
        private final List<Stage> stageOrder = new ArrayList<>();
        private final Map<List<Object>, Object> shared = new HashMap<>();

        Builder(RecordLayout layout, RowType input, boolean retracting) {
            this.layout = layout;
            this.input = input;
            this.retracting = retracting;
            rowCount = new CountAccumulator(layout.addWords(1));
            accumulators.add(rowCount);
        }

        AggregatePlan build(List<AggregateCall> calls) {
            if (!retracting) {
                shareDistinctValues(calls);
            }
            List<Result> results = new ArrayList<>();
            calls.forEach(call -> results.add(result(call)));
            return new AggregatePlan(
                    rowCount,
                    List.copyOf(accumulators),
                    List.copyOf(stageOrder),
                    List.copyOf(valueCounts),
                    List.copyOf(distinctValues.values()),
                    results,
                    arrivals);
        }

        /** All rows of a column are looked up then, so it must be that an aggregate without a filter needs them. */
        private void shareDistinctValues(List<AggregateCall> calls) {
            Map<Integer, Set<Integer>> filters = new TreeMap<>();
            for (AggregateCall call : calls) {
                if (call.distinct()) {
                    filters.computeIfAbsent(call.args().get(0), c -> new HashSet<>())
                            .add(call.filter());
                }
            }
            filters.forEach((column, some) -> {
                if (some.size() > 1 && some.contains(-1)) {
                    distinctValues.put(column, new DistinctValues(newCounts(column), column));
                }
            });
        }

        private Result result(AggregateCall call) {
            if (call.args().size() > 1) {
                throw unsupported(call, "more than one argument");
            }
            int column = call.args().isEmpty() ? -1 : call.args().get(0);
            return switch (call.function()) {
                case "COUNT" -> new Results.Count(count(stage(call), column).word);
                case "SUM" -> number(call, column, false, true);
                case "SUM0", "$SUM0" -> number(call, column, false, false);
                case "AVG" -> number(call, column, true, true);
                case "MIN" -> extreme(call, column, false);
                case "MAX" -> extreme(call, column, true);
                case "FIRST_VALUE" -> edge(call, column, false);
                case "LAST_VALUE" -> edge(call, column, true);
                default ->
                    throw new LevadaException(
                            ErrorCode.SQL_UNSUPPORTED,
                            "the aggregate function " + call.function() + " isn't supported");
            };
        }

        private Stage stage(AggregateCall call) {
            return stage(call.filter(), call.distinct() ? call.args().get(0) : -1);
        }

        private Stage stage(int filter, int distinct) {
            Stage known = stages.get(List.of(filter, distinct));
            if (known != null) {
                return known;
            }
            Distinct values = distinct < 0 ? null : distinct(distinct);
            Stage stage = new Stage(filter, values, distinct, new ArrayList<>(), new ArrayList<>());
            stages.put(List.of(filter, distinct), stage);
            stageOrder.add(stage);
            return stage;
        }

        private Distinct distinct(int column) {
            DistinctValues values = distinctValues.get(column);
            return values != null && values.hasRoom() ? values.newFilter() : newCounts(column);
        }

        private ValueCounts newCounts(int column) {
            ValueCounts counts = new ValueCounts(valueCounts.size(), layout, input.type(column), retracting);
            valueCounts.add(counts);
            return counts;
        }

        private <A extends Accumulator> A add(Stage stage, int column, A accumulator) {
            stage.inputs().add(new Input(accumulator, column));
            accumulators.add(accumulator);
            return accumulator;
        }

        private CountAccumulator count(Stage stage, int column) {
            int counted = column >= 0 && input.type(column).nullable() && stage.distinct() == null ? column : -1;
            if (counted < 0 && stage.filter() < 0 && stage.distinct() == null) {
                return rowCount;
            }
            return (CountAccumulator) shared.computeIfAbsent(
                    key("COUNT", stage, counted), k -> add(stage, counted, new CountAccumulator(layout.addWords(1))));
        }

        private Result number(AggregateCall call, int column, boolean average, boolean nullWhenEmpty) {
            Stage stage = stage(call);
            DataType type = input.type(column);
            TypeKind kind = call.type().kind();
            if (type.kind() == TypeKind.DECIMAL) {
                DecimalSumAccumulator sum = (DecimalSumAccumulator) shared.computeIfAbsent(
                        key("DECIMAL", stage, column),
                        k -> add(stage, column, new DecimalSumAccumulator(layout.addWords(3))));
                return new Results.OfDecimals(sum, count(stage, column).word, average, nullWhenEmpty, type.scale());
            }
            if (type.kind().isInteger()) {
                Accumulator sum = (Accumulator) shared.computeIfAbsent(
                        key("INTEGER", stage, column),
                        k -> add(stage, column, new IntegerSumAccumulator(layout.addWords(1))));
                return new Results.OfIntegers(sum.word, count(stage, column).word, average, nullWhenEmpty, kind);
            }
            if (!type.kind().isNumeric()) {
                throw unsupported(call, "arguments of type " + type.sqlName());
            }
            boolean isFloat = type.kind() == TypeKind.FLOAT && !average;
            Accumulator sum = (Accumulator) shared.computeIfAbsent(
                    key(isFloat ? "FLOAT" : "DOUBLE", stage, column),
                    k -> add(stage, column, new DoubleSumAccumulator(layout.addWords(2), isFloat)));
            return new Results.OfDoubles(sum.word, average, nullWhenEmpty, kind);
        }

        private Result extreme(AggregateCall call, int column, boolean greatest) {
            Stage stage = stage(call.filter(), -1);
            DataType type = input.type(column);
            if (!hasOrder(type.kind())) {
                throw unsupported(call, "arguments of type " + type.sqlName());
            }
            if (!retracting) {
                return new Results.OfField(((FieldAccumulators.OfField) shared.computeIfAbsent(
                                key(greatest ? "MAX" : "MIN", stage, column),
                                k -> add(
                                        stage,
                                        column,
                                        new FieldAccumulators.Extreme(RecordField.create(layout, type), greatest))))
                        .field);
            }
            ValueCounts counts = (ValueCounts) shared.computeIfAbsent(key("VALUES", stage, column), k -> {
                ValueCounts made = newCounts(column);
                stage.values().add(new Values(made, column));
                return made;
            });
            return new Results.OfCounts((ExtremeOfCounts) shared.computeIfAbsent(
                    key(greatest ? "MAX" : "MIN", stage, column),
                    k -> new ExtremeOfCounts(counts, layout.addWords(1), greatest)));
        }

        private Result edge(AggregateCall call, int column, boolean last) {
            if (retracting) {
                throw unsupported(call, "an input with updates or deletions");
            }
            Stage stage = stage(call.filter(), -1);
            DataType type = input.type(column);
            return new Results.OfField(((FieldAccumulators.OfField) shared.computeIfAbsent(
                            key(last ? "LAST" : "FIRST", stage, column),
                            k -> add(
                                    stage,
                                    column,
                                    new FieldAccumulators.Edge(
                                            layout, RecordField.create(layout, type), last, arrivals))))
                    .field);
        }

        private static List<Object> key(String what, Stage stage, int column) {
            return List.of(what, stage.filter(), stage.distinct() == null ? -1 : stage.column(), column);
        }

        private static boolean hasOrder(TypeKind kind) {
            return switch (kind) {
                case ROW, ARRAY, MAP, NULL, BINARY, VARBINARY -> false;
                default -> true;
            };
        }

        private static LevadaException unsupported(AggregateCall call, String what) {
            return new LevadaException(
                    ErrorCode.SQL_UNSUPPORTED, call.function() + " over " + what + " isn't supported");
        }
    }
}
