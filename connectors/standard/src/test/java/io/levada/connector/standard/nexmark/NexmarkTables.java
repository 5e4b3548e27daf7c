package io.levada.connector.standard.nexmark;

import io.levada.core.catalog.Table;
import io.levada.core.catalog.TableColumn;
import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import io.levada.testkit.connector.Jobs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The table as the public benchmark declares it, for tests. */
final class NexmarkTables {
    private NexmarkTables() {}

    static Table table(String... options) {
        List<TableColumn> columns = new ArrayList<>();
        columns.add(Jobs.column("event_type", DataType.INTEGER));
        for (EventKind kind : EventKind.values()) {
            columns.add(Jobs.column(
                    kind.column(),
                    DataType.row(Arrays.stream(Leaf.values())
                            .filter(l -> l.kind() == kind)
                            .map(l -> new Field(l.field(), l.form().type()))
                            .toList())));
        }
        List<String> all = new ArrayList<>(List.of("connector", "nexmark"));
        all.addAll(List.of(options));
        return Jobs.table("datagen", columns, all.toArray(String[]::new));
    }
}
