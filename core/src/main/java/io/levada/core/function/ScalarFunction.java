package io.levada.core.function;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a public static method a SQL function.
 *
 * <p>Parameters and result by SQL type: BOOLEAN boolean; TINYINT, SMALLINT, INT, DATE, TIME, month interval int; BIGINT,
 * TIMESTAMP, TIMESTAMP_LTZ, day-time interval long; FLOAT float; DOUBLE double; DECIMAL BigDecimal; CHAR, VARCHAR,
 * BINARY, VARBINARY {@link io.levada.core.data.Bytes}; ROW {@code Row}, ARRAY {@code List}, MAP {@code Map}. (Units:
 * {@code core.type.Storage}.) A parameter or result of type {@code Object} takes any type in the boxed form that {@link
 * io.levada.core.data.Row} lists. A {@code Bytes...} parameter at the end takes one or more. A first parameter of type
 * {@link EvaluationContext} is given by the engine and isn't part of the signature.
 *
 * <p>A NULL argument makes the result NULL without a call, unless {@link #calledOnNull}: then parameters are the boxed
 * types, null for NULL. A result that may be NULL though no argument is has a boxed type and {@code @Nullable}.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ScalarFunction {
    /** Upper case; several names are aliases. */
    String[] name();

    /**
     * SQL types of the parameters and the result, as in {@code (STRING, INT) -> STRING}; {@link Signature} lists the
     * terms, type variables among them. One signature for each method; overloads are further methods of the same name.
     */
    String signature();

    /** One sentence for the reference. */
    String description();

    /** A call and its result: {@code UPPER('a') = 'A'}; a test runs it. */
    String example();

    boolean calledOnNull() default false;

    /** False when two calls with the same arguments may differ, so that it must not be folded or shared. */
    boolean deterministic() default true;
}
