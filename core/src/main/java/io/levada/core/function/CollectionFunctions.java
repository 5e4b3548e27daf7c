package io.levada.core.function;

import io.levada.core.data.Bytes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Arrays and maps; their elements are in the boxed form of {@link io.levada.core.data.Row}. */
public final class CollectionFunctions {
    private CollectionFunctions() {}

    @ScalarFunction(
            name = "CARDINALITY",
            signature = "(ARRAY<T>) -> INT",
            description = "The number of elements.",
            example = "CARDINALITY(ARRAY[1, 2]) = 2")
    public static int cardinality(List<?> array) {
        return array.size();
    }

    @ScalarFunction(
            name = "CARDINALITY",
            signature = "(MAP<K, V>) -> INT",
            description = "The number of entries.",
            example = "CARDINALITY(MAP['a', 1]) = 1")
    public static int cardinality(Map<?, ?> map) {
        return map.size();
    }

    @ScalarFunction(
            name = "ELEMENT",
            signature = "(ARRAY<T>) -> T",
            description = "The only element; NULL of an empty array.",
            example = "ELEMENT(ARRAY[5]) = 5")
    public static @Nullable Object element(List<?> array) {
        if (array.size() > 1) {
            throw new BadValueException("ELEMENT needs an array of one element, this one has " + array.size());
        }
        return array.isEmpty() ? null : array.get(0);
    }

    @ScalarFunction(
            name = "ARRAY_CONTAINS",
            signature = "(ARRAY<T>, T) -> BOOLEAN",
            description = "Whether an element equals a value; NULL elements can be looked for.",
            example = "ARRAY_CONTAINS(ARRAY[1, 2], 2) = TRUE",
            calledOnNull = true)
    public static @Nullable Boolean arrayContains(@Nullable List<?> array, @Nullable Object value) {
        return array == null ? null : (Boolean) array.contains(value);
    }

    @ScalarFunction(
            name = "ARRAY_POSITION",
            signature = "(ARRAY<T>, T) -> INT",
            description = "The 1-based index of the first element that equals a value, 0 without one.",
            example = "ARRAY_POSITION(ARRAY['a', 'b'], 'b') = 2")
    public static int arrayPosition(List<?> array, Object value) {
        return array.indexOf(value) + 1;
    }

    @ScalarFunction(
            name = "ARRAY_DISTINCT",
            signature = "(ARRAY<T>) -> ARRAY<T>",
            description = "Each element once, in order.",
            example = "ARRAY_DISTINCT(ARRAY[1, 2, 1]) = ARRAY[1, 2]")
    public static List<?> arrayDistinct(List<?> array) {
        return new ArrayList<>(new LinkedHashSet<>(array));
    }

    @ScalarFunction(
            name = "ARRAY_REVERSE",
            signature = "(ARRAY<T>) -> ARRAY<T>",
            description = "The elements in reverse.",
            example = "ARRAY_REVERSE(ARRAY[1, 2]) = ARRAY[2, 1]")
    public static List<?> arrayReverse(List<?> array) {
        List<?> reversed = new ArrayList<>(array);
        Collections.reverse(reversed);
        return reversed;
    }

    @ScalarFunction(
            name = "ARRAY_CONCAT",
            signature = "(ARRAY<T>...) -> ARRAY<T>",
            description = "The arrays one after another.",
            example = "ARRAY_CONCAT(ARRAY[1], ARRAY[2, 3]) = ARRAY[1, 2, 3]")
    public static List<?> arrayConcat(List<?>... arrays) {
        List<@Nullable Object> all = new ArrayList<>();
        for (List<?> array : arrays) {
            all.addAll(array);
        }
        return all;
    }

    @ScalarFunction(
            name = "ARRAY_APPEND",
            signature = "(ARRAY<T>, T) -> ARRAY<T>",
            description = "The array with one more element.",
            example = "ARRAY_APPEND(ARRAY[1], 2) = ARRAY[1, 2]",
            calledOnNull = true)
    public static @Nullable List<?> arrayAppend(@Nullable List<?> array, @Nullable Object value) {
        if (array == null) {
            return null;
        }
        List<@Nullable Object> all = new ArrayList<>(array);
        all.add(value);
        return all;
    }

    @ScalarFunction(
            name = "ARRAY_PREPEND",
            signature = "(ARRAY<T>, T) -> ARRAY<T>",
            description = "The array with one more element before the others.",
            example = "ARRAY_PREPEND(ARRAY[2], 1) = ARRAY[1, 2]",
            calledOnNull = true)
    public static @Nullable List<?> arrayPrepend(@Nullable List<?> array, @Nullable Object value) {
        if (array == null) {
            return null;
        }
        List<@Nullable Object> all = new ArrayList<>(array);
        all.add(0, value);
        return all;
    }

    @ScalarFunction(
            name = "ARRAY_REMOVE",
            signature = "(ARRAY<T>, T) -> ARRAY<T>",
            description = "The array without the elements that equal a value.",
            example = "ARRAY_REMOVE(ARRAY[1, 2, 1], 1) = ARRAY[2]",
            calledOnNull = true)
    public static @Nullable List<?> arrayRemove(@Nullable List<?> array, @Nullable Object value) {
        if (array == null) {
            return null;
        }
        List<@Nullable Object> all = new ArrayList<>(array);
        all.removeIf(e -> Objects.equals(e, value));
        return all;
    }

    @ScalarFunction(
            name = "ARRAY_UNION",
            signature = "(ARRAY<T>, ARRAY<T>) -> ARRAY<T>",
            description = "Each element of both arrays once.",
            example = "ARRAY_UNION(ARRAY[1, 2], ARRAY[2, 3]) = ARRAY[1, 2, 3]")
    public static List<?> arrayUnion(List<?> a, List<?> b) {
        return arrayDistinct(arrayConcat(a, b));
    }

    @ScalarFunction(
            name = "ARRAY_JOIN",
            signature = "(ARRAY<STRING>, STRING) -> STRING",
            description = "The elements with a text between them; NULLs are left out.",
            example = "ARRAY_JOIN(ARRAY['a', 'b'], '-') = 'a-b'")
    public static Bytes arrayJoin(List<?> array, Bytes separator) {
        return Bytes.of(array.stream()
                .filter(Objects::nonNull)
                .map(Object::toString)
                .collect(Collectors.joining(separator.toString())));
    }

    @ScalarFunction(
            name = "MAP_KEYS",
            signature = "(MAP<K, V>) -> ARRAY<K>",
            description = "The keys.",
            example = "MAP_KEYS(MAP['a', 1]) = ARRAY['a']")
    public static List<?> mapKeys(Map<?, ?> map) {
        return new ArrayList<>(map.keySet());
    }

    @ScalarFunction(
            name = "MAP_VALUES",
            signature = "(MAP<K, V>) -> ARRAY<V>",
            description = "The values.",
            example = "MAP_VALUES(MAP['a', 1]) = ARRAY[1]")
    public static List<?> mapValues(Map<?, ?> map) {
        return new ArrayList<>(map.values());
    }

    @ScalarFunction(
            name = "MAP_FROM_ARRAYS",
            signature = "(ARRAY<K>, ARRAY<V>) -> MAP<K, V>",
            description = "A map of keys and values given apart.",
            example = "MAP_FROM_ARRAYS(ARRAY['a'], ARRAY[1]) = MAP['a', 1]")
    public static Map<?, ?> mapFromArrays(List<?> keys, List<?> values) {
        if (keys.size() != values.size()) {
            throw new BadValueException(keys.size() + " keys for " + values.size() + " values");
        }
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            map.put(keys.get(i), values.get(i));
        }
        return map;
    }
}
