package io.levada.engine.codegen;

import io.levada.core.data.Batch;
import io.levada.core.data.Column;
import io.levada.core.function.EvaluationContext;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What every generated calc has in common; public only because its subclasses have class loaders of their own. */
public abstract class GeneratedCalc implements CalcKernel {
    private @Nullable CalcShape shape;
    private int[] rows = new int[Batch.MAX_ROWS];
    /** The columns of the last batch, by place; worth having when it is spent. */
    private @Nullable Object[] arrays = {};

    private boolean spent;

    final GeneratedCalc of(CalcShape whole) {
        shape = whole;
        return this;
    }

    /** Fills the indexes of the rows that pass into {@code rows}, which is long enough; gives how many. */
    protected abstract int filter(Batch input, EvaluationContext context, int[] rows);

    /** Makes the columns that aren't only passed on; {@code rows} is null when all rows are taken. */
    protected abstract void project(
            Batch input, EvaluationContext context, int @Nullable [] rows, int count, Column[] out);

    @Override
    public final void spent() {
        spent = true;
    }

    /** For a column that is filled as a whole. */
    protected final long[] longs(int place, int count) {
        return spare(place) instanceof long[] known && known.length >= count ? known : keep(place, new long[count]);
    }

    /** For a column that is filled as a whole. */
    protected final int[] ints(int place, int count) {
        return spare(place) instanceof int[] known && known.length >= count ? known : keep(place, new int[count]);
    }

    /** For a column that is filled as a whole. */
    protected final double[] doubles(int place, int count) {
        return spare(place) instanceof double[] known && known.length >= count ? known : keep(place, new double[count]);
    }

    private @Nullable Object spare(int place) {
        return place < arrays.length ? arrays[place] : null;
    }

    private <A> A keep(int place, A array) {
        if (place >= arrays.length) {
            arrays = Arrays.copyOf(arrays, place + 1);
        }
        arrays[place] = array;
        return array;
    }

    @Override
    public final @Nullable Batch apply(Batch input, EvaluationContext context) {
        if (!spent) {
            Arrays.fill(arrays, null);
        }
        spent = false;
        CalcShape what = java.util.Objects.requireNonNull(shape);
        int count = input.rowCount();
        int[] chosen = null;
        Column[] out = new Column[what.passedOn().length];
        try {
            if (what.filter() != null) {
                if (rows.length < count) {
                    rows = new int[count];
                }
                int passed = filter(input, context, rows);
                if (passed == 0) {
                    return null;
                }
                chosen = passed < count ? rows : null;
                count = passed;
            }
            project(input, context, chosen, count, out);
        } catch (RuntimeException | StackOverflowError e) {
            throw Failures.explain(e, what, input, context);
        }
        for (int i = 0; i < out.length; i++) {
            int source = what.passedOn()[i];
            if (source >= 0) {
                out[i] = chosen == null
                        ? input.column(source)
                        : gather(input.column(source), what.input().type(source), chosen, count);
            }
        }
        return new Batch(count, out, kinds(input, chosen, count));
    }

    static Column gather(Column source, io.levada.core.type.DataType type, int[] rows, int count) {
        Column column = Column.create(type, count);
        column.appendFrom(source, rows, count);
        return column;
    }

    static byte @Nullable [] kinds(Batch input, int @Nullable [] chosen, int count) {
        byte[] all = input.kinds();
        if (all == null || chosen == null) {
            return all;
        }
        byte[] kinds = new byte[count];
        for (int i = 0; i < count; i++) {
            kinds[i] = all[chosen[i]];
        }
        return kinds;
    }
}
