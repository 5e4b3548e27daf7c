package io.levada.sql.convert;

import io.levada.core.catalog.Table;
import io.levada.core.catalog.TableColumn;
import io.levada.core.catalog.WatermarkSpec;
import io.levada.core.config.JobOptions;
import io.levada.core.config.Option;
import io.levada.core.config.Settings;
import io.levada.core.connector.Capabilities;
import io.levada.core.connector.Connectors;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.expr.Expr;
import io.levada.core.expr.InputRef;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.plan.ChangelogNormalize;
import io.levada.core.plan.PlanNode;
import io.levada.core.plan.Scan;
import io.levada.core.plan.WatermarkAssigner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A table as a stream: read, computed columns, watermarks, upserts made whole. Every use of a table gives the same
 * nodes, so that several readers share them.
 */
final class TableScans {
    private static final Option<Duration> IDLE_TIMEOUT = Option.duration(
            "scan.watermark.idle-timeout", null, "A silent split stops holding the watermark back after this.");

    private final Connectors connectors;
    private final Settings settings;

    TableScans(Connectors connectors, Settings settings) {
        this.connectors = connectors;
        this.settings = settings;
    }

    Stream stream(Table declared) {
        Capabilities can = connectors.of(declared).describe(declared);
        ChangelogMode mode = can.source();
        if (mode == null) {
            throw new LevadaException(
                    ErrorCode.SQL_INVALID,
                    "table '" + declared.name() + "' can't be read: its connector only "
                            + (can.lookup() ? "looks up" : "writes"));
        }
        Table table = MetadataColumns.forReading(declared, can);
        List<TableColumn> stored = table.storedColumns();
        PlanNode node =
                new Scan(table, IntStream.range(0, stored.size()).boxed().toList(), mode);
        List<String> storedNames = stored.stream().map(TableColumn::name).toList();
        Stream scan = new Stream(
                node,
                storedNames,
                storedNames.stream().map(n -> ColumnTrait.NONE).toList());
        Stream columns = Calcs.project(
                scan,
                declaredColumns(declared, table),
                declared.rowType().fields().stream().map(f -> f.name()).toList());
        return normalized(watermarked(columns, declared), declared, mode);
    }

    /** Every declared column, over the stored ones. */
    static List<Expr> declaredColumns(Table declared, Table stored) {
        List<Expr> storedRefs = new ArrayList<>();
        List<Expr> storedValues = new ArrayList<>();
        List<TableColumn> columns = stored.storedColumns();
        List<TableColumn> asDeclared = declared.storedColumns();
        for (int i = 0; i < columns.size(); i++) {
            InputRef ref = new InputRef(i, columns.get(i).type());
            storedRefs.add(ref);
            storedValues.add(Casts.to(ref, asDeclared.get(i).type()));
        }
        List<Expr> result = new ArrayList<>();
        int next = 0;
        for (TableColumn column : declared.columns()) {
            if (column instanceof TableColumn.Computed computed) {
                result.add(io.levada.sql.optimize.Exprs.substitute(computed.expr(), storedValues::get));
            } else {
                result.add(storedValues.get(next++));
            }
        }
        return result;
    }

    private Stream watermarked(Stream input, Table table) {
        WatermarkSpec spec = table.watermark();
        if (spec == null) {
            return input;
        }
        int rowtime = input.names().indexOf(spec.column());
        Duration idle =
                table.options().find(IDLE_TIMEOUT).orElseGet(() -> settings.get(JobOptions.SOURCE_IDLE_TIMEOUT));
        PlanNode node = new WatermarkAssigner(input.node(), rowtime, spec.expr(), idle);
        List<ColumnTrait> traits = new ArrayList<>(input.traits());
        traits.set(rowtime, ColumnTrait.ROWTIME);
        return new Stream(node, input.names(), traits);
    }

    private static Stream normalized(Stream input, Table table, ChangelogMode mode) {
        if (mode != ChangelogMode.UPSERT) {
            return input;
        }
        if (table.primaryKey().isEmpty()) {
            throw new LevadaException(
                    ErrorCode.SQL_INVALID,
                    "table '" + table.name() + "' gives updates by key but has no primary key",
                    "declare PRIMARY KEY (...) NOT ENFORCED");
        }
        List<Integer> keys =
                table.primaryKey().stream().map(input.names()::indexOf).toList();
        return new Stream(new ChangelogNormalize(input.node(), keys), input.names(), input.traits());
    }
}
