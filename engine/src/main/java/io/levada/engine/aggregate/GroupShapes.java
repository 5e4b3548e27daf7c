package io.levada.engine.aggregate;

import io.levada.core.type.TypeKind;
import io.levada.engine.codegen.GroupShape;
import io.levada.engine.codegen.GroupShape.Cell;
import io.levada.engine.codegen.GroupShape.Shown;
import io.levada.engine.state.RecordField;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says of aggregates whose accumulators and results are whole numbers where these lie. */
final class GroupShapes {
    /** A method with more would be one that the JVM doesn't compile. */
    private static final int MOST = 64;

    private GroupShapes() {}

    /** Null for other aggregates. */
    static @Nullable GroupShape of(AggregatePlan plan) {
        List<Cell> cells = new ArrayList<>();
        for (Accumulator accumulator : plan.accumulators()) {
            Cell cell = cell(accumulator);
            if (cell == null) {
                return null;
            }
            cells.add(cell);
        }
        List<Shown> shown = new ArrayList<>();
        for (Result result : plan.results()) {
            Shown each = shown(result, cells);
            if (each == null) {
                return null;
            }
            shown.add(each);
        }
        return cells.size() + shown.size() > MOST ? null : new GroupShape(cells, shown);
    }

    private static @Nullable Cell cell(Accumulator accumulator) {
        return switch (accumulator) {
            case CountAccumulator count -> Cell.sum(count.word);
            case IntegerSumAccumulator sum -> Cell.sum(sum.word);
            case FieldAccumulators.Extreme extreme -> {
                RecordField.Place place = extreme.field.place();
                yield place == null
                        ? null
                        : new Cell(
                                extreme.isGreatest() ? GroupShape.Kind.GREATEST : GroupShape.Kind.LEAST,
                                place.word(),
                                place.presenceWord(),
                                place.presence(),
                                place.ints());
            }
            default -> null;
        };
    }

    private static @Nullable Shown shown(Result result, List<Cell> cells) {
        return switch (result) {
            case Results.Count count -> new Shown(at(count.word(), cells), -1, false, false, TypeKind.BIGINT);
            case Results.OfIntegers integers ->
                new Shown(
                        at(integers.sumWord(), cells),
                        at(integers.countWord(), cells),
                        integers.average(),
                        integers.nullWhenEmpty(),
                        integers.kind());
            case Results.OfField field -> {
                RecordField.Place place = field.field().place();
                yield place == null
                        ? null
                        : new Shown(
                                at(place.word(), cells),
                                -1,
                                false,
                                false,
                                place.ints() ? TypeKind.INTEGER : TypeKind.BIGINT);
            }
            default -> null;
        };
    }

    private static int at(int word, List<Cell> cells) {
        for (int i = 0; i < cells.size(); i++) {
            if (cells.get(i).word() == word) {
                return i;
            }
        }
        throw new IllegalStateException("no accumulator in word " + word);
    }
}
