package io.levada.sql.convert;

import io.levada.core.error.Position;
import io.levada.sql.parse.Positions;
import java.util.function.Predicate;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/** Finds in the query's text what the algebra no longer knows the place of. */
record Places(SqlNode query) {
    /** The first {@code DESCRIPTOR(column)}. */
    @Nullable
    Position descriptor(String column) {
        return first(call -> call.getKind() == SqlKind.DESCRIPTOR
                && call.operand(0) instanceof SqlIdentifier id
                && id.names.get(id.names.size() - 1).equals(column));
    }

    /** The first {@code table FOR SYSTEM_TIME AS OF ...}. */
    @Nullable
    Position snapshot(String table) {
        return first(call -> call.getKind() == SqlKind.SNAPSHOT
                && call.operand(0) instanceof SqlIdentifier id
                && id.names.get(id.names.size() - 1).equals(table));
    }

    /** The first join. */
    @Nullable
    Position join() {
        return first(call -> call.getKind() == SqlKind.JOIN);
    }

    @Nullable
    Position function(String name) {
        return first(call -> call.getOperator().isName(name, false));
    }

    /** Where a table is named. */
    @Nullable
    Position table(String name) {
        Position[] found = new Position[1];
        query.accept(new SqlBasicVisitor<@Nullable Void>() {
            @Override
            public @Nullable Void visit(SqlIdentifier id) {
                if (found[0] == null && id.names.get(id.names.size() - 1).equals(name)) {
                    found[0] = Positions.of(id);
                }
                return null;
            }
        });
        return found[0];
    }

    private @Nullable Position first(Predicate<SqlCall> wanted) {
        Position[] found = new Position[1];
        query.accept(new SqlBasicVisitor<@Nullable Void>() {
            @Override
            public @Nullable Void visit(SqlCall call) {
                if (found[0] == null && wanted.test(call)) {
                    found[0] = Positions.of(call);
                }
                return found[0] == null ? super.visit(call) : null;
            }
        });
        return found[0];
    }
}
