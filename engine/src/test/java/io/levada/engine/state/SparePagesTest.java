package io.levada.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SparePagesTest {
    private static final int PAGES = 100;
    private static final int COUNT = PAGES * Records.PAGE_SIZE;

    private Records records;
    private int word;
    private int[] ids;

    @BeforeEach
    void makeRecords() {
        RecordLayout layout = new RecordLayout();
        word = layout.addWords(1);
        records = new Records(layout);
        ids = IntStream.range(0, COUNT).toArray();
        records.allocate(new int[COUNT], COUNT);
    }

    private void setAll(long value) {
        for (int id : ids) {
            records.setWord(id, word, value);
        }
    }

    private long[] pageOf(int id) {
        return records.readable(ids, id, 1)[id >>> Records.SHIFT];
    }

    @Test
    void copiesStayAsTheyWereWhilePagesAreUsedAgain() {
        Records older = records.freeze();
        setAll(1);
        Records newer = records.freeze();
        older.release();
        setAll(2);
        assertThat(IntStream.of(ids)).allMatch(id -> newer.word(id, word) == 1);
        newer.release();
        Records newest = records.freeze();
        setAll(3);
        assertThat(IntStream.of(ids)).allMatch(id -> newest.word(id, word) == 2 && records.word(id, word) == 3);
    }

    @Test
    void aPageThatACopyNeededIsUsedAgain() {
        long[] page = pageOf(0);
        records.freeze().release();
        assertThat(pageOf(0)).isSameAs(page);
        Records copy = records.freeze();
        setAll(1);
        assertThat(pageOf(0)).isNotSameAs(page);
        copy.release();
        records.freeze();
        setAll(2);
        assertThat(IntStream.range(0, COUNT).anyMatch(id -> pageOf(id) == page)).isTrue();
    }

    @Test
    void whatIsNotNeededIsGivenBack() {
        long alone = records.memoryBytes();
        Records copy = records.freeze();
        setAll(1);
        copy.release();
        records.freeze().release();
        assertThat(records.memoryBytes()).isGreaterThan(alone + alone / 2);
        records.freeze().release();
        assertThat(records.memoryBytes()).isEqualTo(alone);
    }

    @Test
    void nothingIsKeptWhereMemoryIsShort() {
        long alone = records.memoryBytes();
        Records copy = records.freeze();
        setAll(1);
        copy.release();
        assertThat(records.dropSpare()).isGreaterThan(alone / 2);
        Records second = records.freeze();
        setAll(2);
        second.release();
        records.freeze().release();
        assertThat(records.memoryBytes()).isEqualTo(alone);
    }
}
