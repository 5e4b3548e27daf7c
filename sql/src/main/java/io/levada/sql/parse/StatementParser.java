package io.levada.sql.parse;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import org.apache.calcite.config.Lex;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.flink.sql.parser.impl.FlinkSqlParserImpl;

/** One statement's text to its syntax tree. */
public final class StatementParser {
    private static final int MAX_IDENTIFIER_LENGTH = 256;

    private static final SqlParser.Config CONFIG = SqlParser.config()
            .withLex(Lex.JAVA)
            .withParserFactory(FlinkSqlParserImpl.FACTORY)
            .withConformance(DialectConformance.INSTANCE)
            .withIdentifierMaxLength(MAX_IDENTIFIER_LENGTH);

    private StatementParser() {}

    /** Throws SQL_SYNTAX with a position within the text. */
    public static SqlNode parse(String text) {
        try {
            return SqlParser.create(text, CONFIG).parseStmt();
        } catch (SqlParseException e) {
            throw SyntaxErrors.explain(e, text);
        } catch (StackOverflowError e) {
            throw new LevadaException(ErrorCode.SQL_SYNTAX, "the statement is nested too deeply");
        }
    }
}
