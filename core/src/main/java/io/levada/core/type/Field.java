package io.levada.core.type;

/** A named column of a row. */
public record Field(String name, DataType type) {
    @Override
    public String toString() {
        return name + " " + type;
    }
}
