package io.levada.engine.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.data.Watermark;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ChannelTest {
    @Test
    void fullMeansNoAndOrderIsKept() {
        AtomicInteger producer = new AtomicInteger();
        AtomicInteger consumer = new AtomicInteger();
        Channel channel = new Channel(producer::incrementAndGet, consumer::incrementAndGet);
        for (int i = 0; i < Channel.CAPACITY; i++) {
            assertThat(channel.offer(new Watermark(i), i * 7L, false)).isTrue();
        }
        assertThat(channel.offer(new Watermark(99), 0, false)).isFalse();
        assertThat(consumer.get()).isEqualTo(Channel.CAPACITY);
        for (int i = 0; i < Channel.CAPACITY; i++) {
            assertThat(channel.poll()).isEqualTo(new Watermark(i));
            assertThat(channel.lastArrival()).isEqualTo(i * 7L);
        }
        assertThat(channel.poll()).isNull();
        assertThat(producer.get()).isEqualTo(Channel.CAPACITY);
    }

    @Test
    void twoThreadsThatSleepWhenTheyCannotGoOnLoseNothing() throws Exception {
        int messages = 300_000;
        WorkerSignal producing = new WorkerSignal();
        WorkerSignal consuming = new WorkerSignal();
        Channel channel = new Channel(producing::wake, consuming::wake);
        Thread producer = new Thread(() -> {
            for (int i = 0; i < messages; ) {
                producing.clear();
                if (channel.offer(new Watermark(i), i, false)) {
                    i++;
                } else {
                    producing.park(Long.MAX_VALUE);
                }
            }
        });
        producer.start();
        int next = 0;
        while (next < messages) {
            consuming.clear();
            Watermark message = (Watermark) channel.poll();
            if (message == null) {
                // A lost wake-up would show as a minute of sleep, and fail the time below.
                consuming.park(60_000_000_000L);
            } else {
                assertThat(message.micros()).isEqualTo(next++);
            }
        }
        producer.join(10_000);
        assertThat(producer.isAlive()).isFalse();
    }
}
