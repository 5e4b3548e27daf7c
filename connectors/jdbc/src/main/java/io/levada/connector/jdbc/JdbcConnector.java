package io.levada.connector.jdbc;

import io.levada.core.catalog.Table;
import io.levada.core.catalog.TableColumn;
import io.levada.core.config.Option;
import io.levada.core.connector.Capabilities;
import io.levada.core.connector.Connector;
import io.levada.core.connector.KeyedLookup;
import io.levada.core.connector.LookupRequest;
import io.levada.core.connector.LookupTable;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Flink's options. A lookup join asks the database for the keys of each batch unless the cache is to hold all rows. */
public final class JdbcConnector implements Connector {
    static final Option<String> URL = Option.string("url", null, "jdbc:<database>://...");
    static final Option<String> TABLE_NAME = Option.string("table-name", null, "The table, with or without schema.");
    static final Option<String> DRIVER =
            Option.string("driver", null, "The driver's class; found by the URL without it.");
    static final Option<String> USERNAME = Option.string("username", null, "The user.");
    static final Option<String> PASSWORD = Option.string("password", null, "The user's password.");
    static final Option<Duration> CONNECT_TIMEOUT = Option.duration(
            "connection.max-retry-timeout", Duration.ofSeconds(60), "The longest wait for a connection.");
    static final Option<Cache> CACHE = Option.oneOf(
            "lookup.cache", Cache.class, Cache.NONE, "Whether what was found is kept; full holds the whole table.");
    static final Option<Long> CACHE_ROWS =
            Option.longInteger("lookup.partial-cache.max-rows", null, "The most keys that are kept.");
    static final Option<Duration> EXPIRE_AFTER_WRITE = Option.duration(
            "lookup.partial-cache.expire-after-write", null, "A kept key is asked for again after so long.");
    static final Option<Duration> EXPIRE_AFTER_ACCESS = Option.duration(
            "lookup.partial-cache.expire-after-access", null, "A key that nobody needed for so long is dropped.");
    static final Option<Boolean> CACHE_MISSING =
            Option.bool("lookup.partial-cache.cache-missing-key", true, "Whether keys without rows are kept, too.");
    static final Option<Integer> MAX_RETRIES =
            Option.integer("lookup.max-retries", 3, "How often a question that failed is asked again.");
    static final Option<Strategy> RELOAD_STRATEGY = Option.oneOf(
            "lookup.full-cache.reload-strategy", Strategy.class, Strategy.PERIODIC, "When a full cache is read again.");
    static final Option<Duration> RELOAD_INTERVAL = Option.duration(
            "lookup.full-cache.periodic-reload.interval", null, "A full cache is read again after so long.");

    private static final List<Option<?>> OPTIONS = List.of(
            URL,
            TABLE_NAME,
            DRIVER,
            USERNAME,
            PASSWORD,
            CONNECT_TIMEOUT,
            CACHE,
            CACHE_ROWS,
            EXPIRE_AFTER_WRITE,
            EXPIRE_AFTER_ACCESS,
            CACHE_MISSING,
            MAX_RETRIES,
            RELOAD_STRATEGY,
            RELOAD_INTERVAL);

    /** What is kept of what was looked up. */
    enum Cache {
        NONE,
        PARTIAL,
        FULL
    }

    /** When a full cache is read again. */
    enum Strategy {
        PERIODIC
    }

    @Override
    public String name() {
        return "jdbc";
    }

    @Override
    public List<Option<?>> options() {
        return OPTIONS;
    }

    @Override
    public Capabilities describe(Table table) {
        OPTIONS.forEach(option -> table.options().find(option));
        String url = table.options().get(URL);
        table.options().get(TABLE_NAME);
        if (!url.startsWith("jdbc:")) {
            throw new LevadaException(
                    ErrorCode.OPTION_INVALID,
                    "'url' = '" + url + "' is not the URL of a database",
                    "it looks like jdbc:postgresql://host:5432/database");
        }
        if (table.options().has(USERNAME) != table.options().has(PASSWORD)) {
            throw new LevadaException(
                    ErrorCode.OPTION_MISSING, "'username' and 'password' go together", "give both or neither");
        }
        if (table.options().get(CACHE) == Cache.FULL && !table.options().has(RELOAD_INTERVAL)) {
            throw new LevadaException(
                    ErrorCode.OPTION_MISSING,
                    "'lookup.cache' = 'full' needs '" + RELOAD_INTERVAL.key() + "'",
                    "say after how long the table is read again, such as '1 h'");
        }
        table.columns().stream()
                .filter(TableColumn.Physical.class::isInstance)
                .forEach(c -> JdbcValues.check(c.name(), c.type()));
        return new Capabilities(null, false, null, true, Map.of(), Map.of());
    }

    @Override
    public @Nullable Supplier<KeyedLookup> keyedLookup(LookupRequest request) {
        return request.table().options().get(CACHE) == Cache.FULL ? null : () -> new JdbcLookup(request);
    }

    @Override
    public LookupTable lookup(LookupRequest request) {
        return new JdbcWholeTable(request);
    }
}
