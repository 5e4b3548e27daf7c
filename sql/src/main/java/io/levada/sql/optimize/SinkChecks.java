package io.levada.sql.optimize;

import io.levada.core.connector.Connectors;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.expr.InputRef;
import io.levada.core.plan.Calc;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.plan.ChangelogNormalize;
import io.levada.core.plan.Deduplicate;
import io.levada.core.plan.GroupAggregate;
import io.levada.core.plan.Join;
import io.levada.core.plan.LookupJoin;
import io.levada.core.plan.PlanNode;
import io.levada.core.plan.Rank;
import io.levada.core.plan.Scan;
import io.levada.core.plan.Sink;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a table can take the changes that a query makes, and by which key. */
public final class SinkChecks {
    private final Connectors connectors;

    public SinkChecks(Connectors connectors) {
        this.connectors = connectors;
    }

    /** Throws, without a position, for a table that can't. */
    public void check(Sink sink) {
        if (sink.table() == null) {
            return;
        }
        ChangelogMode takes = connectors.of(sink.table()).describe(sink.table()).sink();
        if (takes == ChangelogMode.UPSERT && sink.upsertKeys().isEmpty()) {
            throw new LevadaException(
                    ErrorCode.SQL_INVALID,
                    "table '" + sink.name() + "' is written by key but has no primary key",
                    "declare PRIMARY KEY (...) NOT ENFORCED");
        }
        if (sink.mode() == ChangelogMode.APPEND) {
            return;
        }
        if (takes == ChangelogMode.APPEND) {
            throw new LevadaException(
                    ErrorCode.SQL_INVALID,
                    "table '" + sink.name() + "' only takes new rows, but " + updater(sink.input())
                            + " changes rows that it gave before",
                    "write to a table that takes updates (upsert-kafka with PRIMARY KEY ... NOT ENFORCED), or aggregate"
                            + " by window");
        }
        if (takes == ChangelogMode.UPSERT) {
            checkKey(sink);
        }
    }

    /** Changes of one key of the table must come from one key of the query, or they would overtake each other. */
    private static void checkKey(Sink sink) {
        List<Integer> key = uniqueKey(sink.input());
        if (key != null && sink.upsertKeys().containsAll(key)) {
            return;
        }
        String primary = String.join(
                ", ",
                sink.upsertKeys().stream().map(i -> sink.rowType().name(i)).toList());
        String unique = key == null
                ? "the rows of the query have no key that it gives to the table"
                : "the rows of the query are unique by ("
                        + String.join(
                                ", ",
                                key.stream().map(i -> sink.rowType().name(i)).toList())
                        + ")";
        throw new LevadaException(
                ErrorCode.SQL_UNSUPPORTED,
                "table '" + sink.name() + "' has PRIMARY KEY (" + primary + "), but " + unique,
                "make the key that the query groups by the primary key");
    }

    /** Columns by which the changes of an updating stream are ordered; null when there are none. */
    static @Nullable List<Integer> uniqueKey(PlanNode node) {
        return switch (node) {
            case GroupAggregate n ->
                java.util.stream.IntStream.range(0, n.keys().size()).boxed().toList();
            case ChangelogNormalize n -> n.keys();
            case Deduplicate n -> n.keys();
            case Rank n -> {
                List<Integer> own = ownKey(n);
                List<Integer> below = own == null ? uniqueKey(n.input()) : null;
                // A row that goes from one partition to another would overtake itself.
                yield below != null && below.containsAll(n.partition()) ? below : own;
            }
            case LookupJoin n -> uniqueKey(n.input());
            case Join n -> JoinUniqueKeys.of(n);
            case Scan n -> primaryKey(n);
            case Calc n -> projected(n, uniqueKey(n.input()));
            default -> node.inputs().size() == 1 ? uniqueKey(node.inputs().get(0)) : null;
        };
    }

    private static @Nullable List<Integer> primaryKey(Scan scan) {
        List<String> names = scan.rowType().fields().stream().map(f -> f.name()).toList();
        List<Integer> key =
                scan.table().primaryKey().stream().map(names::indexOf).toList();
        return key.isEmpty() || key.contains(-1) ? null : key;
    }

    /** The key that a Top-N gives to its rows: the partition and the place. Null where several rows have no place. */
    static @Nullable List<Integer> ownKey(Rank rank) {
        if (rank.from() == rank.to()) {
            return rank.partition();
        }
        if (!rank.rowNumber()) {
            return null;
        }
        List<Integer> key = new ArrayList<>(rank.partition());
        key.add(rank.input().rowType().size());
        return key;
    }

    private static @Nullable List<Integer> projected(Calc calc, @Nullable List<Integer> key) {
        if (key == null) {
            return null;
        }
        List<Integer> result = new ArrayList<>();
        for (int column : key) {
            int index = -1;
            for (int i = 0; i < calc.projections().size(); i++) {
                if (calc.projections().get(i) instanceof InputRef ref && ref.index() == column) {
                    index = i;
                }
            }
            if (index < 0) {
                return null;
            }
            result.add(index);
        }
        return result;
    }

    /** The operator that makes updates, for a person. */
    private static String updater(PlanNode node) {
        return switch (node) {
            case GroupAggregate n -> n.aggregates().isEmpty() ? "DISTINCT" : "GROUP BY without a window";
            case Rank n -> "ROW_NUMBER()";
            case Deduplicate n -> n.last() ? "ROW_NUMBER()" : updater(n.input());
            case ChangelogNormalize n -> source(n);
            case Scan n -> source(n);
            case Join n -> updaterBelow(n, "a join that keeps rows without a partner");
            default -> updaterBelow(node, "the query");
        };
    }

    private static String updaterBelow(PlanNode node, String self) {
        return node.inputs().stream()
                .filter(i -> i.mode() != ChangelogMode.APPEND)
                .findFirst()
                .map(SinkChecks::updater)
                .orElse(self);
    }

    private static String source(PlanNode node) {
        PlanNode n = node;
        while (!(n instanceof Scan) && !n.inputs().isEmpty()) {
            n = n.inputs().get(0);
        }
        return n instanceof Scan scan ? "the table '" + scan.table().name() + "'" : "the source";
    }
}
