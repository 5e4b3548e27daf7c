package io.levada.engine.dataflow;

import io.levada.core.data.Message;

/** The way to a task of the next stage. */
final class ChannelLane extends Lane {
    private final Channel channel;

    ChannelLane(Channel channel) {
        this.channel = channel;
    }

    /** What was sent as owned and has been read. */
    SpentBatches spent() {
        return channel.spent();
    }

    @Override
    boolean deliver(Message message, long arrivalNanos, boolean owned) {
        return channel.offer(message, arrivalNanos, owned);
    }
}
