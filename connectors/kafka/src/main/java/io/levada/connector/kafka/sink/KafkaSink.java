package io.levada.connector.kafka.sink;

import io.levada.connector.kafka.client.Clients;
import io.levada.connector.kafka.table.KafkaOptions.Partitioner;
import io.levada.connector.kafka.table.KafkaTable;
import io.levada.core.connector.CheckpointDecider;
import io.levada.core.connector.JobInfo;
import io.levada.core.connector.SinkWriter;
import io.levada.core.connector.TableSink;
import io.levada.core.connector.WriterContext;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes one topic: rows of a table, or dead letters. */
public final class KafkaSink implements TableSink {
    private final KafkaTable table;
    private final JobInfo job;
    private final String what;
    private final SinkTopic topic;
    private final Partitioner partitioner;
    private final SinkPromise promise;
    private final Supplier<Encoder> encoders;
    private final boolean ownsTransactions;
    private @Nullable PlainOutlet plain;

    /**
     * @param what the name under which it is spoken of
     * @param ownsTransactions whether its options say how the job's transactions are; dead letters take them as they are
     */
    KafkaSink(
            KafkaTable table,
            JobInfo job,
            String what,
            String topic,
            Partitioner partitioner,
            SinkPromise promise,
            Supplier<Encoder> encoders,
            boolean ownsTransactions) {
        this.table = table;
        this.job = job;
        this.what = what;
        this.topic = new SinkTopic(topic, table.bootstrap(), table.properties(), clientId("admin"));
        this.partitioner = partitioner;
        this.promise = promise;
        this.encoders = encoders;
        this.ownsTransactions = ownsTransactions;
    }

    private String clientId(String part) {
        return "levada-" + job.id() + "-" + what + "-" + part;
    }

    @Override
    public @Nullable String deciderName() {
        return promise.stages() ? "kafka:" + table.bootstrap() : null;
    }

    @Override
    public CheckpointDecider createDecider() {
        return new KafkaDecider(TransactionOptions.of(table, job));
    }

    @Override
    public SinkWriter openWriter(WriterContext context) {
        Outlet outlet = promise.stages() ? decider(context) : plain(context);
        return new KafkaSinkWriter(encoders.get(), new SendThread(what, topic, partitioner, outlet, context), promise);
    }

    private Outlet decider(WriterContext context) {
        if (!(context.decider() instanceof KafkaDecider decider)) {
            throw new IllegalStateException("an exactly-once writer without its decider");
        }
        if (ownsTransactions) {
            decider.checkSame(TransactionOptions.of(table, job));
        }
        return decider;
    }

    private synchronized Outlet plain(WriterContext context) {
        if (plain == null) {
            plain = new PlainOutlet(
                    Clients.producer(table.properties(), clientId("write")), table.bootstrap(), context.outages());
        }
        return plain;
    }

    @Override
    public synchronized void close() {
        if (plain != null) {
            plain.close();
        }
    }
}
