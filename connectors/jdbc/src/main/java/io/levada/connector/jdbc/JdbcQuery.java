package io.levada.connector.jdbc;

import io.levada.core.connector.LookupRequest;
import io.levada.core.type.RowType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** SELECTs of the columns that a lookup needs; rows in boxed form. */
final class JdbcQuery {
    private static final int FETCH_ROWS = 1000;

    private final RowType type;
    private final List<String> keys;
    private final String select;

    JdbcQuery(LookupRequest request, JdbcSession session) {
        type = request.rowType();
        keys = request.keys().stream()
                .map(k -> session.quoted(request.columns().get(k).name()))
                .toList();
        String columns = type.size() == 0
                ? "1"
                : type.fields().stream().map(f -> session.quoted(f.name())).collect(Collectors.joining(", "));
        select = "SELECT " + columns + " FROM " + session.tableName();
    }

    List<List<@Nullable Object>> all(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            return rows(statement);
        }
    }

    /** Those with one of the keys. The number of keys is rounded up, so that few different statements are prepared. */
    List<List<@Nullable Object>> of(List<List<Object>> wanted, Connection connection) throws SQLException {
        int count = Integer.highestOneBit(wanted.size()) == wanted.size()
                ? wanted.size()
                : Integer.highestOneBit(wanted.size()) * 2;
        try (PreparedStatement statement = connection.prepareStatement(select + " WHERE " + condition(count))) {
            int index = 1;
            for (int i = 0; i < count; i++) {
                for (Object value : wanted.get(Math.min(i, wanted.size() - 1))) {
                    JdbcValues.write(statement, index++, value);
                }
            }
            return rows(statement);
        }
    }

    private String condition(int count) {
        if (keys.size() == 1) {
            return keys.get(0) + " IN (" + "?, ".repeat(count - 1) + "?)";
        }
        String one = keys.stream().map(k -> k + " = ?").collect(Collectors.joining(" AND ", "(", ")"));
        return (one + " OR ").repeat(count - 1) + one;
    }

    private List<List<@Nullable Object>> rows(PreparedStatement statement) throws SQLException {
        statement.setFetchSize(FETCH_ROWS);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        try (ResultSet found = statement.executeQuery()) {
            while (found.next()) {
                List<@Nullable Object> row = new ArrayList<>(type.size());
                for (int i = 0; i < type.size(); i++) {
                    row.add(JdbcValues.read(found, i + 1, type.type(i)));
                }
                rows.add(row);
            }
        }
        return rows;
    }
}
