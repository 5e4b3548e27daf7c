package io.levada.connector.jdbc;

import io.levada.core.catalog.Table;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A connection to the database of a table, opened when it is needed and again after it broke. Used by one thread. */
final class JdbcSession implements AutoCloseable {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final Table table;
    private final String url;
    private @Nullable Connection connection;

    JdbcSession(Table table) {
        this.table = table;
        url = table.options().get(JdbcConnector.URL);
    }

    /** Something asked of the database. */
    @FunctionalInterface
    interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    /** Asks, and asks again over a new connection when that fails; gives up after {@code lookup.max-retries}. */
    <T> T ask(Question<T> question) {
        int retries = table.options().get(JdbcConnector.MAX_RETRIES);
        for (int failures = 0; ; failures++) {
            try {
                return question.ask(connection());
            } catch (SQLException e) {
                drop();
                if (failures >= retries || isUsersFault(e)) {
                    throw failed(e);
                }
                pause(failures + 1, e);
            }
        }
    }

    private void pause(int seconds, SQLException cause) {
        try {
            Thread.sleep(1000L * seconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(cause);
        }
    }

    private Connection connection() throws SQLException {
        Connection known = connection;
        if (known != null && !known.isClosed()) {
            return known;
        }
        String driver = table.options().find(JdbcConnector.DRIVER).orElse(null);
        if (driver != null) {
            load(driver);
        }
        Properties properties = new Properties();
        table.options().find(JdbcConnector.USERNAME).ifPresent(u -> properties.setProperty("user", u));
        table.options().find(JdbcConnector.PASSWORD).ifPresent(p -> properties.setProperty("password", p));
        DriverManager.setLoginTimeout(
                (int) table.options().get(JdbcConnector.CONNECT_TIMEOUT).toSeconds());
        Connection opened = DriverManager.getConnection(url, properties);
        opened.setReadOnly(true);
        connection = opened;
        return opened;
    }

    private void load(String driver) {
        try {
            Class.forName(driver);
        } catch (ClassNotFoundException e) {
            throw new LevadaException(
                    ErrorCode.OPTION_INVALID,
                    "there is no class '" + driver + "' (option 'driver' of table '" + table.name() + "')",
                    null,
                    "put the driver's jar on the class path",
                    e);
        }
    }

    private void drop() {
        Connection broken = connection;
        connection = null;
        if (broken != null) {
            try {
                broken.close();
            } catch (SQLException e) {
                // It was broken; there is another one soon.
                return;
            }
        }
    }

    /** A wrong name, a wrong type, no permission: asking again gives the same. 08001 without a cause: no driver. */
    private static boolean isUsersFault(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith("42") || state.startsWith("28") || state.startsWith("22") || isNoDriver(e);
    }

    private static boolean isNoDriver(SQLException e) {
        return String.valueOf(e.getMessage()).startsWith("No suitable driver");
    }

    private LevadaException failed(SQLException e) {
        String where = "table '" + table.name() + "' (" + withoutParameters(url) + ")";
        if (isNoDriver(e)) {
            return new LevadaException(
                    ErrorCode.OPTION_INVALID,
                    "there is no driver for " + where,
                    null,
                    "put the driver's jar on the class path; PostgreSQL's comes with levada",
                    e);
        }
        String state = String.valueOf(e.getSQLState());
        ErrorCode code = state.startsWith("28")
                ? ErrorCode.AUTHENTICATION
                : isUsersFault(e) ? ErrorCode.OPTION_INVALID : ErrorCode.CONNECTION;
        return new LevadaException(code, "asking " + where + " failed: " + e.getMessage(), null, null, e);
    }

    /** Parameters may hold a password. */
    private static String withoutParameters(String url) {
        int end = url.indexOf('?');
        return end < 0 ? url : url.substring(0, end);
    }

    /** The name of the table, each of its parts quoted. */
    String tableName() {
        String[] parts = table.options().get(JdbcConnector.TABLE_NAME).split("\\.", -1);
        StringBuilder name = new StringBuilder();
        for (String part : parts) {
            name.append(name.isEmpty() ? "" : ".").append(quoted(part));
        }
        return name.toString();
    }

    /** PostgreSQL folds plain names to lower case, as Flink relies on: it doesn't quote them there. */
    String quoted(String name) {
        if (url.startsWith("jdbc:mysql:") || url.startsWith("jdbc:mariadb:")) {
            return "`" + name.replace("`", "``") + "`";
        }
        boolean folds =
                url.startsWith("jdbc:postgresql:") && PLAIN.matcher(name).matches();
        return "\"" + (folds ? name.toLowerCase(Locale.ROOT) : name.replace("\"", "\"\"")) + "\"";
    }

    @Override
    public void close() {
        drop();
    }
}
