package io.levada.cli.demo.replay;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** The data that come with Levada, and small files in their format. */
final class Samples {
    static final Path FLIGHTS = Path.of("../examples/flights/data/flights-2001-01.csv.gz");
    static final Path QUAKES = Path.of("../examples/quakes/data/quakes-2018-02.jsonl.gz");

    private Samples() {}

    static Path gzip(Path file, String... lines) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    /** A flight a minute, some of them late, from three airports. */
    static FlightFile flights(int count) {
        int[] minute = new int[count];
        int[] route = new int[count];
        int[] delay = new int[count];
        for (int i = 0; i < count; i++) {
            minute[i] = i;
            route[i] = i % 3;
            delay[i] = i % 7 == 0 ? 3 : -1;
        }
        return new FlightFile(
                978_307_260, // 2001-01-01 00:01:00
                new String[] {"ATL", "ORD", "JFK"},
                new String[] {"SFO", "ATL", "ORD"},
                new int[] {2139, 606, 740},
                minute,
                route,
                delay);
    }

    static List<ReplayEvent> all(ReplaySource source) {
        List<ReplayEvent> events = new ArrayList<>();
        for (ReplayEvent event = source.next(); event != null; event = source.next()) {
            events.add(event);
        }
        return events;
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
