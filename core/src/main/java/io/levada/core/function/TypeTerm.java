package io.levada.core.function;

import io.levada.core.type.DataType;
import io.levada.core.type.TypeKind;

/** One type in a {@link Signature}. */
public sealed interface TypeTerm {
    /** The text that the signature holds. */
    String text();

    /** Exactly this type, such as {@code INT}, {@code STRING}, {@code TIMESTAMP(3)}. */
    record Fixed(DataType type, String text) implements TypeTerm {}

    /** Any type of that kind, whatever its precision: {@code DECIMAL}, {@code TIMESTAMP}, {@code ROW}. */
    record AnyOf(TypeKind kind, String text) implements TypeTerm {}

    /**
     * A variable, one letter: the same type wherever the letter stands. The Java type of the parameter narrows it:
     * {@code int} to the types that are held in an {@code int}, {@code Object} to none. {@code N} is a number.
     */
    record Variable(String text) implements TypeTerm {
        public boolean numeric() {
            return text.equals("N");
        }
    }

    record ArrayOf(TypeTerm element, String text) implements TypeTerm {}

    record MapOf(TypeTerm key, TypeTerm value, String text) implements TypeTerm {}

    /** A result that {@link ResultRule} derives from the arguments. */
    record Derived(ResultRule rule, String text) implements TypeTerm {}
}
