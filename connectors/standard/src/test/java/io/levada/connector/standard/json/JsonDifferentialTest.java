package io.levada.connector.standard.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.levada.connector.standard.Records;
import io.levada.core.data.Row;
import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random documents, whole and damaged, against Jackson. */
class JsonDifferentialTest {
    private static final JsonMapper JACKSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private static final String[] NAMES = {"id", "name", "price", "a_rather_long_field_name_here", "é", "t", "x y"};
    private static final RowType TYPE = RowType.of(
            new Field("id", DataType.BIGINT),
            new Field("name", DataType.STRING),
            new Field("price", DataType.DOUBLE),
            new Field("t", DataType.array(DataType.STRING)),
            new Field("é", DataType.map(DataType.STRING, DataType.DOUBLE)));

    @Test
    void readsTheSameValuesAsJackson() throws Exception {
        Random random = new Random(7);
        Records harness = new Records("json", TYPE, "ignore-parse-errors", "true");
        for (int i = 0; i < 10_000; i++) {
            String json = document(random);
            Row row = harness.decode(json);
            JsonNode tree = JACKSON.readTree(json);
            compare(json, row, tree);
        }
    }

    @Test
    void acceptsAndRefusesDamagedDocumentsAsJacksonDoes() {
        Random random = new Random(11);
        Records strict = new Records("json", RowType.of(new Field("none", DataType.STRING)));
        Records lenient = new Records("json", TYPE, "ignore-parse-errors", "true");
        int refused = 0;
        for (int i = 0; i < 30_000; i++) {
            byte[] damaged = mutate(document(random).getBytes(StandardCharsets.UTF_8), random);
            String shown = new String(damaged, StandardCharsets.ISO_8859_1);
            Row skipped = strict.decode(damaged);
            JsonNode tree = oracle(damaged);
            same(shown + " / " + strict.reason(), skipped != null, tree != null);
            Row row = lenient.decode(damaged);
            same(shown, row != null, tree != null);
            if (tree == null) {
                refused++;
            } else {
                compare(shown, row, tree);
            }
        }
        assertThat(refused).isBetween(5_000, 29_000);
    }

    /** What Jackson reads; null when it isn't one object in UTF-8. (Jackson itself lets some bad UTF-8 through.) */
    private static @Nullable JsonNode oracle(byte[] json) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(json))
                    .toString();
            if (text.indexOf('\0') >= 0 && text.indexOf('\0') < 4) {
                // Jackson would guess another encoding.
                return null;
            }
            JsonNode tree = JACKSON.readTree(json);
            return tree != null && tree.isObject() ? tree : null;
        } catch (java.io.IOException e) {
            return null;
        }
    }

    private static void compare(String json, Row row, JsonNode tree) {
        JsonNode id = tree.get("id");
        if (id != null && id.isIntegralNumber()) {
            same(json, row.get(0), id.canConvertToLong() ? id.longValue() : null);
        }
        JsonNode name = tree.get("name");
        if (name == null || name.isNull()) {
            same(json, row.get(1), null);
        } else if (name.isTextual() || name.isContainerNode()) {
            // Half a surrogate pair becomes a question mark.
            String text = name.isTextual() ? name.textValue() : name.toString();
            same(json, row.get(1), new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
        }
        JsonNode price = tree.get("price");
        if (price != null && price.isNumber()) {
            // Jackson's tree knows no integer -0.
            double value = price.isBigInteger() ? Double.parseDouble(price.asText()) : price.doubleValue();
            same(json, (Double) row.get(2) + 0.0, value + 0.0);
        }
        JsonNode list = tree.get("t");
        boolean isList = list != null && list.isArray();
        same(json, isList ? ((List<?>) row.get(3)).size() : row.get(3), isList ? list.size() : null);
        JsonNode map = tree.get("é");
        if (map != null && map.isObject()) {
            Map<String, Object> expected = new LinkedHashMap<>();
            map.properties().forEach(e -> expected.put(e.getKey(), e.getValue()));
            same(json, ((Map<?, ?>) row.get(4)).size(), expected.size());
        }
    }

    /** AssertJ only where it fails: there are many documents. */
    private static void same(String json, @Nullable Object actual, @Nullable Object expected) {
        if (!java.util.Objects.equals(actual, expected)) {
            assertThat(actual).as(json).isEqualTo(expected);
        }
    }

    static byte[] mutate(byte[] json, Random random) {
        List<Byte> bytes = new ArrayList<>();
        for (byte b : json) {
            bytes.add(b);
        }
        int changes = 1 + random.nextInt(2);
        String likely = "{}[]\",:0123456789.eE+-\\ntfu \u0001";
        for (int i = 0; i < changes && !bytes.isEmpty(); i++) {
            int at = random.nextInt(bytes.size());
            byte other = random.nextInt(4) == 0
                    ? (byte) random.nextInt(256)
                    : (byte) likely.charAt(random.nextInt(likely.length()));
            switch (random.nextInt(4)) {
                case 0 -> bytes.remove(at);
                case 1 -> bytes.add(at, other);
                case 2 -> bytes.set(at, other);
                default -> bytes.subList(at, bytes.size()).clear();
            }
        }
        byte[] damaged = new byte[bytes.size()];
        for (int i = 0; i < damaged.length; i++) {
            damaged[i] = bytes.get(i);
        }
        return damaged;
    }

    private static String document(Random random) {
        StringBuilder out = new StringBuilder();
        object(out, random, 0);
        return out.toString();
    }

    static void object(StringBuilder out, Random random, int depth) {
        out.append('{');
        int fields = random.nextInt(7);
        for (int i = 0; i < fields; i++) {
            out.append(i == 0 ? "" : ",").append(blank(random));
            string(out, NAMES[random.nextInt(NAMES.length)], random);
            out.append(blank(random)).append(':').append(blank(random));
            value(out, random, depth + 1);
            out.append(blank(random));
        }
        out.append('}');
    }

    static void value(StringBuilder out, Random random, int depth) {
        switch (random.nextInt(depth > 3 ? 7 : 9)) {
            case 0 -> out.append(random.nextLong());
            case 1 -> out.append((random.nextLong() >>> random.nextInt(64)) * (random.nextInt(4) == 0 ? -1 : 1));
            case 2 -> out.append(Double.longBitsToDouble(random.nextLong() & ~(1L << 62)));
            case 3 ->
                out.append(random.nextInt(1000))
                        .append('.')
                        .append(random.nextInt(1000))
                        .append(random.nextBoolean() ? "e" + (random.nextInt(60) - 30) : "");
            case 4 -> string(out, text(random), random);
            case 5 -> out.append(random.nextBoolean() ? "true" : "false");
            case 6 -> out.append("null");
            case 7 -> object(out, random, depth);
            default -> {
                out.append('[');
                int size = random.nextInt(4);
                for (int i = 0; i < size; i++) {
                    out.append(i == 0 ? "" : ",").append(blank(random));
                    value(out, random, depth + 1);
                }
                out.append(']');
            }
        }
    }

    private static String text(Random random) {
        StringBuilder out = new StringBuilder();
        if (random.nextBoolean()) {
            for (int i = random.nextInt(60); i > 0; i--) {
                out.append(random.nextInt(12) == 0 ? "\"\\/\b\f\n\r\t".charAt(random.nextInt(8)) : 'a');
            }
            return out.toString();
        }
        int length = random.nextInt(24);
        for (int i = 0; i < length; i++) {
            out.appendCodePoint(
                    switch (random.nextInt(8)) {
                        case 0 -> random.nextInt(0x80);
                        case 1 -> 0x80 + random.nextInt(0x700);
                        case 2 -> 0x4E00 + random.nextInt(0x1000);
                        case 3 -> 0x1F600 + random.nextInt(64);
                        case 4 -> 0xD800 + random.nextInt(0x800);
                        default -> 'a' + random.nextInt(26);
                    });
        }
        return out.toString();
    }

    private static void string(StringBuilder out, String text, Random random) {
        out.append('"');
        for (char c : text.toCharArray()) {
            int shortened = "\"\\/\b\f\n\r\t".indexOf(c);
            if (shortened == 0 || shortened == 1 || shortened > 1 && random.nextInt(3) > 0) {
                out.append('\\').append("\"\\/bfnrt".charAt(shortened));
            } else if (Character.isSurrogate(c) || random.nextInt(12) == 0) {
                out.append(String.format(random.nextBoolean() ? "\\u%04x" : "\\u%04X", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    static String blank(Random random) {
        return random.nextInt(5) == 0 ? " \n\t\r ".substring(random.nextInt(5)) : "";
    }
}
