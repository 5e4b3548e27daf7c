package io.levada.connector.standard.datagen;

import io.levada.core.data.Boxed;
import io.levada.core.data.ChangeKind;
import io.levada.core.data.Column;
import io.levada.core.data.ObjectColumn;
import io.levada.core.data.Row;
import io.levada.core.type.DataType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows, arrays and maps, boxed part by part. */
final class NestedGenerators {
    private NestedGenerators() {}

    /** Boxes the values of a part. */
    private static final class Part {
        private final Generator generator;
        private final DataType type;
        private final Column one;

        Part(FieldOptions field, Generators generators) {
            generator = generators.of(field);
            type = field.type();
            one = Column.create(type, 1);
        }

        @Nullable
        Object make(long index, long now) {
            one.truncate(0);
            generator.append(index, now, one);
            return Boxed.get(one, type, 0);
        }
    }

    static Generator row(FieldOptions field, Generators generators) {
        List<Part> parts = field.type().fields().stream()
                .map(f -> new Part(field.part(f.name(), f.type()), generators))
                .toList();
        return (index, now, target) -> {
            List<@Nullable Object> values = new ArrayList<>(parts.size());
            for (Part part : parts) {
                values.add(part.make(index, now));
            }
            ((ObjectColumn) target).append(new Row(ChangeKind.INSERT, values));
        };
    }

    static Generator array(FieldOptions field, Generators generators, int size) {
        Part element = new Part(field.part("element", field.type().elementType()), generators);
        return (index, now, target) -> {
            List<@Nullable Object> values = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                values.add(element.make(index * size + i, now));
            }
            ((ObjectColumn) target).append(values);
        };
    }

    static Generator map(FieldOptions field, Generators generators, int size) {
        Part key = new Part(field.part("key", field.type().keyType()), generators);
        Part value = new Part(field.part("value", field.type().valueType()), generators);
        return (index, now, target) -> {
            Map<@Nullable Object, @Nullable Object> values = new LinkedHashMap<>();
            for (int i = 0; i < size; i++) {
                values.put(key.make(index * size + i, now), value.make(index * size + i, now));
            }
            ((ObjectColumn) target).append(values);
        };
    }
}
