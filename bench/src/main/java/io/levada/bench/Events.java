package io.levada.bench;

import io.levada.core.data.Batch;
import io.levada.core.data.BytesColumn;
import io.levada.core.data.LongColumn;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * Events made beforehand, so that a run measures the engine and not their making: {@code key BIGINT, price BIGINT,
 * channel STRING, at TIMESTAMP(3)}. The columns but the time are used again and again; the time goes on by
 * {@link #STEP_MICROS} with each event.
 */
final class Events {
    /** 100,000 events for a second of event time, so that windows close during a run. */
    static final long STEP_MICROS = 10;

    static final long START_MICROS = 1_700_000_000_000_000L;
    private static final String[] CHANNELS = {"apple", "google", "facebook", "baidu", "direct"};
    private static final int BATCHES = 256;

    final LongColumn[] keys = new LongColumn[BATCHES];
    final LongColumn[] prices = new LongColumn[BATCHES];
    final BytesColumn[] channels = new BytesColumn[BATCHES];

    /** @param keyCount how many different keys there are, evenly spread */
    Events(int keyCount, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[][] texts = new byte[CHANNELS.length][];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = CHANNELS[i].getBytes(StandardCharsets.UTF_8);
        }
        for (int b = 0; b < BATCHES; b++) {
            keys[b] = new LongColumn(Batch.MAX_ROWS);
            prices[b] = new LongColumn(Batch.MAX_ROWS);
            channels[b] = new BytesColumn(Batch.MAX_ROWS);
            for (int i = 0; i < Batch.MAX_ROWS; i++) {
                keys[b].append(random.nextInt(keyCount));
                prices[b].append(random.nextInt(10_000));
                byte[] text = texts[random.nextInt(texts.length)];
                channels[b].append(text, 0, text.length);
            }
        }
    }

    int batch(long number) {
        return (int) (number % BATCHES);
    }

    static LongColumn times(long firstEvent) {
        long[] values = new long[Batch.MAX_ROWS];
        long at = START_MICROS + firstEvent * STEP_MICROS;
        for (int i = 0; i < values.length; i++, at += STEP_MICROS) {
            values[i] = at / 1000 * 1000;
        }
        return new LongColumn(values, values.length);
    }
}
