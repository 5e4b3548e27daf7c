package io.levada.connector.standard.json;

import io.levada.connector.standard.text.ByteWriter;

/** Writes JSON's strings and numbers. */
final class JsonText {
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private JsonText() {}

    /** A string in quotes; only what must be escaped is. */
    static void write(ByteWriter out, byte[] text, int from, int to) {
        out.write('"');
        int plain = from;
        for (int i = from; i < to; i++) {
            byte c = text[i];
            if (c >= 0 && c < ' ' || c == '"' || c == '\\') {
                out.write(text, plain, i - plain);
                escape(out, c);
                plain = i + 1;
            }
        }
        out.write(text, plain, to - plain);
        out.write('"');
    }

    private static void escape(ByteWriter out, byte c) {
        out.write('\\');
        switch (c) {
            case '"', '\\' -> out.write(c);
            case '\b' -> out.write('b');
            case '\f' -> out.write('f');
            case '\n' -> out.write('n');
            case '\r' -> out.write('r');
            case '\t' -> out.write('t');
            default -> {
                out.writeAscii("u00");
                out.write(HEX[c >> 4]);
                out.write(HEX[c & 15]);
            }
        }
    }

    /** As Java writes it; NaN and the infinities, which JSON doesn't have, in quotes. */
    static void writeDouble(ByteWriter out, double value) {
        if (Double.isFinite(value)) {
            out.writeAscii(Double.toString(value));
        } else {
            out.writeAscii('"' + Double.toString(value) + '"');
        }
    }

    static void writeFloat(ByteWriter out, float value) {
        if (Float.isFinite(value)) {
            out.writeAscii(Float.toString(value));
        } else {
            out.writeAscii('"' + Float.toString(value) + '"');
        }
    }
}
