package io.levada.connector.kafka.sink;

import io.levada.connector.kafka.table.KafkaOptions;
import io.levada.connector.kafka.table.KafkaOptions.Partitioner;
import io.levada.connector.kafka.table.KafkaTable;
import io.levada.connector.kafka.table.MetadataKey;
import io.levada.core.connector.JobInfo;
import io.levada.core.connector.SinkRequest;
import io.levada.core.connector.TableSink;
import org.jspecify.annotations.Nullable;

/** The sinks of this connector. */
public final class KafkaSinks {
    private KafkaSinks() {}

    /** Writes a table's rows. */
    public static TableSink rows(KafkaTable table, SinkRequest request) {
        MetadataKey.checkWritable(table.table(), request.columns());
        return new KafkaSink(
                table,
                request.job(),
                table.table().name(),
                table.sinkTopic(),
                table.options().get(KafkaOptions.PARTITIONER),
                SinkPromise.of(table, request.job()),
                () -> new RowEncoder(table, request),
                true);
    }

    /** Keeps the records of a source that can't be decoded, when the table names a topic for them. */
    public static @Nullable TableSink deadLetters(KafkaTable table, JobInfo job) {
        return table.options()
                .find(KafkaOptions.DEAD_LETTER_TOPIC)
                .<TableSink>map(topic -> new KafkaSink(
                        table,
                        job,
                        table.table().name() + "-dead-letters",
                        topic,
                        Partitioner.DEFAULT,
                        new SinkPromise(job.guarantee(), 0, 0),
                        DeadLetterEncoder::new,
                        false))
                .orElse(null);
    }
}
