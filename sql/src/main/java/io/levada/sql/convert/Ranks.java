package io.levada.sql.convert;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.expr.Call;
import io.levada.core.expr.Expr;
import io.levada.core.expr.InputRef;
import io.levada.core.expr.Literal;
import io.levada.core.expr.Op;
import io.levada.core.plan.Calc;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.plan.Deduplicate;
import io.levada.core.plan.PlanNode;
import io.levada.core.plan.Rank;
import io.levada.core.plan.SortKey;
import io.levada.core.plan.WindowAggregate.Property;
import io.levada.core.plan.WindowRank;
import io.levada.core.plan.WindowSpec;
import io.levada.core.type.DataType;
import io.levada.core.type.TypeKind;
import io.levada.sql.optimize.Exprs;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexFieldCollation;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.sql.SqlKind;
import org.jspecify.annotations.Nullable;

/**
 * {@code ROW_NUMBER() OVER (...)} with a filter on it. The function alone becomes a Top-N without an end; the filter above,
 * wherever it meets it, says which places are wanted:
 *
 * <pre>
 *   Calc where rownum &lt;= 3           Calc
 *     Rank 1 to ?              =>      Rank 1 to 3
 * </pre>
 */
final class Ranks {
    private static final DataType PLACE = DataType.BIGINT.notNull();

    private final Places places;
    /** What a Top-N that has no end yet stands on. */
    private final Map<PlanNode, Stream> inputs = new IdentityHashMap<>();

    Ranks(Places places) {
        this.places = places;
    }

    /** A projection with ROW_NUMBER() in it. */
    Stream convert(Project project, Stream input) {
        Set<RexOver> overs = new LinkedHashSet<>();
        RexVisitorImpl<Void> finder = new RexVisitorImpl<>(true) {
            @Override
            public Void visitOver(RexOver over) {
                overs.add(over);
                return super.visitOver(over);
            }
        };
        project.getProjects().forEach(p -> p.accept(finder));
        RexOver over = overs.iterator().next();
        if (overs.size() > 1 || over.getAggOperator().getKind() != SqlKind.ROW_NUMBER) {
            throw unsupported("more than ROW_NUMBER() once in a SELECT");
        }
        Stream ranked = ranked(over, input);
        RexInputRef place = new RexInputRef(ranked.size() - 1, over.getType());
        RexShuttle replaced = new RexShuttle() {
            @Override
            public RexNode visitOver(RexOver any) {
                return place;
            }
        };
        return bounded(Calcs.project(
                ranked,
                ExprConverter.over(ranked).convertAll(replaced.visitList(project.getProjects())),
                project.getRowType().getFieldNames()));
    }

    private Stream ranked(RexOver over, Stream input) {
        if (over.getWindow().orderKeys.isEmpty()) {
            throw new LevadaException(
                    ErrorCode.SQL_INVALID,
                    "ROW_NUMBER() needs an order",
                    places.function("ROW_NUMBER"),
                    "write ROW_NUMBER() OVER (PARTITION BY ... ORDER BY ...)",
                    null);
        }
        Columns columns = new Columns(input);
        List<Integer> partition =
                over.getWindow().partitionKeys.stream().map(columns::of).toList();
        List<SortKey> order = new ArrayList<>();
        for (RexFieldCollation key : over.getWindow().orderKeys) {
            boolean descending = key.getDirection().isDescending();
            order.add(sortKey(columns.of(key.left), descending, key.getNullDirection()));
        }
        Stream below = columns.stream();
        checkComparable(below, order);
        Rank rank = new Rank(below.node(), partition, order, 1, Rank.OPEN, true, ChangelogMode.RETRACT);
        inputs.put(rank, below);
        List<String> names = new ArrayList<>(below.names());
        names.add("row_number");
        List<ColumnTrait> traits = new ArrayList<>(below.traits());
        traits.add(ColumnTrait.NONE);
        return new Stream(rank, names, traits);
    }

    static SortKey sortKey(int column, boolean descending, RelFieldCollation.NullDirection nulls) {
        boolean first = switch (nulls) {
            case FIRST -> true;
            case LAST -> false;
            // NULL is less than any value.
            case UNSPECIFIED -> !descending;
        };
        return new SortKey(column, descending, first);
    }

    /** {@code ORDER BY ... LIMIT n}: a Top-N over everything. */
    static Stream limited(Stream input, List<SortKey> order, long offset, long count) {
        checkComparable(input, order);
        long to = offset + count < 0 ? Rank.OPEN - 1 : offset + count;
        PlanNode node = new Rank(input.node(), List.of(), order, offset + 1, to, false, ChangelogMode.RETRACT);
        return new Stream(node, input.names(), input.traits());
    }

    private static void checkComparable(Stream input, List<SortKey> order) {
        for (SortKey key : order) {
            TypeKind kind = input.type(key.column()).kind();
            if (kind == TypeKind.ARRAY || kind == TypeKind.MAP || kind == TypeKind.ROW) {
                throw new LevadaException(
                        ErrorCode.SQL_UNSUPPORTED,
                        "ORDER BY a column of type " + input.type(key.column()).sqlName() + " is not there yet");
            }
        }
    }

    /** Gives a Top-N right below a filter the places that the filter lets through. */
    Stream bounded(Stream stream) {
        if (!(stream.node() instanceof Calc calc)
                || !(calc.input() instanceof Rank rank)
                || rank.to() != Rank.OPEN
                || calc.filter() == null) {
            return stream;
        }
        int place = rank.input().rowType().size();
        long from = 1;
        long to = Rank.OPEN;
        List<Expr> others = new ArrayList<>();
        for (Expr condition : Exprs.conjuncts(calc.filter())) {
            PlaceBound bound = PlaceBound.of(condition, place);
            if (bound == null) {
                others.add(condition);
            } else {
                from = Math.max(from, bound.from());
                to = Math.min(to, bound.to());
            }
        }
        if (to == Rank.OPEN) {
            return stream;
        }
        if (to < from) {
            throw new LevadaException(
                    ErrorCode.SQL_INVALID,
                    "no row has a ROW_NUMBER() that the filter lets through",
                    places.function("ROW_NUMBER"),
                    "row numbers start at 1",
                    null);
        }
        boolean constant = from == to;
        long only = from;
        PlanNode node = chosen(rank, from, to, !constant);
        List<Expr> projections = calc.projections().stream()
                .map(p -> constant ? withConstant(p, rank, only) : p)
                .toList();
        Expr filter = Exprs.and(others.stream()
                .map(p -> constant ? withConstant(p, rank, only) : p)
                .toList());
        boolean asIs =
                filter == null && Exprs.isIdentity(projections, node.rowType().size());
        PlanNode result = asIs ? node : new Calc(node, filter, projections, calc.rowType());
        return new Stream(result, stream.names(), stream.traits());
    }

    private static Expr withConstant(Expr expr, Rank rank, long value) {
        int width = rank.input().rowType().size();
        return Exprs.substitute(
                expr,
                i -> i == width
                        ? new Literal(value, PLACE)
                        : new InputRef(i, rank.input().rowType().type(i)));
    }

    private PlanNode chosen(Rank rank, long from, long to, boolean rowNumber) {
        Stream input = java.util.Objects.requireNonNull(inputs.get(rank));
        boolean append = input.node().mode() == ChangelogMode.APPEND;
        SortKey first = rank.order().get(0);
        ColumnTrait.Time time =
                rank.order().size() == 1 ? input.trait(first.column()).time() : ColumnTrait.Time.NONE;
        boolean one = to == 1 && append;
        WindowOrigin window = append ? window(rank.partition(), input) : null;
        if (window != null) {
            if (window.processingTime()) {
                throw unsupported("Top-N over processing-time windows");
            }
            boolean byTime = time == ColumnTrait.Time.ROWTIME || time == ColumnTrait.Time.WINDOWED;
            int start = bound(rank.partition(), input, window, Property.START);
            int end = bound(rank.partition(), input, window, Property.END);
            List<Integer> others = rank.partition().stream()
                    .filter(c -> input.trait(c).window() != window)
                    .toList();
            boolean latestFirst = one && byTime && first.descending();
            return new WindowRank(
                    input.node(),
                    new WindowSpec.Attached(start, end),
                    others,
                    rank.order(),
                    latestFirst,
                    from,
                    to,
                    rowNumber);
        }
        if (one && (time == ColumnTrait.Time.ROWTIME || time == ColumnTrait.Time.PROCTIME)) {
            boolean last = first.descending();
            return new Deduplicate(
                    input.node(),
                    rank.partition(),
                    time == ColumnTrait.Time.PROCTIME ? -1 : first.column(),
                    last,
                    last ? ChangelogMode.RETRACT : ChangelogMode.APPEND);
        }
        return new Rank(input.node(), rank.partition(), rank.order(), from, to, rowNumber, rank.mode());
    }

    private static @Nullable WindowOrigin window(List<Integer> partition, Stream input) {
        for (int column : partition) {
            WindowOrigin origin = input.trait(column).window();
            if (origin != null
                    && bound(partition, input, origin, Property.START) >= 0
                    && bound(partition, input, origin, Property.END) >= 0) {
                return origin;
            }
        }
        return null;
    }

    private static int bound(List<Integer> partition, Stream input, WindowOrigin origin, Property property) {
        return partition.stream()
                .filter(c -> input.trait(c).isBound(origin, property))
                .findFirst()
                .orElse(-1);
    }

    /** Throws when a ROW_NUMBER() has been left without a filter on it. */
    void checkAllBounded(PlanNode node) {
        if (node instanceof Rank rank && rank.to() == Rank.OPEN) {
            throw unsupported("ROW_NUMBER() without a condition on it from above (WHERE rownum <= 10)");
        }
        node.inputs().forEach(this::checkAllBounded);
    }

    private LevadaException unsupported(String what) {
        return new LevadaException(
                ErrorCode.SQL_UNSUPPORTED, what + " is not there yet", places.function("ROW_NUMBER"), null, null);
    }

    /** Finds expressions among a stream's columns, and adds those that aren't. */
    private static final class Columns {
        private final Stream input;
        private final List<Expr> projections;
        private final List<String> names;

        Columns(Stream input) {
            this.input = input;
            projections = new ArrayList<>(Calcs.identity(input));
            names = new ArrayList<>(input.names());
        }

        int of(RexNode node) {
            Expr expr = ExprConverter.over(input).convert(node);
            int known = projections.indexOf(expr);
            if (known >= 0) {
                return known;
            }
            projections.add(expr);
            names.add("$order" + projections.size());
            return projections.size() - 1;
        }

        Stream stream() {
            return Calcs.project(input, projections, names);
        }
    }

    /** The places that one condition lets through. */
    private record PlaceBound(long from, long to) {
        /** Null when the condition isn't a comparison of the place with a number. */
        static @Nullable PlaceBound of(Expr condition, int place) {
            if (!(condition instanceof Call call) || call.args().size() != 2) {
                return null;
            }
            Expr left = uncast(call.arg(0));
            Expr right = uncast(call.arg(1));
            if (left instanceof InputRef ref && ref.index() == place && whole(right) != null) {
                return of(call.function(), java.util.Objects.requireNonNull(whole(right)));
            }
            if (right instanceof InputRef ref && ref.index() == place && whole(left) != null) {
                return of(mirrored(call.function()), java.util.Objects.requireNonNull(whole(left)));
            }
            return null;
        }

        private static @Nullable PlaceBound of(String op, long number) {
            return switch (op) {
                case Op.EQ -> new PlaceBound(number, number);
                case Op.LE -> new PlaceBound(1, number);
                case Op.LT -> new PlaceBound(1, number - 1);
                case Op.GE -> new PlaceBound(number, Rank.OPEN);
                case Op.GT -> new PlaceBound(number + 1, Rank.OPEN);
                default -> null;
            };
        }

        private static String mirrored(String op) {
            return switch (op) {
                case Op.LE -> Op.GE;
                case Op.LT -> Op.GT;
                case Op.GE -> Op.LE;
                case Op.GT -> Op.LT;
                default -> op;
            };
        }

        private static Expr uncast(Expr expr) {
            boolean widened = expr instanceof Call call
                    && call.function().equals(Op.CAST)
                    && call.type().kind() == TypeKind.BIGINT;
            return widened ? ((Call) expr).arg(0) : expr;
        }

        private static @Nullable Long whole(Expr expr) {
            return expr instanceof Literal literal
                            && literal.value() instanceof Number number
                            && (number instanceof Long || number instanceof Integer)
                    ? number.longValue()
                    : null;
        }
    }
}
