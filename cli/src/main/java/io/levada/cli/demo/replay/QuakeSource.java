package io.levada.cli.demo.replay;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Earthquakes, keyed by region, reported up to {@code maxJitterSeconds} after they happened. A value looks like this:
 *
 * <pre>{"quake_id":"uw61345682","event_time":1517363399650,"kind":"earthquake","region":"Washington",
 *  "place":"37km NNE of Amboy, Washington","magnitude":0.31,"depth":3.28,"latitude":46.2035,"longitude":-122.197}</pre>
 *
 * <p>{@code quake_id} is unique, {@code event_time} is in milliseconds since 1970 UTC, {@code depth} in kilometres.
 */
public final class QuakeSource implements ReplaySource {
    private static final String TIME = "\"event_time\":";
    private static final String REGION = "\"region\":\"";

    private final List<ReplayEvent> events;
    private int position;

    private QuakeSource(List<ReplayEvent> events) {
        this.events = events;
    }

    public static QuakeSource open(Path path, long seed, int maxJitterSeconds) {
        List<ReplayEvent> events = new ArrayList<>();
        try (DataFile file = DataFile.open(path)) {
            for (String line = file.next(); line != null; line = file.next()) {
                int time = line.indexOf(TIME) + TIME.length();
                int region = line.indexOf(REGION) + REGION.length();
                if (time < TIME.length() || region < REGION.length()) {
                    throw file.damaged("event_time or region is missing");
                }
                long happened = Long.parseLong(line, time, line.indexOf(',', time), 10);
                long due = happened + Seeded.delay(seed, events.size(), maxJitterSeconds * 1000);
                byte[] key = line.substring(region, line.indexOf('"', region)).getBytes(StandardCharsets.UTF_8);
                events.add(new ReplayEvent(happened, due, key, line.getBytes(StandardCharsets.UTF_8), false));
            }
        }
        events.sort(Comparator.comparingLong(ReplayEvent::dueMillis));
        return new QuakeSource(events);
    }

    @Override
    public long size() {
        return events.size();
    }

    @Override
    public @Nullable ReplayEvent next() {
        return position == events.size() ? null : events.get(position++);
    }
}
