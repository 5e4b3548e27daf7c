package io.levada.engine.codegen;

import io.levada.core.type.TypeKind;
import java.util.List;

/**
 * The aggregates of a group whose rows were added up beforehand: where they lie in its record, how more is added, and what
 * is shown of them.
 *
 * @param cells the first counts the group's rows
 */
public record GroupShape(List<Cell> cells, List<Shown> shown) {

    /** How what is added changes a cell. */
    public enum Kind {
        SUM,
        LEAST,
        GREATEST
    }

    /**
     * One word of the record.
     *
     * @param word its offset
     * @param presenceWord the offset of the word with the bit {@code presence}, without which there is no value; not for
     *     sums, which begin at 0
     * @param ints whether what is added comes as INT storage
     */
    public record Cell(Kind kind, int word, int presenceWord, long presence, boolean ints) {
        public static Cell sum(int word) {
            return new Cell(Kind.SUM, word, 0, 0, false);
        }
    }

    /**
     * A column of the result.
     *
     * @param cell its value
     * @param count the cell that counts the values, by which an average divides; -1 where the value is shown as it is
     * @param kind the width that the value is cut to
     */
    public record Shown(int cell, int count, boolean average, boolean nullWhenEmpty, TypeKind kind) {
        boolean ints() {
            return kind == TypeKind.TINYINT || kind == TypeKind.SMALLINT || kind == TypeKind.INTEGER;
        }
    }

    public GroupShape {
        cells = List.copyOf(cells);
        shown = List.copyOf(shown);
    }
}
