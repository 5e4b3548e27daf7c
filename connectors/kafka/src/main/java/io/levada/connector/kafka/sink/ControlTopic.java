package io.levada.connector.kafka.sink;

import io.levada.connector.kafka.client.Clients;
import io.levada.connector.kafka.client.ConnectionWatch;
import io.levada.connector.kafka.client.KafkaErrors;
import io.levada.connector.kafka.client.Patience;
import io.levada.core.connector.CheckpointDecider.Mark;
import io.levada.core.connector.Outages;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * The topic that says which checkpoint of each job was decided last: the key is the job's id, the value {@code v1:42}, or
 * {@code v2:42:} and the checkpoint's manifest in Base64. Compacted, and read from its beginning at recovery.
 */
final class ControlTopic {
    /** Few enough that ten markers in a second are no load. */
    static final int MOST_MANIFEST_BYTES = 16 << 10;

    private static final String PLAIN = "v1:";
    private static final String WITH_MANIFEST = "v2:";
    private static final int MOST_TOLD = 20;
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long WAIT_NOTICE_NANOS = TimeUnit.SECONDS.toNanos(3);

    /** Small segments, so that compaction starts soon and a start of the job reads little. */
    private static final Map<String, String> CONFIG = Map.of(
            "cleanup.policy", "compact",
            "segment.bytes", "4194304",
            "segment.ms", "3600000",
            "min.cleanable.dirty.ratio", "0.1");

    private final TransactionOptions options;
    private final TopicPartition partition;
    private final byte[] key;

    ControlTopic(TransactionOptions options) {
        this.options = options;
        this.partition = new TopicPartition(options.controlTopic(), 0);
        this.key = options.jobId().getBytes(StandardCharsets.UTF_8);
    }

    ProducerRecord<byte[], byte[]> marker(long checkpointId, byte @Nullable [] manifest) {
        String value = manifest == null
                ? PLAIN + checkpointId
                : WITH_MANIFEST + checkpointId + ":" + Base64.getEncoder().encodeToString(manifest);
        return new ProducerRecord<>(
                partition.topic(), partition.partition(), key, value.getBytes(StandardCharsets.US_ASCII));
    }

    /** What {@link #prepare} does, as it continues "could not". */
    String lookingFor() {
        return "look for control topic '" + partition.topic() + "'";
    }

    private String reading() {
        return "read control topic '" + partition.topic() + "'";
    }

    /** Creates the topic when it is missing; refuses one that forgets. */
    void prepare(Admin admin, Patience patience) {
        patience.call(lookingFor(), () -> {
            createOrCheck(admin);
            return true;
        });
    }

    private void createOrCheck(Admin admin) throws ExecutionException, InterruptedException {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, partition.topic());
        Config config;
        try {
            config = admin.describeConfigs(List.of(topic)).all().get().get(topic);
        } catch (ExecutionException e) {
            Throwable cause = KafkaErrors.unwrap(e);
            if (cause instanceof UnknownTopicOrPartitionException) {
                create(admin);
                return;
            }
            if (cause instanceof AuthorizationException) {
                return; // not allowed to look: whoever created it for us will have known
            }
            throw e;
        }
        ConfigEntry policy = config == null ? null : config.get("cleanup.policy");
        if (policy != null && !"compact".equals(policy.value())) {
            throw new LevadaException(
                    ErrorCode.OPTION_INVALID,
                    "control topic '" + partition.topic() + "' has cleanup.policy " + policy.value()
                            + ": it would forget which checkpoint was decided",
                    "set its cleanup.policy to compact, or name another 'sink.control-topic'");
        }
    }

    private void create(Admin admin) throws ExecutionException, InterruptedException {
        NewTopic topic = new NewTopic(partition.topic(), Optional.of(1), Optional.empty()).configs(CONFIG);
        try {
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            if (!(KafkaErrors.unwrap(e) instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    /**
     * The job's last marker, {@link Mark#NONE} when it has none. To be called when the job's own transactions
     * are over. Another job's transaction may still be open in the topic and hide what lies behind it: that is waited
     * for, as our marker may be there.
     */
    Mark read(Admin admin, Patience patience, Consumer<String> notices, Outages outages) {
        long end = patience.call(
                reading(),
                () -> admin.listOffsets(
                                Map.of(partition, OffsetSpec.latest()),
                                new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                        .partitionResult(partition)
                        .get()
                        .offset());
        if (end == 0) {
            return Mark.NONE;
        }
        Map<String, Object> settings = Clients.consumer(options.properties(), "levada-" + options.jobId() + "-control");
        settings.put("isolation.level", "read_committed");
        settings.remove("group.id");
        try (KafkaConsumer<byte[], byte[]> consumer = Clients.open(
                settings,
                reading(),
                s -> new KafkaConsumer<>(s, new ByteArrayDeserializer(), new ByteArrayDeserializer()))) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            try (ConnectionWatch watch =
                    new ConnectionWatch(options.bootstrap(), consumer.metrics(), Duration.ZERO, outages)) {
                return readTo(end, consumer, patience, watch, notices);
            }
        }
    }

    private Mark readTo(
            long end,
            KafkaConsumer<byte[], byte[]> consumer,
            Patience patience,
            ConnectionWatch watch,
            Consumer<String> notices) {
        Mark decided = Mark.NONE;
        long stalledSince = System.nanoTime();
        boolean said = false;
        long position = -1;
        while (position < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (Arrays.equals(key, record.key())) {
                    decided = mark(record.value());
                }
            }
            long next = patience.call(reading(), () -> consumer.position(partition));
            watch.check(true);
            if (next != position) {
                position = next;
                stalledSince = System.nanoTime();
            } else if (!said && System.nanoTime() - stalledSince > WAIT_NOTICE_NANOS) {
                notices.accept("waiting for a transaction of another job to end in control topic '" + partition.topic()
                        + "'; a job that was killed holds it until it is started again or its transaction times out");
                said = true;
            }
        }
        return decided;
    }

    private Mark mark(byte @Nullable [] value) {
        if (value == null) {
            return Mark.NONE;
        }
        String text = new String(value, StandardCharsets.US_ASCII);
        if (text.startsWith(PLAIN)) {
            return new Mark(Long.parseLong(text.substring(PLAIN.length())), null);
        }
        int end = text.indexOf(':', WITH_MANIFEST.length());
        if (text.startsWith(WITH_MANIFEST) && end > 0) {
            long id = Long.parseLong(text.substring(WITH_MANIFEST.length(), end));
            return new Mark(id, Base64.getDecoder().decode(text.substring(end + 1)));
        }
        throw new LevadaException(
                ErrorCode.CHECKPOINT_TOO_NEW,
                "control topic '" + partition.topic() + "' holds '"
                        + text.substring(0, Math.min(text.length(), MOST_TOLD)) + "' for job '" + options.jobId()
                        + "', which this version can't read",
                "use the version of Levada that wrote it");
    }
}
