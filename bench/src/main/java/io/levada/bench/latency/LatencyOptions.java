package io.levada.bench.latency;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What {@code levada bench latency} was asked for.
 *
 * @param modes in order
 * @param rounds how often each mode has its turn
 * @param heap of each JVM, such as 1g
 * @param output folder for the JSON and the chart
 */
record LatencyOptions(
        List<Mode> modes, int perSecond, int warmUpSeconds, int seconds, int rounds, String heap, Path output) {
    static final String USAGE = """
            Usage: levada bench latency [--rate N] [--modes floor,levada,...] [--against flink|streams]...
                                        [--warm-up SECONDS] [--seconds SECONDS] [--rounds N] [--heap 1g]
                                        [--output DIR]
            Latency of a filter and a projection over 200 bytes of JSON at a fixed rate, from when each event was due;
            the last line is name=value.
              --rate       events per second (50,000); a multiple of ten
              --modes      in_process, floor, levada, levada_eo100, levada_eo200 without it
              --against    flink, streams: the same on Flink, on Kafka Streams
              --warm-up    seconds before the count (10)
              --seconds    counted of each mode in each round (20)
              --rounds     how often each mode has its turn, there and back again, so that what changes on the
                           machine meanwhile meets all of them (1)""";

    static LatencyOptions parse(String[] args) {
        List<Mode> own = new ArrayList<>(List.of(Mode.IN_PROCESS, Mode.FLOOR));
        own.addAll(Mode.of(Mode.Engine.LEVADA));
        Set<Mode> peers = new LinkedHashSet<>();
        int perSecond = 50_000;
        int warmUp = 10;
        int seconds = 20;
        int rounds = 1;
        String heap = "1g";
        Path output = Path.of("docs", "benchmarks");
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--rate" -> perSecond = Integer.parseInt(value(args, ++i).replace("_", ""));
                case "--modes" ->
                    own = Stream.of(value(args, ++i).split(",")).map(Mode::of).toList();
                case "--against" -> peers.addAll(peer(value(args, ++i)));
                case "--warm-up" -> warmUp = Integer.parseInt(value(args, ++i));
                case "--seconds" -> seconds = Integer.parseInt(value(args, ++i));
                case "--rounds" -> rounds = Integer.parseInt(value(args, ++i));
                case "--heap" -> heap = value(args, ++i);
                case "--output" -> output = Path.of(value(args, ++i));
                case "--help" -> throw new IllegalArgumentException("");
                default -> throw new IllegalArgumentException("unknown argument '" + args[i] + "'");
            }
        }
        if (perSecond <= 0 || perSecond % Events.KINDS != 0) {
            throw new IllegalArgumentException("--rate takes a multiple of ten, not " + perSecond);
        }
        if (rounds < 1) {
            throw new IllegalArgumentException("--rounds takes a number from 1, not " + rounds);
        }
        Set<Mode> modes = new LinkedHashSet<>(own);
        modes.addAll(peers);
        return new LatencyOptions(List.copyOf(modes), perSecond, warmUp, seconds, rounds, heap, output);
    }

    private static List<Mode> peer(String name) {
        return switch (name) {
            case "flink" -> Mode.of(Mode.Engine.FLINK);
            case "streams" -> Mode.of(Mode.Engine.STREAMS);
            default -> throw new IllegalArgumentException("--against takes flink or streams, not '" + name + "'");
        };
    }

    private static String value(String[] args, int index) {
        if (index >= args.length) {
            throw new IllegalArgumentException("'" + args[index - 1] + "' wants a value");
        }
        return args[index];
    }
}
