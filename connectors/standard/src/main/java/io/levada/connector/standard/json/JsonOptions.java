package io.levada.connector.standard.json;

import io.levada.core.config.Option;
import io.levada.core.config.Settings;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.util.List;

/** The options of the format, under Flink's names. */
record JsonOptions(
        boolean failOnMissingField,
        boolean ignoreParseErrors,
        boolean isoTimestamps,
        boolean zeroTimestampIsNull,
        MapNullKeyMode mapNullKeyMode,
        String mapNullKeyLiteral,
        boolean plainDecimals,
        boolean ignoreNullFields) {

    static final Option<Boolean> FAIL_ON_MISSING_FIELD =
            Option.bool("fail-on-missing-field", false, "Refuse a record in which a wanted field is missing.");
    static final Option<Boolean> IGNORE_PARSE_ERRORS = Option.bool(
            "ignore-parse-errors", false, "Read a value that isn't what its column wants as NULL, skip bad records.");
    static final Option<TimestampFormat> TIMESTAMP_FORMAT = Option.oneOf(
            "timestamp-format.standard",
            TimestampFormat.class,
            TimestampFormat.SQL,
            "How timestamps are written: 'SQL' (yyyy-MM-dd HH:mm:ss.s) or 'ISO-8601' (yyyy-MM-ddTHH:mm:ss.s).");
    static final Option<MapNullKeyMode> MAP_NULL_KEY_MODE = Option.oneOf(
            "map-null-key.mode",
            MapNullKeyMode.class,
            MapNullKeyMode.FAIL,
            "What to write for the NULL key of a map: 'FAIL', 'DROP' or 'LITERAL'.");
    static final Option<String> MAP_NULL_KEY_LITERAL =
            Option.string("map-null-key.literal", "null", "The key to write where 'map-null-key.mode' is 'LITERAL'.");
    static final Option<ZeroTimestamp> ZERO_TIMESTAMP = new Option<>(
            "zero-timestamp.behavior",
            "one of FAIL, CONVERT_TO_NULL",
            text -> ZeroTimestamp.valueOf(text.toUpperCase(java.util.Locale.ROOT)),
            ZeroTimestamp.FAIL,
            "How to read 0000-00-00 00:00:00.");
    static final Option<Boolean> PLAIN_DECIMALS = Option.bool(
            "encode.decimal-as-plain-number", false, "Write decimals without exponent: 0.00000027, not 2.7E-7.");
    static final Option<Boolean> IGNORE_NULL_FIELDS =
            Option.bool("encode.ignore-null-fields", false, "Leave fields that are NULL out.");
    static final Option<Boolean> PARSER_ENABLED = Option.bool(
            "decode.json-parser.enabled", true, "Flink's choice between two parsers; Levada has one, so only 'true'.");

    static final List<Option<?>> ALL = List.of(
            FAIL_ON_MISSING_FIELD,
            IGNORE_PARSE_ERRORS,
            TIMESTAMP_FORMAT,
            MAP_NULL_KEY_MODE,
            MAP_NULL_KEY_LITERAL,
            ZERO_TIMESTAMP,
            PLAIN_DECIMALS,
            IGNORE_NULL_FIELDS,
            PARSER_ENABLED);

    static JsonOptions of(Settings options) {
        if (options.get(FAIL_ON_MISSING_FIELD) && options.get(IGNORE_PARSE_ERRORS)) {
            throw new LevadaException(
                    ErrorCode.OPTION_INVALID,
                    "'json.fail-on-missing-field' and 'json.ignore-parse-errors' can't both be 'true'",
                    "leave one of them out");
        }
        if (!options.get(PARSER_ENABLED)) {
            throw new LevadaException(
                    ErrorCode.OPTION_INVALID,
                    "'json.decode.json-parser.enabled' = 'false' is not supported: there is one parser",
                    "leave the option out");
        }
        return new JsonOptions(
                options.get(FAIL_ON_MISSING_FIELD),
                options.get(IGNORE_PARSE_ERRORS),
                options.get(TIMESTAMP_FORMAT) == TimestampFormat.ISO_8601,
                options.get(ZERO_TIMESTAMP) == ZeroTimestamp.CONVERT_TO_NULL,
                options.get(MAP_NULL_KEY_MODE),
                options.get(MAP_NULL_KEY_LITERAL),
                options.get(PLAIN_DECIMALS),
                options.get(IGNORE_NULL_FIELDS));
    }

    /** The values of {@link #TIMESTAMP_FORMAT}. */
    enum TimestampFormat {
        SQL,
        ISO_8601
    }

    /** The values of {@link #MAP_NULL_KEY_MODE}. */
    enum MapNullKeyMode {
        FAIL,
        DROP,
        LITERAL
    }

    /** The values of {@link #ZERO_TIMESTAMP}. */
    enum ZeroTimestamp {
        FAIL,
        CONVERT_TO_NULL
    }
}
