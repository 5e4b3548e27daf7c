package io.levada.connector.standard.json;

import io.levada.connector.standard.text.ByteWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a STRING column gets of an object or array: the same JSON without blanks, of equal keys the last value only,
 * numbers with fraction or exponent as Java writes the double. That is what Flink gives; it isn't meant to be fast.
 */
final class CompactJson {
    private CompactJson() {}

    static void copy(JsonCursor in, ByteWriter out) {
        switch (in.peek()) {
            case '{' -> copyObject(in, out);
            case '[' -> copyArray(in, out);
            case '"' -> {
                in.readString();
                byte[] text = in.plainText();
                JsonText.write(out, text, in.textStart, in.textEnd);
            }
            default -> copyLiteral(in, out);
        }
    }

    private static void copyObject(JsonCursor in, ByteWriter out) {
        Map<String, byte[]> members = new LinkedHashMap<>();
        in.enter();
        in.pos++;
        if (in.peek() == '}') {
            in.pos++;
        } else {
            do {
                in.readString();
                byte[] text = in.plainText();
                String key = new String(text, in.textStart, in.textEnd - in.textStart, StandardCharsets.UTF_8);
                in.expect(':');
                members.put(key, value(in));
            } while (in.another('}'));
        }
        in.leave();
        out.write('{');
        boolean more = false;
        for (Map.Entry<String, byte[]> member : members.entrySet()) {
            if (more) {
                out.write(',');
            }
            more = true;
            byte[] key = member.getKey().getBytes(StandardCharsets.UTF_8);
            JsonText.write(out, key, 0, key.length);
            out.write(':');
            out.write(member.getValue());
        }
        out.write('}');
    }

    private static void copyArray(JsonCursor in, ByteWriter out) {
        List<byte[]> elements = new ArrayList<>();
        in.enter();
        in.pos++;
        if (in.peek() == ']') {
            in.pos++;
        } else {
            do {
                elements.add(value(in));
            } while (in.another(']'));
        }
        in.leave();
        out.write('[');
        for (int i = 0; i < elements.size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            out.write(elements.get(i));
        }
        out.write(']');
    }

    private static byte[] value(JsonCursor in) {
        ByteWriter inner = new ByteWriter(32);
        copy(in, inner);
        return java.util.Arrays.copyOf(inner.array(), inner.size());
    }

    private static void copyLiteral(JsonCursor in, ByteWriter out) {
        int start = in.pos;
        int first = in.bytes[start];
        in.skipValue();
        if ((first == '-' || first >= '0' && first <= '9') && !in.number.isInteger()) {
            JsonText.writeDouble(out, in.number.toDouble());
        } else {
            out.write(in.bytes, start, in.pos - start);
        }
    }
}
