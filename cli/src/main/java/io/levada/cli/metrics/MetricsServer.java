package io.levada.cli.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.function.Supplier;

/** Prometheus text at {@code /metrics}, on the loopback address only: there is no access control. */
public final class MetricsServer implements AutoCloseable {
    private final HttpServer server;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final FigureMeters meters = new FigureMeters(registry);
    private final Supplier<Collection<Figure>> figures;

    /**
     * @param port 0 for any free one
     * @param figures asked at each scrape, in a thread of the server's
     */
    public MetricsServer(int port, Supplier<Collection<Figure>> figures) {
        this.figures = figures;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new LevadaException(
                    ErrorCode.OPTION_INVALID,
                    "can't serve metrics on port " + port + ": " + e.getMessage(),
                    null,
                    "choose another port with --metrics, or 0 for any free one",
                    e);
        }
        server.createContext("/metrics", this::answer);
        server.start();
    }

    /** Where to read them. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/metrics";
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            meters.update(figures.get());
            byte[] body = registry.scrape().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        registry.close();
    }
}
