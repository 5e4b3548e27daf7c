package io.levada.flink.nexmark;

import io.levada.connector.standard.nexmark.EventKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.SourceProvider;
import org.apache.flink.table.connector.source.abilities.SupportsFilterPushDown;
import org.apache.flink.table.connector.source.abilities.SupportsProjectionPushDown;
import org.apache.flink.table.expressions.CallExpression;
import org.apache.flink.table.expressions.FieldReferenceExpression;
import org.apache.flink.table.expressions.ResolvedExpression;
import org.apache.flink.table.expressions.ValueLiteralExpression;
import org.apache.flink.table.functions.BuiltInFunctionDefinitions;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

/** Offers Flink's planner what Levada's uses: single fields of the rows, and events of one kind only. */
final class NexmarkTableSource implements ScanTableSource, SupportsProjectionPushDown, SupportsFilterPushDown {
    private Wanted wanted;
    private final RowType columns;

    NexmarkTableSource(Wanted wanted, RowType columns) {
        this.wanted = wanted;
        this.columns = columns;
    }

    @Override
    public ChangelogMode getChangelogMode() {
        return ChangelogMode.insertOnly();
    }

    @Override
    public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
        return SourceProvider.of(new NexmarkSource(wanted));
    }

    @Override
    public boolean supportsNestedProjection() {
        return true;
    }

    @Override
    public void applyProjection(int[][] projectedFields, DataType producedDataType) {
        wanted = wanted.of(Wanted.at(projectedFields, columns));
    }

    @Override
    public Result applyFilters(List<ResolvedExpression> filters) {
        List<ResolvedExpression> accepted = new ArrayList<>();
        List<ResolvedExpression> remaining = new ArrayList<>();
        for (ResolvedExpression filter : filters) {
            Optional<EventKind> kind = kindOf(filter);
            if (kind.isPresent() && wanted.only() == null) {
                wanted = wanted.only(kind.get());
                accepted.add(filter);
            } else {
                remaining.add(filter);
            }
        }
        return Result.of(accepted, remaining);
    }

    private Optional<EventKind> kindOf(ResolvedExpression filter) {
        if (filter instanceof CallExpression call
                && call.getFunctionDefinition().equals(BuiltInFunctionDefinitions.EQUALS)
                && call.getChildren().get(0) instanceof FieldReferenceExpression field
                && Wanted.isEventType(columns, columns.getFieldIndex(field.getName()))
                && call.getChildren().get(1) instanceof ValueLiteralExpression value) {
            return value.getValueAs(Integer.class)
                    .filter(type -> type >= 0 && type < EventKind.values().length)
                    .map(type -> EventKind.values()[type]);
        }
        return Optional.empty();
    }

    @Override
    public DynamicTableSource copy() {
        return new NexmarkTableSource(wanted, columns);
    }

    @Override
    public String asSummaryString() {
        return "nexmark";
    }
}
