package io.levada.sql.convert;

import io.levada.core.catalog.Table;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.sql.parse.Positions;
import org.apache.flink.sql.parser.ddl.table.SqlCreateTableLike;

/** CREATE TABLE ... LIKE: what is taken over from the other table. */
public final class TableLikes {
    private TableLikes() {}

    /** Everything of the source, options to be overwritten: what Flink does when LIKE has no options of its own. */
    public static Table takenOver(Table source, SqlCreateTableLike node) {
        if (!node.getTableLike().getOptions().isEmpty()) {
            throw new LevadaException(
                    ErrorCode.SQL_UNSUPPORTED,
                    "LIKE with INCLUDING, EXCLUDING or OVERWRITING is not there yet",
                    Positions.of(node.getTableLike()),
                    "write LIKE t, which takes everything over",
                    null);
        }
        return source;
    }
}
