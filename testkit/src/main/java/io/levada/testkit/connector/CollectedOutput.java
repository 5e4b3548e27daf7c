package io.levada.testkit.connector;

import io.levada.core.connector.SourceOutput;
import io.levada.core.data.Batch;
import io.levada.core.data.Boxed;
import io.levada.core.data.Bytes;
import io.levada.core.data.Row;
import io.levada.core.type.RowType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/** Keeps what a reader emits, by split and in order. */
public final class CollectedOutput implements SourceOutput {
    private final RowType type;
    private final Map<String, List<Row>> rowsOfSplit = new LinkedHashMap<>();
    private final List<DeadLetter> deadLetters = new ArrayList<>();
    private final List<String> ended = new ArrayList<>();
    private int count;

    /** A record that couldn't be decoded. */
    public record DeadLetter(
            String splitId, long offset, @Nullable Bytes raw, String reason) {}

    public CollectedOutput(RowType type) {
        this.type = type;
    }

    @Override
    public void emit(String splitId, Batch batch) {
        Assertions.assertThat(batch.rowCount()).as("rows of a batch").isPositive();
        Assertions.assertThat(batch.columns()).as("columns of a batch").hasSize(type.size());
        Assertions.assertThat(ended).as("ended splits").doesNotContain(splitId);
        for (int i = 0; i < type.size(); i++) {
            Assertions.assertThat(batch.column(i).size())
                    .as("values in column " + type.name(i))
                    .isGreaterThanOrEqualTo(batch.rowCount());
        }
        count += batch.rowCount();
        rowsOfSplit.computeIfAbsent(splitId, id -> new ArrayList<>()).addAll(Boxed.rows(batch, type));
    }

    @Override
    public void splitEnded(String splitId) {
        Assertions.assertThat(ended).as("a split ends once").doesNotContain(splitId);
        ended.add(splitId);
    }

    @Override
    public void deadLetter(String splitId, long offset, byte @Nullable [] raw, String reason) {
        deadLetters.add(new DeadLetter(splitId, offset, raw == null ? null : Bytes.of(raw.clone()), reason));
    }

    /** Rows so far. */
    public int count() {
        return count;
    }

    public Map<String, List<Row>> rowsOfSplit() {
        return rowsOfSplit;
    }

    /** The rows of all splits, one split after the other. */
    public List<Row> rows() {
        List<Row> all = new ArrayList<>();
        rowsOfSplit.values().forEach(all::addAll);
        return all;
    }

    public List<DeadLetter> deadLetters() {
        return deadLetters;
    }

    public List<String> ended() {
        return ended;
    }
}
