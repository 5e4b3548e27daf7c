package io.levada.engine.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.data.Batch;
import io.levada.core.data.BytesColumn;
import io.levada.core.data.LongColumn;
import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SpentBatchesTest {
    private static final RowType TYPE =
            new RowType(List.of(new Field("k", DataType.BIGINT.withNullable(false)), new Field("t", DataType.STRING)));

    private final Channel[] channels = {channel(), channel()};
    private final HashOutflow outflow = new HashOutflow(
            new ChannelLane[] {new ChannelLane(channels[0]), new ChannelLane(channels[1])}, new int[] {0}, TYPE);

    private static Channel channel() {
        return new Channel(() -> {}, () -> {});
    }

    /** Keys from there on; a hundred of them surely belong to both workers. */
    private static Batch batch(long firstKey, int rows) {
        BytesColumn texts = new BytesColumn(rows);
        for (int i = 0; i < rows; i++) {
            texts.appendNull();
        }
        return Batch.inserts(
                rows, new LongColumn(LongStream.range(firstKey, firstKey + rows).toArray(), rows), texts);
    }

    private @Nullable Batch received(int worker) {
        return (Batch) channels[worker].poll();
    }

    private static long[] array(Batch batch) {
        return ((LongColumn) batch.column(0)).values();
    }

    @Test
    void whatWasReadIsFilledAgain() {
        outflow.batch(batch(0, 100), 0);
        Batch first = received(0);
        long[] keys = array(first).clone();
        outflow.batch(batch(100, 100), 0);
        Batch second = received(0);
        assertThat(array(second)).isNotSameAs(array(first));
        assertThat(array(first)).isEqualTo(keys);
        channels[0].done(first);
        outflow.batch(batch(200, 20), 0);
        Batch third = received(0);
        assertThat(array(third)).isSameAs(array(first));
        assertThat(third.column(1)).isNotSameAs(first.column(1));
        assertThat(third.rowCount()).isEqualTo(third.column(0).size());
        assertThat(LongStream.of(array(third)).limit(third.rowCount())).allMatch(k -> k >= 200 && k < 220);
    }

    @Test
    void arraysThatAreTooSmallAreLeft() {
        outflow.batch(batch(0, 20), 0);
        Batch small = received(0);
        channels[0].done(small);
        outflow.batch(batch(100, 1000), 0);
        assertThat(array(received(0))).isNotSameAs(array(small));
    }

    @Test
    void aBatchThatPassesWholeBelongsToOthers() {
        Batch one = batch(7, 1);
        outflow.batch(one, 0);
        int worker = channels[0].poll() == null ? 1 : 0;
        assertThat(worker == 1 ? channels[1].poll() : one).isSameAs(one);
        channels[worker].done(one);
        outflow.batch(batch(0, 2), 0);
        outflow.batch(batch(100, 100), 0);
        for (Batch next = received(worker); next != null; next = received(worker)) {
            assertThat(array(next)).isNotSameAs(array(one));
        }
    }

    @Test
    void noMoreIsHeldThanThereIsRoomFor() {
        SpentBatches spent = new SpentBatches();
        for (int i = 0; i < 3 * Channel.CAPACITY; i++) {
            spent.give(batch(i, 1));
        }
        for (int i = 0; i < Channel.CAPACITY; i++) {
            assertThat(((LongColumn) spent.columns(TYPE, batch(0, 1), 1)[0]).values())
                    .containsExactly(i);
        }
        assertThat(((LongColumn) spent.columns(TYPE, batch(0, 1), 1)[0]).values())
                .containsOnly(0);
    }

    @Test
    void aColumnOfOneValueIsNeitherCopiedNorFilledAgain() {
        long[] ones = new long[1000];
        Arrays.fill(ones, 1);
        RowType type = new RowType(List.of(TYPE.fields().get(0), TYPE.fields().get(0)));
        HashOutflow numbers = new HashOutflow(
                new ChannelLane[] {new ChannelLane(channels[0]), new ChannelLane(channels[1])}, new int[] {0}, type);
        LongColumn keys = (LongColumn) batch(0, 1000).column(0);
        numbers.batch(Batch.inserts(1000, keys, LongColumn.uniform(ones, 1000)), 0);
        Batch first = received(0);
        LongColumn counts = (LongColumn) first.column(1);
        assertThat(counts.isUniform()).isTrue();
        assertThat(counts.size()).isEqualTo(first.rowCount()).isLessThan(1000);
        assertThat(counts.values()).isSameAs(ones);
        channels[0].done(first);
        numbers.batch(Batch.inserts(1000, keys, keys), 0);
        Batch second = received(0);
        assertThat(((LongColumn) second.column(1)).isUniform()).isFalse();
        assertThat(array(second)).isSameAs(array(first));
        assertThat(LongStream.of(((LongColumn) second.column(1)).values()).limit(second.rowCount()))
                .allMatch(k -> k >= 0 && k < 1000)
                .doesNotHaveDuplicates();
        assertThat(ones).containsOnly(1);
    }
}
