package io.levada.connector.kafka.table;

import io.levada.core.catalog.Table;
import io.levada.core.catalog.TableColumn;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.error.Suggest;
import io.levada.core.type.DataType;
import io.levada.core.type.TypeKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What Kafka knows of a record beside its key and value, under Flink's names. */
public enum MetadataKey {
    TOPIC(DataType.STRING.notNull(), false, Set.of(TypeKind.VARCHAR)),
    PARTITION(DataType.INTEGER.notNull(), false, Set.of(TypeKind.INTEGER, TypeKind.BIGINT)),
    HEADERS(DataType.map(DataType.STRING.notNull(), DataType.BYTES).notNull(), true, Set.of(TypeKind.MAP)),
    LEADER_EPOCH(DataType.INTEGER, false, Set.of(TypeKind.INTEGER, TypeKind.BIGINT)),
    OFFSET(DataType.BIGINT.notNull(), false, Set.of(TypeKind.BIGINT)),
    TIMESTAMP(DataType.timestampLtz(3).notNull(), true, Set.of(TypeKind.TIMESTAMP_LTZ, TypeKind.TIMESTAMP)),
    TIMESTAMP_TYPE(DataType.STRING.notNull(), false, Set.of(TypeKind.VARCHAR));

    private final DataType type;
    private final boolean writable;
    private final Set<TypeKind> declarable;

    MetadataKey(DataType type, boolean writable, Set<TypeKind> declarable) {
        this.type = type;
        this.writable = writable;
        this.declarable = declarable;
    }

    /** {@code timestamp-type} and so on. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** As Kafka has it; a column may be declared a little wider. */
    public DataType type() {
        return type;
    }

    /** Those that can be read, or those that can be written, with their types. */
    public static Map<String, DataType> types(boolean written) {
        Map<String, DataType> types = new LinkedHashMap<>();
        for (MetadataKey key : values()) {
            if (key.writable || !written) {
                types.put(key.key(), key.type);
            }
        }
        return types;
    }

    /** The key that a column names; an unknown one is the user's error. */
    public static MetadataKey of(TableColumn.Metadata column) {
        for (MetadataKey key : values()) {
            if (key.key().equals(column.key())) {
                return key;
            }
        }
        List<String> known = List.copyOf(types(false).keySet());
        throw new LevadaException(
                ErrorCode.OPTION_INVALID,
                "column '" + column.name() + "' reads metadata '" + column.key() + "', which Kafka doesn't have",
                Suggest.nearest(column.key(), known)
                        .map(near -> "did you mean '" + near + "'?")
                        .orElse("there are: " + String.join(", ", known)));
    }

    /** Refuses unknown keys, types that can't hold the metadata, and read-only keys that would be written. */
    static void check(Table table) {
        for (TableColumn column : table.columns()) {
            if (column instanceof TableColumn.Metadata metadata) {
                MetadataKey key = of(metadata);
                if (!key.declarable.contains(metadata.type().kind())) {
                    throw new LevadaException(
                            ErrorCode.SQL_TYPE_MISMATCH,
                            "column '" + column.name() + "' is declared "
                                    + metadata.type().sqlName() + ", but metadata '" + key.key() + "' is "
                                    + key.type.sqlName(),
                            "declare it " + key.type.sqlName());
                }
            }
        }
    }

    /** Refuses read-only metadata among columns that are to be written. */
    public static void checkWritable(Table table, List<? extends TableColumn> columns) {
        for (TableColumn column : columns) {
            if (column instanceof TableColumn.Metadata metadata && !of(metadata).writable) {
                throw new LevadaException(
                        ErrorCode.SQL_INVALID,
                        "metadata '" + metadata.key() + "' of table '" + table.name() + "' can't be written",
                        "declare column '" + column.name() + "' VIRTUAL to leave it out when the table is written");
            }
        }
    }
}
