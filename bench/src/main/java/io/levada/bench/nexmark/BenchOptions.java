package io.levada.bench.nexmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code levada bench nexmark} was asked for.
 *
 * @param input replay or generator
 * @param queries names such as q5
 * @param events of one run
 * @param flink whether Flink runs beside
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
        boolean flink,
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
        GENERATOR
    }

    static final String USAGE = """
            Usage: levada bench nexmark [--input replay|generator] [--queries q0,q5] [--events N]
                                        [--against flink] [--verify] [--parallelism N] [--heap 4g]
                                        [--warm-up SECONDS] [--least SECONDS] [--output DIR]
            Runs the queries of examples/nexmark and prints events per CPU-second; the last line is name=value.
              --input      where events come from: made beforehand and replayed from memory (replay), or made
                           while the query runs (generator)
              --queries    which ones; all without it
              --events     of one run (4,000,000; with --verify 1,000,000)
              --against    flink: the same on Flink, in a JVM of its own with the same heap and parallelism
              --verify     compares the answers with Flink's instead of the times: with 1 and 2 workers, interpreted,
                           and killed and restored""";

    static BenchOptions parse(String[] args) {
        Input input = Input.REPLAY;
        List<String> queries = Queries.ALL;
        long events = 0;
        boolean flink = false;
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
                case "--against" -> {
                    String peer = value(args, ++i);
                    if (!peer.equals("flink")) {
                        throw new IllegalArgumentException("--against takes flink, not '" + peer + "'");
                    }
                    flink = true;
                }
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
        if (events == 0) {
            events = verify ? 1_000_000 : 4_000_000;
        }
        return new BenchOptions(
                input, List.copyOf(queries), events, flink, verify, parallelism, heap, warmUp, least, output);
    }

    private static Input input(String name) {
        return switch (name) {
            case "replay" -> Input.REPLAY;
            case "generator" -> Input.GENERATOR;
            default -> throw new IllegalArgumentException("--input takes replay or generator, not '" + name + "'");
        };
    }

    private static String value(String[] args, int index) {
        if (index >= args.length) {
            throw new IllegalArgumentException("'" + args[index - 1] + "' wants a value");
        }
        return args[index];
    }
}
