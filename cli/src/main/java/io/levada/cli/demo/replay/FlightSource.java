package io.levada.cli.demo.replay;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Departures, keyed by the airport they leave from, in the order in which they were reported: at the actual departure
 * (scheduled plus delay) and up to {@code maxJitterSeconds} later. A value looks like this:
 *
 * <pre>{"flight_id":17,"scheduled":"2001-01-01 00:05:00","departed":"2001-01-01 00:12:00","delay":7,
 *  "distance":594,"origin":"ATL","destination":"ORD"}</pre>
 *
 * <p>{@code flight_id} is unique and runs from 1 to the number of flights, by scheduled departure; {@code departed} is
 * the event time; {@code delay} in minutes; {@code distance} in miles. Timestamps are SQL's, without a zone.
 */
public final class FlightSource implements ReplaySource {
    private static final int INDEX_BITS = 23;
    private static final long INDEX_MASK = (1L << INDEX_BITS) - 1;

    private final FlightFile flights;
    /** When it is due, in seconds after {@link #firstDue}, and the number of the flight; sorted. */
    private final long[] order;

    private final long firstDue;
    private final StringBuilder text = new StringBuilder(200);
    private int position;

    private FlightSource(FlightFile flights, long[] order, long firstDue) {
        this.flights = flights;
        this.order = order;
        this.firstDue = firstDue;
    }

    /** @param maxJitterSeconds no departure is reported later than this; 0 gives them in the order of departure */
    public static FlightSource open(Path file, long seed, int maxJitterSeconds) {
        return open(file, seed, maxJitterSeconds, LocalDateTime.MIN);
    }

    /** @param from what was reported before this time, on the clock of the data, is left out */
    public static FlightSource open(Path file, long seed, int maxJitterSeconds, LocalDateTime from) {
        return of(FlightFile.read(file), seed, maxJitterSeconds, from.toEpochSecond(ZoneOffset.UTC));
    }

    static FlightSource of(FlightFile flights, long seed, int maxJitterSeconds, long fromSecond) {
        int size = flights.size();
        if (size > INDEX_MASK) {
            throw new IllegalArgumentException("at most " + INDEX_MASK + " flights, not " + size);
        }
        long[] due = new long[size];
        long first = Long.MAX_VALUE;
        for (int i = 0; i < size; i++) {
            due[i] = departed(flights, i) + Seeded.delay(seed, i, maxJitterSeconds);
            if (due[i] >= fromSecond) {
                first = Math.min(first, due[i]);
            }
        }
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (due[i] >= fromSecond) {
                due[kept++] = (due[i] - first) << INDEX_BITS | i;
            }
        }
        long[] order = Arrays.copyOf(due, kept);
        Arrays.sort(order);
        return new FlightSource(flights, order, first);
    }

    private static long departed(FlightFile flights, int flight) {
        return flights.startSecond() + 60L * (flights.minute()[flight] + flights.delay()[flight]);
    }

    @Override
    public long size() {
        return order.length;
    }

    @Override
    public @Nullable ReplayEvent next() {
        if (position == order.length) {
            return null;
        }
        long packed = order[position++];
        int flight = (int) (packed & INDEX_MASK);
        long due = firstDue + (packed >> INDEX_BITS);
        byte[] key = flights.origins()[flights.route()[flight]].getBytes(StandardCharsets.UTF_8);
        return new ReplayEvent(departed(flights, flight) * 1000, due * 1000, key, json(flight), false);
    }

    private byte[] json(int flight) {
        int route = flights.route()[flight];
        text.setLength(0);
        text.append("{\"flight_id\":").append(flight + 1);
        text.append(",\"scheduled\":\"");
        appendTime(flights.startSecond() + 60L * flights.minute()[flight]);
        text.append("\",\"departed\":\"");
        appendTime(departed(flights, flight));
        text.append("\",\"delay\":").append(flights.delay()[flight]);
        text.append(",\"distance\":").append(flights.distances()[route]);
        text.append(",\"origin\":\"").append(flights.origins()[route]);
        text.append("\",\"destination\":\"").append(flights.destinations()[route]);
        return text.append("\"}").toString().getBytes(StandardCharsets.UTF_8);
    }

    private void appendTime(long second) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
        text.append(time.getYear());
        appendTwo('-', time.getMonthValue());
        appendTwo('-', time.getDayOfMonth());
        appendTwo(' ', time.getHour());
        appendTwo(':', time.getMinute());
        appendTwo(':', time.getSecond());
    }

    private void appendTwo(char before, int number) {
        text.append(before).append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}
