package io.levada.cli.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class MetricsServerTest {
    private final AtomicReference<List<Figure>> figures = new AtomicReference<>(List.of());

    private static String get(MetricsServer server) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(server.url())).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    @Test
    void servesWhatTheJobCountedAndForgetsWhatIsGone() throws Exception {
        try (MetricsServer server = new MetricsServer(0, figures::get)) {
            figures.set(List.of(
                    new Figure("levada.rows.in", Map.of("table", "flights"), true, 12),
                    new Figure("levada.lag", Map.of("partition", "0"), false, 7),
                    new Figure("levada.lag", Map.of("partition", "1"), false, 9)));
            assertThat(get(server))
                    .contains("levada_rows_in_total{table=\"flights\"} 12.0")
                    .contains("levada_lag{partition=\"0\"} 7.0")
                    .contains("levada_lag{partition=\"1\"} 9.0");
            figures.set(List.of(new Figure("levada.rows.in", Map.of("table", "flights"), true, 15)));
            assertThat(get(server))
                    .contains("levada_rows_in_total{table=\"flights\"} 15.0")
                    .doesNotContain("levada_lag");
        }
    }
}
