package io.levada.connector.standard.csv;

import io.levada.core.config.Option;
import io.levada.core.config.Settings;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options of the format, under Flink's names. Characters are bytes below 128.
 *
 * @param quote {@link #NONE} for none
 * @param escape {@link #NONE} for none
 */
record CsvOptions(
        int delimiter,
        int quote,
        int escape,
        boolean allowComments,
        boolean ignoreParseErrors,
        byte[] arrayDelimiter,
        byte @Nullable [] nullLiteral,
        boolean scientificDecimals,
        boolean trimSpaces,
        boolean ignoreTrailing,
        boolean allowTrailingComma,
        boolean failOnMissing,
        boolean emptyIsNull) {

    /** Equal to no byte. */
    static final int NONE = Integer.MIN_VALUE;

    static final Option<String> FIELD_DELIMITER =
            untrimmed("field-delimiter", ",", "Character between fields; \\t and \\u0001 may be written so.");
    static final Option<Boolean> DISABLE_QUOTE =
            Option.bool("disable-quote-character", false, "No character encloses fields.");
    static final Option<String> QUOTE = untrimmed("quote-character", "\"", "Character that may enclose a field.");
    static final Option<Boolean> ALLOW_COMMENTS =
            Option.bool("allow-comments", false, "Lines that begin with # are no records.");
    static final Option<Boolean> IGNORE_PARSE_ERRORS = Option.bool(
            "ignore-parse-errors", false, "Read a field that isn't what its column wants as NULL, skip bad records.");
    static final Option<String> ARRAY_DELIMITER =
            untrimmed("array-element-delimiter", ";", "Text between the elements of an array or row.");
    static final Option<String> ESCAPE = untrimmed("escape-character", null, "Character that escapes the next one.");
    static final Option<String> NULL_LITERAL = untrimmed("null-literal", null, "Text that stands for NULL.");
    static final Option<Boolean> SCIENTIFIC = Option.bool(
            "write-bigdecimal-in-scientific-notation",
            null,
            "Write decimals without zeros at the end and, where that is shorter, with exponent: 1E+5.");
    static final Option<Boolean> TRIM_SPACES =
            Option.bool("trim-spaces", false, "Drop blanks around fields that aren't quoted.");
    static final Option<Boolean> IGNORE_TRAILING =
            Option.bool("ignore-trailing-unmappable", false, "Ignore fields after those of the table.");
    static final Option<Boolean> ALLOW_TRAILING_COMMA =
            Option.bool("allow-trailing-comma", true, "Let a record end with a delimiter.");
    static final Option<Boolean> FAIL_ON_MISSING = Option.bool(
            "fail-on-missing-columns",
            false,
            "Refuse a record with too few fields even where parse errors are ignored.");
    static final Option<Boolean> EMPTY_IS_NULL =
            Option.bool("empty-string-as-null", false, "Read an empty field as NULL.");
    static final Option<Boolean> IGNORE_FIRST_LINE =
            Option.bool("ignore-first-line", false, "The first record of each file is a header. Only for files.");

    static final List<Option<?>> ALL = List.of(
            FIELD_DELIMITER,
            DISABLE_QUOTE,
            QUOTE,
            ALLOW_COMMENTS,
            IGNORE_PARSE_ERRORS,
            ARRAY_DELIMITER,
            ESCAPE,
            NULL_LITERAL,
            SCIENTIFIC,
            TRIM_SPACES,
            IGNORE_TRAILING,
            ALLOW_TRAILING_COMMA,
            FAIL_ON_MISSING,
            EMPTY_IS_NULL,
            IGNORE_FIRST_LINE);

    private static Option<String> untrimmed(String key, @Nullable String defaultValue, String description) {
        return Option.string(key, defaultValue, description);
    }

    static CsvOptions of(Settings options) {
        if (options.get(DISABLE_QUOTE) && options.has(QUOTE)) {
            throw new LevadaException(
                    ErrorCode.OPTION_INVALID,
                    "'csv.quote-character' and 'csv.disable-quote-character' = 'true' contradict each other",
                    "leave one of them out");
        }
        String nullLiteral = raw(options, NULL_LITERAL);
        return new CsvOptions(
                character(options, FIELD_DELIMITER, true),
                options.get(DISABLE_QUOTE) ? NONE : character(options, QUOTE, false),
                raw(options, ESCAPE) == null ? NONE : character(options, ESCAPE, false),
                options.get(ALLOW_COMMENTS),
                options.get(IGNORE_PARSE_ERRORS),
                String.valueOf(raw(options, ARRAY_DELIMITER)).getBytes(StandardCharsets.UTF_8),
                nullLiteral == null ? null : nullLiteral.getBytes(StandardCharsets.UTF_8),
                options.find(SCIENTIFIC).orElse(false),
                options.get(TRIM_SPACES),
                options.get(IGNORE_TRAILING),
                options.get(ALLOW_TRAILING_COMMA),
                options.get(FAIL_ON_MISSING),
                options.get(EMPTY_IS_NULL));
    }

    /** The value as it was written: blanks count here. */
    private static @Nullable String raw(Settings options, Option<String> option) {
        String given = options.values().get(option.key());
        return given == null ? option.defaultValue() : given;
    }

    private static int character(Settings options, Option<String> option, boolean unescape) {
        String given = String.valueOf(raw(options, option));
        String text = unescape ? unescape(given) : given;
        if (text.length() != 1 || text.charAt(0) >= 128 || text.charAt(0) == '\n' || text.charAt(0) == '\r') {
            throw new LevadaException(
                    ErrorCode.OPTION_INVALID,
                    "'csv." + option.key() + "' = '" + given + "' must be one ASCII character and no line end");
        }
        return text.charAt(0);
    }

    private static String unescape(String text) {
        if (text.matches("\\\\u[0-9a-fA-F]{4}")) {
            return String.valueOf((char) Integer.parseInt(text.substring(2), 16));
        }
        return switch (text) {
            case "\\t" -> "\t";
            case "\\b" -> "\b";
            case "\\f" -> "\f";
            case "\\\\" -> "\\";
            case "\\\"" -> "\"";
            case "\\'" -> "'";
            default -> text;
        };
    }
}
