package io.levada.core.data;

/** What a change does to the table that the stream describes. Batches hold the {@link #code()}s. */
public enum ChangeKind {
    INSERT("+I"),
    UPDATE_BEFORE("-U"),
    UPDATE_AFTER("+U"),
    DELETE("-D");

    public static final byte I = 0;
    public static final byte UB = 1;
    public static final byte UA = 2;
    public static final byte D = 3;

    private static final ChangeKind[] VALUES = values();

    private final String symbol;

    ChangeKind(String symbol) {
        this.symbol = symbol;
    }

    /** {@code +I -U +U -D}. */
    public String symbol() {
        return symbol;
    }

    public byte code() {
        return (byte) ordinal();
    }

    public static ChangeKind of(byte code) {
        return VALUES[code];
    }

    /** Whether the row joins the table: {@code +I}, {@code +U}. */
    public static boolean isAddition(byte code) {
        return code == I || code == UA;
    }
}
