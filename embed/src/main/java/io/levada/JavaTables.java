package io.levada;

import io.levada.core.catalog.Table;
import io.levada.core.config.Option;
import io.levada.core.connector.Capabilities;
import io.levada.core.connector.Connector;
import io.levada.core.connector.SourceRequest;
import io.levada.core.connector.TableSource;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.plan.PlanNode;
import io.levada.core.plan.Scan;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** The connector behind tables that the program feeds. */
final class JavaTables implements Connector {
    static final String NAME = "java";

    private final Map<String, RowSource> sources = new ConcurrentHashMap<>();

    RowSource declare(Table table) {
        RowSource source = new RowSource(table.name(), table.physicalType());
        sources.put(table.name(), source);
        return source;
    }

    void stopTaking() {
        sources.values().forEach(RowSource::stopTaking);
    }

    /** A job of this plan is started. */
    void expectReaders(PlanNode node) {
        if (node instanceof Scan scan) {
            RowSource source = sources.get(scan.table().name());
            if (source != null) {
                source.expectReader();
            }
        }
        node.inputs().forEach(this::expectReaders);
    }

    void awaitTaken(BooleanSupplier goOn) {
        sources.values().forEach(source -> source.awaitTaken(goOn));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Option<?>> options() {
        return List.of();
    }

    /** Unbounded, though a program may complete it: whether it will isn't known when a query is planned. */
    @Override
    public Capabilities describe(Table table) {
        return Capabilities.source(ChangelogMode.APPEND, false);
    }

    @Override
    public TableSource source(SourceRequest request) {
        RowSource source = sources.get(request.table().name());
        if (source == null) {
            throw new LevadaException(
                    ErrorCode.OPTION_INVALID,
                    "nobody feeds table '" + request.table().name() + "'",
                    "declare it with Levada.source(...) instead of CREATE TABLE");
        }
        List<String> names =
                request.columns().stream().map(column -> column.name()).toList();
        return new JavaTableSource(source, names);
    }
}
