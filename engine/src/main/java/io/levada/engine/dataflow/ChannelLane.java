package io.levada.engine.dataflow;

import io.levada.core.data.Message;

/** The way to a task of the next stage. */
final class ChannelLane extends Lane {
    private final Channel channel;

    ChannelLane(Channel channel) {
        this.channel = channel;
    }

    @Override
    boolean deliver(Message message, long arrivalNanos) {
        return channel.offer(message, arrivalNanos);
    }
}
