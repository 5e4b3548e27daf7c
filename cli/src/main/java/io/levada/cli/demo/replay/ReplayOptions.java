package io.levada.cli.demo.replay;

import java.util.Map;

/**
 * Where and how fast to publish.
 *
 * @param bootstrapServers the broker's address
 * @param topic made when it isn't there
 * @param partitions of a new topic; an existing one keeps its own
 * @param speed relative to event time
 * @param limit stop after so many records; {@link Long#MAX_VALUE} for all
 * @param resume go on where the topic ends, as if the replay that filled it had not been interrupted; otherwise everything
 *     is published, whatever the topic holds
 * @param producer more settings of the Kafka producer, under Kafka's keys
 */
public record ReplayOptions(
        String bootstrapServers,
        String topic,
        int partitions,
        Speed speed,
        long limit,
        boolean resume,
        Map<String, String> producer) {

    public ReplayOptions {
        producer = Map.copyOf(producer);
    }

    /** Everything, at the given speed, into a topic that may already hold the beginning of it. */
    public static ReplayOptions of(String bootstrapServers, String topic, int partitions, Speed speed) {
        return new ReplayOptions(bootstrapServers, topic, partitions, speed, Long.MAX_VALUE, true, Map.of());
    }

    public ReplayOptions withLimit(long records) {
        return new ReplayOptions(bootstrapServers, topic, partitions, speed, records, resume, producer);
    }

    public ReplayOptions withoutResume() {
        return new ReplayOptions(bootstrapServers, topic, partitions, speed, limit, false, producer);
    }
}
