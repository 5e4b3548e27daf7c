package io.levada.sql.parse;

import java.util.List;
import org.apache.calcite.sql.parser.SqlAbstractParserImpl;
import org.apache.calcite.util.SourceStringReader;
import org.apache.flink.sql.parser.impl.FlinkSqlParserImpl;

/** The words of the grammar. */
public final class Keywords {
    private static final SqlAbstractParserImpl.Metadata METADATA =
            FlinkSqlParserImpl.FACTORY.getParser(new SourceStringReader("")).getMetadata();

    private Keywords() {}

    /** In alphabetical order, upper case. */
    public static List<String> all() {
        return METADATA.getTokens().stream()
                .filter(METADATA::isKeyword)
                .sorted()
                .toList();
    }

    static boolean isKeyword(String word) {
        return METADATA.isKeyword(word);
    }

    /** Whether a word in upper case can be a name only within backticks. */
    static boolean isReserved(String word) {
        return METADATA.isReservedWord(word);
    }
}
