package io.levada.bench.nexmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What {@code levada bench nexmark} was asked for.
 *
 * @param input replay, generator or kafka
 * @param queries names such as q5
 * @param events of one run
 * @param against which other engines run beside
 * @param verify whether answers are compared instead of times
 * @param parallelism workers of Levada, slots of Flink
 * @param heap of each JVM, such as 4g
 * @param warmUpSeconds of each engine and query
 * @param leastSeconds of processor time to be measured
 * @param output folder for the JSON and the chart
 */
record BenchOptions(
        Input input,
        List<String> queries,
        long events,
        Set<Peer> against,
        boolean verify,
        int parallelism,
        String heap,
        int warmUpSeconds,
        int leastSeconds,
        Path output) {

    /** Where events come from. */
    enum Input {
        /** Made beforehand, replayed from memory in each engine's own form. */
        REPLAY,
        /** Made while the query runs. */
        GENERATOR,
        /** JSON in a topic. */
        KAFKA
    }

    /** Another engine. */
    enum Peer {
        FLINK,
        /** Kafka Streams, which reads from Kafka only. */
        STREAMS
    }

    static final String USAGE = """
            Usage: levada bench nexmark [--input replay|generator|kafka] [--queries q0,q5] [--events N]
                                        [--against flink,streams] [--verify] [--parallelism N] [--heap 4g]
                                        [--warm-up SECONDS] [--least SECONDS] [--output DIR]
            Runs the queries of examples/nexmark and prints events per CPU-second; the last line is name=value.
              --input      where events come from: made beforehand and replayed from memory (replay), made
                           while the query runs (generator), or written beforehand as JSON into a topic of
                           a broker beside (kafka)
              --queries    which ones; all without it
              --events     of one run (4,000,000; with --verify 1,000,000)
              --against    flink: the same on Flink, in a JVM of its own with the same heap and parallelism;
                           streams: Kafka Streams, with --input kafka and the queries that it can express
              --verify     compares the answers with Flink's instead of the times: with 1 and 2 workers, interpreted,
                           and killed (kill -9) and restored""";

    static BenchOptions parse(String[] args) {
        Input input = Input.REPLAY;
        List<String> queries = Queries.ALL;
        long events = 0;
        Set<Peer> against = EnumSet.noneOf(Peer.class);
        boolean verify = false;
        int parallelism = 2;
        String heap = "4g";
        int warmUp = 10;
        int least = 5;
        Path output = Path.of("docs", "benchmarks");
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--input" -> input = input(value(args, ++i));
                case "--queries" ->
                    queries = new ArrayList<>(List.of(value(args, ++i).split(",")));
                case "--events" -> events = Long.parseLong(value(args, ++i).replace("_", ""));
                case "--against" -> against = peers(value(args, ++i));
                case "--help" -> throw new IllegalArgumentException("");
                case "--verify" -> verify = true;
                case "--parallelism" -> parallelism = Integer.parseInt(value(args, ++i));
                case "--heap" -> heap = value(args, ++i);
                case "--warm-up" -> warmUp = Integer.parseInt(value(args, ++i));
                case "--least" -> least = Integer.parseInt(value(args, ++i));
                case "--output" -> output = Path.of(value(args, ++i));
                default -> throw new IllegalArgumentException("unknown argument '" + args[i] + "'");
            }
        }
        for (String query : queries) {
            if (!Queries.ALL.contains(query)) {
                throw new IllegalArgumentException(
                        "there is no query '" + query + "'; there are: " + String.join(", ", Queries.ALL));
            }
        }
        if (against.contains(Peer.STREAMS) && input != Input.KAFKA) {
            throw new IllegalArgumentException("--against streams wants --input kafka");
        }
        if (events == 0) {
            events = verify ? 1_000_000 : 4_000_000;
        }
        return new BenchOptions(
                input, List.copyOf(queries), events, against, verify, parallelism, heap, warmUp, least, output);
    }

    private static Input input(String name) {
        return switch (name) {
            case "replay" -> Input.REPLAY;
            case "generator" -> Input.GENERATOR;
            case "kafka" -> Input.KAFKA;
            default ->
                throw new IllegalArgumentException("--input takes replay, generator or kafka, not '" + name + "'");
        };
    }

    private static Set<Peer> peers(String names) {
        Set<Peer> peers = EnumSet.noneOf(Peer.class);
        for (String name : names.split(",")) {
            peers.add(
                    switch (name) {
                        case "flink" -> Peer.FLINK;
                        case "streams" -> Peer.STREAMS;
                        default ->
                            throw new IllegalArgumentException("--against takes flink and streams, not '" + name + "'");
                    });
        }
        return peers;
    }

    private static String value(String[] args, int index) {
        if (index >= args.length) {
            throw new IllegalArgumentException("'" + args[index - 1] + "' wants a value");
        }
        return args[index];
    }
}
