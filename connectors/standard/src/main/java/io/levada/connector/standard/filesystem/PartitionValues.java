package io.levada.connector.standard.filesystem;

import io.levada.core.catalog.TableColumn;
import io.levada.core.data.Boxed;
import io.levada.core.data.Column;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.type.DataType;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The values of partition columns as they stand in the names of directories: {@code column=value}, escaped by %. */
final class PartitionValues {
    private static final String ESCAPED = "\"#%'*/:=?\\{}[]^";

    private PartitionValues() {}

    static void check(TableColumn column) {
        switch (column.type().kind()) {
            case CHAR, VARCHAR, BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT, DATE -> {}
            default ->
                throw new LevadaException(
                        ErrorCode.SQL_UNSUPPORTED,
                        "a table of files can't be partitioned by column '" + column.name() + "' of type "
                                + column.type().sqlName());
        }
    }

    /** The name of the directory. */
    static String directory(String name, DataType type, Column column, int row, String defaultName) {
        Object value = Boxed.get(column, type, row);
        String text = value == null ? "" : value.toString();
        return escape(name) + "=" + (text.isEmpty() ? defaultName : escape(text));
    }

    /** The value of a column in the path of a file below the root, in boxed form. */
    static @Nullable Object value(String path, String name, DataType type, String defaultName) {
        String prefix = escape(name) + "=";
        for (String part : path.split("[/\\\\]")) {
            if (part.startsWith(prefix)) {
                String text = part.substring(prefix.length());
                return text.equals(defaultName) ? null : parse(unescape(text), name, type);
            }
        }
        throw new LevadaException(
                ErrorCode.STORAGE,
                "file " + path + " lies in no directory '" + prefix + "...', by which the table is partitioned");
    }

    private static Object parse(String text, String name, DataType type) {
        try {
            return switch (type.kind()) {
                case BOOLEAN -> Boolean.parseBoolean(text);
                case TINYINT -> Byte.parseByte(text);
                case SMALLINT -> Short.parseShort(text);
                case INTEGER -> Integer.parseInt(text);
                case BIGINT -> Long.parseLong(text);
                case DATE -> LocalDate.parse(text);
                default -> text;
            };
        } catch (NumberFormatException | DateTimeException e) {
            throw new LevadaException(
                    ErrorCode.STORAGE,
                    "directory '" + name + "=" + text + "' doesn't name a value of type " + type.sqlName());
        }
    }

    static String escape(String text) {
        StringBuilder out = new StringBuilder();
        for (char c : text.toCharArray()) {
            if (c < ' ' || c == 0x7F || ESCAPED.indexOf(c) >= 0) {
                out.append('%').append(String.format("%02X", (int) c));
            } else {
                out.append(c);
            }
        }
        // Not the directory itself nor the one above it.
        return out.toString().equals(".") || out.toString().equals("..")
                ? out.toString().replace(".", "%2E")
                : out.toString();
    }

    static String unescape(String text) {
        byte[] bytes = new byte[text.length() * 3];
        int size = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%'
                    && i + 2 < text.length()
                    && Character.digit(text.charAt(i + 1), 16) >= 0
                    && Character.digit(text.charAt(i + 2), 16) >= 0) {
                bytes[size++] = (byte) Integer.parseInt(text.substring(i + 1, i + 3), 16);
                i += 2;
            } else {
                int end = Character.isHighSurrogate(c) && i + 1 < text.length() ? i + 2 : i + 1;
                byte[] utf8 = text.substring(i, end).getBytes(StandardCharsets.UTF_8);
                System.arraycopy(utf8, 0, bytes, size, utf8.length);
                size += utf8.length;
                i = end - 1;
            }
        }
        return new String(bytes, 0, size, StandardCharsets.UTF_8);
    }
}
