package io.levada.connector.jdbc;

import io.levada.core.connector.KeyedLookup;
import io.levada.core.connector.LookupRequest;
import io.levada.core.data.Batch;
import io.levada.core.data.Boxed;
import io.levada.core.data.Row;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Asks for the keys that the cache doesn't have, some hundred with one statement. */
final class JdbcLookup implements KeyedLookup {
    private static final int KEYS_AT_ONCE = 256;

    private final LookupRequest request;
    private final JdbcSession session;
    private final JdbcQuery query;
    private final RowType keyType;
    private final @Nullable KeyCache cache;

    JdbcLookup(LookupRequest request) {
        this.request = request;
        session = new JdbcSession(request.table());
        query = new JdbcQuery(request, session);
        keyType = new RowType(request.keys().stream()
                .map(k -> request.columns().get(k))
                .map(c -> new Field(c.name(), c.type()))
                .toList());
        cache = request.table().options().get(JdbcConnector.CACHE) == JdbcConnector.Cache.PARTIAL
                ? KeyCache.of(request.table().options(), System::nanoTime)
                : null;
    }

    @Override
    public List<Batch> find(Batch keys) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        List<List<Object>> missing = new ArrayList<>();
        for (Row row : Boxed.rows(keys, keyType)) {
            List<Object> key = key(row.values());
            List<List<@Nullable Object>> known = cache == null ? null : cache.find(key);
            if (known == null) {
                missing.add(key);
            } else {
                rows.addAll(known);
            }
        }
        for (int from = 0; from < missing.size(); from += KEYS_AT_ONCE) {
            rows.addAll(ask(missing.subList(from, Math.min(missing.size(), from + KEYS_AT_ONCE))));
        }
        return JdbcRows.batches(rows, request.rowType());
    }

    private List<List<@Nullable Object>> ask(List<List<Object>> keys) {
        List<List<@Nullable Object>> rows = session.ask(connection -> query.of(keys, connection));
        if (cache != null) {
            Map<List<Object>, List<List<@Nullable Object>>> byKey = new HashMap<>();
            for (List<@Nullable Object> row : rows) {
                List<@Nullable Object> key =
                        request.keys().stream().<@Nullable Object>map(row::get).toList();
                byKey.computeIfAbsent(key(key), k -> new ArrayList<>()).add(row);
            }
            for (List<Object> key : keys) {
                cache.put(key, byKey.getOrDefault(key, List.of()));
            }
        }
        return rows;
    }

    /** The database doesn't find NULL either. */
    private static List<Object> key(List<@Nullable Object> values) {
        List<Object> key = new ArrayList<>(values.size());
        values.forEach(v -> key.add(Objects.requireNonNull(v)));
        return key;
    }

    @Override
    public void close() {
        session.close();
    }
}
