package io.levada.engine.operator;

import io.levada.core.data.Batch;
import io.levada.core.data.ChangeKind;
import io.levada.core.plan.Join;
import io.levada.core.plan.JoinKind;
import io.levada.core.plan.JoinTime;
import io.levada.engine.codegen.CalcKernel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Matches the rows of a batch with what is remembered of the other side, and tells what comes of it.
 *
 * <p>Where rows without a partner are told, each row of that side keeps how many partners it has: with the first partner
 * the lonely row is taken back, with the last one's leaving it is told again, as in Flink. In joins that are bounded by
 * time the lonely rows are told when they are over.
 */
final class JoinMatcher {
    private static final Batch NOTHING = Batch.inserts(0);

    private final Join node;
    private final boolean bounded;
    private final boolean semi;
    private final JoinColumns columns;
    private final @Nullable JoinCondition condition;
    private final JoinOutput out;
    private final OperatorContext context;
    private final Output output;
    private int[] heads = new int[0];
    private int[] matches = new int[0];
    private int[] pairRows = new int[0];
    private int[] pairIds = new int[0];
    private int pairs;

    /** A question about a row of the batch. */
    interface RowTest {
        boolean test(int row);
    }

    /**
     * @param kernel what {@code Kernels} makes of the node's condition; null when it has none
     * @param left, right sides like all that will be matched
     */
    JoinMatcher(
            Join node,
            @Nullable CalcKernel kernel,
            JoinSide left,
            JoinSide right,
            OperatorContext context,
            Output output) {
        this.node = node;
        this.context = context;
        this.output = output;
        bounded = !(node.time() instanceof JoinTime.Unbounded);
        semi = node.kind() == JoinKind.SEMI;
        columns = new JoinColumns(node, left, right, !(node.time() instanceof JoinTime.Window));
        condition = kernel == null ? null : new JoinCondition(node, kernel, columns);
        out = new JoinOutput(node, columns);
    }

    /** By row of the batch that was matched last: how many partners it has. */
    int[] matches() {
        return matches;
    }

    /** Whether that side's rows without a partner are told. */
    boolean keeps(JoinSide side) {
        return side.shape().right() ? node.kind().keepsRight() : node.kind().keepsLeft();
    }

    /**
     * Matches a batch and emits what it tells.
     *
     * @param keyIds by row
     * @param decided whether a row without partners is told at once: it will not be remembered, or it can be taken back
     */
    void match(JoinKeys keys, JoinSide own, JoinSide other, Batch batch, int[] keyIds, RowTest decided) {
        int rows = batch.rowCount();
        int most = Math.max(1, context.batchSize());
        ensureBuffers(rows, most);
        columns.begin(batch, !own.shape().right(), own, other);
        keys.heads(keyIds, rows, other.shape().right(), heads);
        Arrays.fill(matches, 0, rows, 0);
        boolean plain = !own.shape().counted()
                && !other.shape().counted()
                && !other.shape().updating();
        int row = 0;
        int id = other.live(heads[0]);
        while (row < rows) {
            int first = row;
            pairs = 0;
            while (row < rows && pairs < most) {
                if (id == JoinSide.NONE) {
                    row++;
                    id = row < rows ? other.live(heads[row]) : JoinSide.NONE;
                } else {
                    pairRows[pairs] = row;
                    pairIds[pairs++] = id;
                    id = other.next(id);
                }
            }
            if (condition != null) {
                pairs = condition.retain(pairRows, pairIds, pairs, context);
            }
            if (plain) {
                out.tell(pairRows, pairIds, pairs, batch);
            } else {
                tell(own, other, batch, first, row, decided);
            }
            if (out.count() >= most) {
                out.flush(most, output);
            }
        }
        out.flush(most, output);
    }

    /** Tells the pairs of the rows from {@code first} on; those before {@code end} have no more pairs. */
    private void tell(JoinSide own, JoinSide other, Batch batch, int first, int end, RowTest decided) {
        int pair = 0;
        for (int row = first; row <= end && row < batch.rowCount(); row++) {
            boolean adds = ChangeKind.isAddition(batch.kind(row));
            for (; pair < pairs && pairRows[pair] == row; pair++) {
                tellPair(own, other, batch, pair, adds);
            }
            if (row < end && own.shape().counted()) {
                tellAlone(own, row, adds, decided);
            }
        }
    }

    /** What leaves is told before what comes in its place: a reader may go by key. */
    private void tellPair(JoinSide own, JoinSide other, Batch batch, int pair, boolean adds) {
        int row = pairRows[pair];
        int id = pairIds[pair];
        int copies = other.copies(id);
        matches[row] += copies;
        boolean turns = other.shape().counted() && countPartner(other, id, adds);
        if (turns && adds) {
            tellTurn(other, id, semi ? ChangeKind.I : ChangeKind.D, copies);
        }
        if (!node.kind().leftOnly()) {
            byte kind = batch.kind(row);
            if (own.shape().counted() || adds && other.shape().counted()) {
                kind = adds ? ChangeKind.I : ChangeKind.D;
            }
            out.tell(row, id, kind, copies);
        }
        if (turns && !adds) {
            tellTurn(other, id, semi ? ChangeKind.D : ChangeKind.I, copies);
        }
    }

    /** @return whether it was the first partner that came or the last that left */
    private static boolean countPartner(JoinSide side, int id, boolean adds) {
        long before = side.partners(id);
        side.setPartners(id, adds ? before + 1 : Math.max(0, before - 1));
        return adds ? before == 0 : before == 1;
    }

    private void tellTurn(JoinSide side, int id, byte kind, int copies) {
        if (semi || keeps(side) && !bounded) {
            out.tell(-1, id, kind, copies);
        }
    }

    /** All pairs of a row are told: now for itself. */
    private void tellAlone(JoinSide own, int row, boolean adds, RowTest decided) {
        boolean isTold = semi ? matches[row] > 0 : matches[row] == 0 && keeps(own) && decided.test(row);
        if (isTold) {
            out.tell(row, JoinSide.NONE, adds ? ChangeKind.I : ChangeKind.D, 1);
        }
    }

    /** Tells those of a side's rows, which are over, that stayed without a partner; gives how many these were. */
    int tellLonely(JoinSide side, JoinSide other, int[] ids, int count) {
        if (!keeps(side)) {
            return 0;
        }
        columns.begin(NOTHING, side.shape().right(), other, side);
        for (int i = 0; i < count; i++) {
            if (side.partners(ids[i]) == 0) {
                out.tell(-1, ids[i], ChangeKind.I, 1);
            }
        }
        int told = out.count();
        out.flush(Math.max(1, context.batchSize()), output);
        return told;
    }

    private void ensureBuffers(int rows, int most) {
        if (matches.length < rows) {
            int room = Math.max(rows, matches.length * 2);
            heads = new int[room];
            matches = new int[room];
        }
        if (pairRows.length < most) {
            pairRows = new int[most];
            pairIds = new int[most];
        }
    }
}
