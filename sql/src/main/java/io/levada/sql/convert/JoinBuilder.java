package io.levada.sql.convert;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.expr.Call;
import io.levada.core.expr.Expr;
import io.levada.core.expr.Op;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.plan.Join;
import io.levada.core.plan.JoinKind;
import io.levada.core.plan.JoinTime;
import io.levada.core.plan.WindowAggregate.Property;
import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import io.levada.core.type.Storage;
import io.levada.core.type.TypeKind;
import io.levada.sql.optimize.Exprs;
import io.levada.sql.optimize.JoinUniqueKeys;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/**
 * Makes the join of two streams: equalities between the sides become keys, what else must hold a condition; equal window
 * bounds make it a window join, time attributes that bound each other an interval join.
 */
final class JoinBuilder {
    private final Stream left;
    private final Stream right;
    private final JoinKind kind;
    private final Places places;
    private final List<Expr> leftColumns;
    private final List<Expr> rightColumns;
    private final List<Integer> leftKeys = new ArrayList<>();
    private final List<Integer> rightKeys = new ArrayList<>();
    /** Over the left columns as they came, then the right ones. */
    private final List<Expr> residual = new ArrayList<>();

    JoinBuilder(Stream left, Stream right, JoinKind kind, Places places) {
        this.left = left;
        this.right = right;
        this.kind = kind;
        this.places = places;
        leftColumns = new ArrayList<>(Calcs.identity(left));
        rightColumns = new ArrayList<>(Calcs.identity(right));
    }

    /** @param conditions over the columns of both sides */
    Stream build(List<RexNode> conditions, List<String> names) {
        List<DataType> types = new ArrayList<>();
        leftColumns.forEach(c -> types.add(c.type()));
        rightColumns.forEach(c -> types.add(c.type()));
        ExprConverter converter = new ExprConverter(types);
        List<Expr> conjuncts = conditions.stream()
                .flatMap(c -> Exprs.conjuncts(converter.convert(c)).stream())
                .toList();
        for (Expr conjunct : conjuncts) {
            if (!asKey(conjunct)) {
                residual.add(conjunct);
            }
        }
        WindowBounds window = windowBounds();
        JoinTime time = window != null
                ? new JoinTime.Window(window.endKey())
                : new JoinIntervals(left, right, places).find(conjuncts);
        checkInputs(time, window);
        return new Stream(node(time), kind.leftOnly() ? names.subList(0, left.size()) : names, traits(time, window));
    }

    private boolean asKey(Expr conjunct) {
        if (!(conjunct instanceof Call call) || !call.function().equals(Op.EQ) || !Exprs.isDeterministic(call)) {
            return false;
        }
        Expr first = call.arg(0);
        Expr second = call.arg(1);
        if (isOf(first, false) && isOf(second, true)) {
            return addKey(first, second);
        }
        return isOf(first, true) && isOf(second, false) && addKey(second, first);
    }

    private boolean isOf(Expr expr, boolean ofRight) {
        BitSet columns = Exprs.columns(expr);
        return ofRight ? columns.nextSetBit(0) >= left.size() : !columns.isEmpty() && columns.length() <= left.size();
    }

    private boolean addKey(Expr ofLeft, Expr ofRight) {
        DataType a = ofLeft.type();
        DataType b = ofRight.type();
        boolean alike = a.kind() == b.kind()
                || a.kind().isText() && b.kind().isText()
                || a.storage() == Storage.BYTES
                        && !a.kind().isText()
                        && b.storage() == Storage.BYTES
                        && !b.kind().isText();
        if (!alike || a.storage() != b.storage() || a.storage() == Storage.OBJECT) {
            return false;
        }
        Expr leftKey = ofLeft;
        Expr rightKey = Exprs.renumber(ofRight, i -> i - left.size());
        if (a.kind() == TypeKind.DECIMAL && a.scale() != b.scale()) {
            int scale = Math.max(a.scale(), b.scale());
            int whole = Math.max(a.precision() - a.scale(), b.precision() - b.scale());
            if (whole + scale > DataType.MAX_DECIMAL_PRECISION) {
                return false;
            }
            leftKey = Casts.to(leftKey, DataType.decimal(whole + scale, scale));
            rightKey = Casts.to(rightKey, DataType.decimal(whole + scale, scale));
        }
        leftKeys.add(column(leftColumns, leftKey));
        rightKeys.add(column(rightColumns, rightKey));
        return true;
    }

    private static int column(List<Expr> columns, Expr key) {
        int known = columns.indexOf(key);
        if (known < 0) {
            columns.add(key);
        }
        return known < 0 ? columns.size() - 1 : known;
    }

    /** The windows of both sides where rows of the same window are joined. */
    private record WindowBounds(WindowOrigin left, WindowOrigin right, int endKey) {}

    private @Nullable WindowBounds windowBounds() {
        for (int k = 0; k < leftKeys.size(); k++) {
            WindowOrigin ofLeft = origin(left, leftKeys.get(k), Property.END);
            WindowOrigin ofRight = origin(right, rightKeys.get(k), Property.END);
            for (int s = 0; ofLeft != null && ofRight != null && s < leftKeys.size(); s++) {
                if (origin(left, leftKeys.get(s), Property.START) == ofLeft
                        && origin(right, rightKeys.get(s), Property.START) == ofRight) {
                    return new WindowBounds(ofLeft, ofRight, k);
                }
            }
        }
        return null;
    }

    private static @Nullable WindowOrigin origin(Stream side, int column, Property bound) {
        if (column >= side.size() || side.trait(column).property() != bound) {
            return null;
        }
        return side.trait(column).window();
    }

    private void checkInputs(JoinTime time, @Nullable WindowBounds window) {
        if (window != null && (window.left().processingTime() || window.right().processingTime())) {
            throw unsupported("a window join by processing time", "make the windows of an event time attribute");
        }
        boolean updating =
                left.node().mode() != ChangelogMode.APPEND || right.node().mode() != ChangelogMode.APPEND;
        if (updating && !(time instanceof JoinTime.Unbounded)) {
            throw unsupported(
                    (window != null ? "a window join" : "an interval join") + " of a stream whose rows are updated",
                    null);
        }
    }

    private LevadaException unsupported(String what, @Nullable String hint) {
        return new LevadaException(ErrorCode.SQL_UNSUPPORTED, what + " is not there yet", places.join(), hint, null);
    }

    private Join node(JoinTime time) {
        Stream leftInput = Calcs.project(left, leftColumns, withKeys(left, leftColumns));
        Stream rightInput = Calcs.project(right, rightColumns, withKeys(right, rightColumns));
        int shift = leftInput.size() - left.size();
        Expr condition = Exprs.and(residual.stream()
                .map(r -> Exprs.renumber(r, i -> i < left.size() ? i : i + shift))
                .toList());
        List<Integer> output = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            output.add(i);
        }
        for (int i = 0; i < right.size() && !kind.leftOnly(); i++) {
            output.add(leftInput.size() + i);
        }
        List<Field> joined =
                Join.joined(leftInput.node().rowType(), rightInput.node().rowType(), kind);
        return new Join(
                leftInput.node(),
                rightInput.node(),
                kind,
                leftKeys,
                rightKeys,
                condition,
                time,
                JoinUniqueKeys.isUniqueBy(leftInput.node(), leftKeys),
                JoinUniqueKeys.isUniqueBy(rightInput.node(), rightKeys),
                output,
                mode(time),
                new RowType(output.stream().map(joined::get).toList()));
    }

    private static List<String> withKeys(Stream side, List<Expr> columns) {
        List<String> names = new ArrayList<>(side.names());
        for (int i = names.size(); i < columns.size(); i++) {
            names.add("key" + i);
        }
        return names;
    }

    /** Without time, only where no row can lose its partner, or its loneliness, nothing is ever taken back. */
    private ChangelogMode mode(JoinTime time) {
        boolean append =
                left.node().mode() == ChangelogMode.APPEND && right.node().mode() == ChangelogMode.APPEND;
        boolean steady = kind == JoinKind.INNER || kind == JoinKind.SEMI || !(time instanceof JoinTime.Unbounded);
        return append && steady ? ChangelogMode.APPEND : ChangelogMode.RETRACT;
    }

    /** After a regular join rows come at any time, so that no column is a time attribute any more. */
    private List<ColumnTrait> traits(JoinTime time, @Nullable WindowBounds window) {
        WindowOrigin ofLeft = new WindowOrigin(null, false);
        WindowOrigin ofRight = kind == JoinKind.INNER ? ofLeft : new WindowOrigin(null, false);
        List<ColumnTrait> traits = new ArrayList<>();
        for (ColumnTrait trait : left.traits()) {
            traits.add(trait(trait, time, window == null ? null : window.left(), kind.keepsRight() ? null : ofLeft));
        }
        boolean padded = kind == JoinKind.LEFT || kind == JoinKind.FULL;
        for (ColumnTrait trait : kind.leftOnly() ? List.<ColumnTrait>of() : right.traits()) {
            traits.add(trait(trait, time, window == null ? null : window.right(), padded ? null : ofRight));
        }
        return traits;
    }

    private static ColumnTrait trait(
            ColumnTrait before, JoinTime time, @Nullable WindowOrigin window, @Nullable WindowOrigin after) {
        if (time instanceof JoinTime.Interval) {
            return before.time() == ColumnTrait.Time.ROWTIME ? ColumnTrait.ROWTIME : ColumnTrait.NONE;
        }
        Property property = before.property();
        return window != null && before.window() == window && after != null && property != null
                ? ColumnTrait.bound(after, property)
                : ColumnTrait.NONE;
    }
}
