package io.levada.connector.standard;

/**
 * Why a record can't be decoded; caught by the decoder, never seen by others. Carries no stack trace, as bad records
 * may come by the million.
 */
public final class MalformedRecord extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int position;
    private final boolean conversion;

    private MalformedRecord(String reason, int position, boolean conversion) {
        super(reason, null, false, false);
        this.position = position;
        this.conversion = conversion;
    }

    /** The record isn't what its format says; nothing after {@code position} can be trusted. */
    public static MalformedRecord syntax(String reason, int position) {
        return new MalformedRecord(reason, position, false);
    }

    /** One value isn't what its column wants. */
    public static MalformedRecord conversion(String reason, int position) {
        return new MalformedRecord(reason, position, true);
    }

    /** Index into the array that was read. */
    public int position() {
        return position;
    }

    public boolean isConversion() {
        return conversion;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
