package io.levada.engine.codegen;

import java.util.List;

/**
 * What is to be added up of the rows of each group of a batch, none of it NULL.
 *
 * @param parts each gives a column
 */
public record SumsShape(List<Part> parts) {

    /**
     * One figure of a group.
     *
     * @param column of the batch; -1 where rows are counted
     * @param filter a BOOLEAN column, or -1; extremes have none
     * @param ints whether the column is of INT storage
     */
    public record Part(GroupShape.Kind kind, int column, int filter, boolean ints) {
        public Part {
            if (kind != GroupShape.Kind.SUM && (filter >= 0 || column < 0)) {
                throw new IllegalArgumentException("a group may have no value then");
            }
        }

        /** Whether its column is of INT storage too. */
        boolean makesInts() {
            return ints && kind != GroupShape.Kind.SUM;
        }
    }

    public SumsShape {
        parts = List.copyOf(parts);
    }
}
