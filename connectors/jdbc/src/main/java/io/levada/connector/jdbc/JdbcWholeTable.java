package io.levada.connector.jdbc;

import io.levada.core.connector.LookupRequest;
import io.levada.core.connector.LookupTable;
import io.levada.core.data.Batch;
import java.time.Duration;
import java.util.List;

/** {@code 'lookup.cache' = 'full'}: all rows, read over a connection that is closed again. */
final class JdbcWholeTable implements LookupTable {
    private final LookupRequest request;

    JdbcWholeTable(LookupRequest request) {
        this.request = request;
    }

    @Override
    public List<Batch> load() {
        try (JdbcSession session = new JdbcSession(request.table())) {
            JdbcQuery query = new JdbcQuery(request, session);
            return JdbcRows.batches(session.ask(query::all), request.rowType());
        }
    }

    @Override
    public Duration refreshInterval() {
        return request.table().options().get(JdbcConnector.RELOAD_INTERVAL);
    }
}
