package io.levada.core.function;

import io.levada.core.data.Bytes;
import org.jspecify.annotations.Nullable;

/** JSON in text. What isn't JSON gives NULL, or FALSE. */
public final class JsonFunctions {
    private JsonFunctions() {}

    @ScalarFunction(
            name = "JSON_VALUE",
            signature = "(STRING, STRING) -> STRING",
            description = "The string, number or boolean at a path, as text; NULL when there is none.",
            example = "JSON_VALUE('{\"a\": [1, {\"b\": \"x\"}]}', '$.a[1].b') = 'x'")
    public static @Nullable Bytes jsonValue(Bytes json, Bytes path) {
        JsonPath where = JsonPath.of(path);
        try {
            JsonReader reader = new JsonReader(json.toString());
            reader.checkAll();
            if (!where.find(reader)) {
                return null;
            }
            return switch (reader.first()) {
                case '{', '[', 'n' -> null;
                default -> Bytes.of(reader.scalar());
            };
        } catch (JsonReader.Malformed e) {
            return null;
        }
    }

    @ScalarFunction(
            name = "JSON_QUERY",
            signature = "(STRING, STRING) -> STRING",
            description = "The object or array at a path, as JSON without spaces; NULL when there is none.",
            example = "JSON_QUERY('{\"a\": [1, 2]}', '$.a') = '[1,2]'")
    public static @Nullable Bytes jsonQuery(Bytes json, Bytes path) {
        JsonPath where = JsonPath.of(path);
        try {
            JsonReader reader = new JsonReader(json.toString());
            reader.checkAll();
            boolean found = where.find(reader) && (reader.first() == '{' || reader.first() == '[');
            return found ? Bytes.of(reader.compact()) : null;
        } catch (JsonReader.Malformed e) {
            return null;
        }
    }

    @ScalarFunction(
            name = "JSON_EXISTS",
            signature = "(STRING, STRING) -> BOOLEAN",
            description = "Whether there is a value, be it null, at a path.",
            example = "JSON_EXISTS('{\"a\": null}', '$.a') = TRUE")
    public static boolean jsonExists(Bytes json, Bytes path) {
        JsonPath where = JsonPath.of(path);
        try {
            JsonReader reader = new JsonReader(json.toString());
            reader.checkAll();
            return where.find(reader);
        } catch (JsonReader.Malformed e) {
            return false;
        }
    }
}
