package io.levada.connector.standard.datagen;

import io.levada.core.config.Option;
import io.levada.core.config.Settings;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The options of one column, {@code fields.<column>.<option>}. Parts of columns have options too, under the name of the
 * part: {@code fields.<column>.element.min}, {@code .key.}, {@code .value.}, {@code .<field>.}.
 */
record FieldOptions(String path, DataType type) {
    Option<Kind> kind() {
        return Option.oneOf(key("kind"), Kind.class, Kind.RANDOM, "How values are made: 'random' or 'sequence'.");
    }

    Option<Long> integerMin(long least) {
        return Option.longInteger(key("min"), least, "Least value.");
    }

    Option<Long> integerMax(long most) {
        return Option.longInteger(key("max"), most, "Greatest value.");
    }

    Option<Double> min(double least) {
        return new Option<>(key("min"), "number", Double::valueOf, least, "Least value.");
    }

    Option<Double> max(double most) {
        return new Option<>(key("max"), "number", Double::valueOf, most, "Greatest value.");
    }

    Option<Integer> length(int length) {
        return Option.integer(key("length"), length, "Length of texts and binary values, size of collections.");
    }

    Option<Boolean> varLen() {
        return Option.bool(key("var-len"), false, "Lengths from 1 to 'length', not always 'length'.");
    }

    Option<Duration> maxPast() {
        return Option.duration(key("max-past"), Duration.ZERO, "How far before the current time a timestamp may lie.");
    }

    Option<Double> nullRate() {
        return new Option<>(key("null-rate"), "number from 0 to 1", FieldOptions::rate, 0.0, "Share of NULLs.");
    }

    Option<Long> start() {
        return Option.longInteger(key("start"), null, "First value of the sequence.");
    }

    Option<Long> end() {
        return Option.longInteger(key("end"), null, "Last value of the sequence; the table ends with it.");
    }

    private static double rate(String text) {
        double rate = Double.parseDouble(text);
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("a share lies between 0 and 1");
        }
        return rate;
    }

    private String key(String option) {
        return "fields." + path + "." + option;
    }

    FieldOptions part(String name, DataType partType) {
        return new FieldOptions(path + "." + name, partType);
    }

    /** Every option that the column has with its kind, parts included. */
    List<Option<?>> all(Settings given) {
        if (given.get(kind()) == Kind.SEQUENCE) {
            return List.of(kind(), start(), end());
        }
        List<Option<?>> options = new ArrayList<>(List.of(kind(), nullRate()));
        switch (type.kind()) {
            case TINYINT, SMALLINT, INTEGER, BIGINT, INTERVAL_YEAR_MONTH, INTERVAL_DAY_TIME ->
                options.addAll(List.of(integerMin(0), integerMax(0)));
            case FLOAT, DOUBLE, DECIMAL -> options.addAll(List.of(min(0), max(0)));
            case CHAR, VARCHAR, BINARY, VARBINARY -> options.addAll(List.of(length(0), varLen()));
            case TIMESTAMP, TIMESTAMP_LTZ -> options.add(maxPast());
            case ARRAY -> {
                options.add(length(0));
                options.addAll(part("element", type.elementType()).all(given));
            }
            case MAP -> {
                options.add(length(0));
                options.addAll(part("key", type.keyType()).all(given));
                options.addAll(part("value", type.valueType()).all(given));
            }
            case ROW -> {
                for (Field field : type.fields()) {
                    options.addAll(part(field.name(), field.type()).all(given));
                }
            }
            case BOOLEAN, DATE, TIME -> {}
            case NULL ->
                throw new LevadaException(
                        ErrorCode.SQL_UNSUPPORTED, "datagen can't make values of type " + type.sqlName());
        }
        return options;
    }

    /** The values of {@link #kind}. */
    enum Kind {
        RANDOM,
        SEQUENCE
    }
}
