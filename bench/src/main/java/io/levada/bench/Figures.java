package io.levada.bench;

import io.levada.bench.latency.LatencyBench;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** {@code dev/figures}: the first figures of the engine. Arguments: events, events per second, seconds. */
public final class Figures {
    private Figures() {}

    public static void main(String[] args) throws Exception {
        long events = args.length > 0 ? Long.parseLong(args[0]) : 50_000_000L;
        int perSecond = args.length > 1 ? Integer.parseInt(args[1]) : 10_000;
        int seconds = args.length > 2 ? Integer.parseInt(args[2]) : 20;
        Map<String, Double> figures = new TreeMap<>(new Throughput(events).run());
        if (seconds > 0) {
            figures.putAll(LatencyBench.figures(perSecond, seconds));
        }
        System.out.println(figures.entrySet().stream()
                .map(e -> String.format(Locale.ROOT, "%s=%.2f", e.getKey(), e.getValue()))
                .collect(Collectors.joining(" ")));
        System.exit(0);
    }
}
