package io.levada.core.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levada.core.data.Bytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFunctionsTest {
    private static final String JSON =
            "{ \"a\" : 1.50 , \"b\" : { \"c d\" : [ true , null , \"x\\u0041\\n, y\" , { } ] } , \"e\\\"f\" : \"z\" }";

    private static @Nullable String value(String path) {
        Bytes value = JsonFunctions.jsonValue(Bytes.of(JSON), Bytes.of(path));
        return value == null ? null : value.toString();
    }

    private static @Nullable String query(String path) {
        Bytes value = JsonFunctions.jsonQuery(Bytes.of(JSON), Bytes.of(path));
        return value == null ? null : value.toString();
    }

    @Test
    void scalarsAreFoundByPath() {
        assertThat(value("$.a")).isEqualTo("1.50");
        assertThat(value("lax $.b['c d'][0]")).isEqualTo("true");
        assertThat(value("$.b.\"c d\"[2]")).isEqualTo("xA\n, y");
        assertThat(value("$['e\"f']")).isEqualTo("z");
        assertThat(value("$.b['c d'][1]")).isNull();
        assertThat(value("$.b")).isNull();
        assertThat(value("$.nothing.there")).isNull();
        assertThat(value("$.b['c d'][9]")).isNull();
    }

    @Test
    void objectsAndArraysLoseTheirSpacesButNotThoseInStrings() {
        assertThat(query("$.b")).isEqualTo("{\"c d\":[true,null,\"x\\u0041\\n, y\",{}]}");
        assertThat(query("$.a")).isNull();
    }

    @Test
    void existsTellsNullFromNothing() {
        Bytes json = Bytes.of(JSON);
        assertThat(JsonFunctions.jsonExists(json, Bytes.of("$.b['c d'][1]"))).isTrue();
        assertThat(JsonFunctions.jsonExists(json, Bytes.of("$.b.c"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"a\":}", "{\"a\":1,}", "[1 2]", "nul", "{\"a\":1} x", "\"\\x\"", "{a:1}", "1e"})
    void whatIsNotJsonGivesNullOrFalse(String json) {
        assertThat(JsonFunctions.jsonValue(Bytes.of(json), Bytes.of("$.a"))).isNull();
        assertThat(JsonFunctions.jsonQuery(Bytes.of(json), Bytes.of("$"))).isNull();
        assertThat(JsonFunctions.jsonExists(Bytes.of(json), Bytes.of("$"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "$.*", "$[*]", "$..a", "$[?(@.a)]", "$[-1]"})
    void pathsThatAreNotSupportedAreRefused(String path) {
        assertThatThrownBy(() -> value(path))
                .isInstanceOf(BadValueException.class)
                .hasMessageContaining(path);
    }
}
