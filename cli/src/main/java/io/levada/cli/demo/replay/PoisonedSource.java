package io.levada.cli.demo.replay;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Mixes in records that no reader can parse: cut off, words where numbers belong, not JSON, bytes
 * that aren't text. One in each stretch of equal length, at a random place in it, so that the number is known.
 */
public final class PoisonedSource implements ReplaySource {
    private final ReplaySource source;
    private final long seed;
    /** Events per stretch; 0 when there is no poison. */
    private final long stretch;

    private long events;
    private long nextPoison;
    private @Nullable ReplayEvent held;

    /** @param perMillion how many per million events of the source; at most a million */
    public PoisonedSource(ReplaySource source, int perMillion, long seed) {
        if (perMillion < 0 || perMillion > 1_000_000) {
            throw new IllegalArgumentException("poison per million must be from 0 to 1000000, not " + perMillion);
        }
        this.source = source;
        this.seed = seed;
        this.stretch = perMillion == 0 ? 0 : 1_000_000 / perMillion;
        this.nextPoison = stretch == 0 ? -1 : place(0);
    }

    /** How many records are poison. */
    public long poison() {
        if (stretch == 0) {
            return 0;
        }
        long whole = source.size() / stretch;
        return whole + (place(whole) < source.size() ? 1 : 0);
    }

    @Override
    public long size() {
        return source.size() + poison();
    }

    @Override
    public @Nullable ReplayEvent next() {
        ReplayEvent event = held != null ? held : source.next();
        held = null;
        if (event == null) {
            return null;
        }
        if (events == nextPoison) {
            long number = events / stretch;
            nextPoison = place(number + 1);
            held = event;
            return new ReplayEvent(
                    event.eventMillis(), event.dueMillis(), event.key(), spoil(event.value(), number), true);
        }
        events++;
        return event;
    }

    /** The number of the event before which the poison of this stretch comes. */
    private long place(long number) {
        return number * stretch + Long.remainderUnsigned(Seeded.bits(seed, number), stretch);
    }

    private static byte[] spoil(byte[] value, long number) {
        String text = new String(value, StandardCharsets.UTF_8);
        return switch ((int) (number % 4)) {
            case 0 -> Arrays.copyOf(value, value.length / 2);
            case 1 -> replaceNumbers(text).getBytes(StandardCharsets.UTF_8);
            case 2 -> new byte[] {(byte) 0xC0, 0, (byte) 0xFF, (byte) 0xFE, 'l', 'e', 'v', (byte) 0x80};
            default -> ("<event>" + text.replace('"', '\'') + "</event>").getBytes(StandardCharsets.UTF_8);
        };
    }

    private static String replaceNumbers(String json) {
        return json.replaceAll(":-?[0-9][0-9.]*", ":\"unknown\"");
    }
}
