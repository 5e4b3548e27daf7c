package io.levada.connector.kafka.client;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** What a client says about itself, as a test wants it. */
final class FakeMetrics {
    private final Map<MetricName, Metric> all = new HashMap<>();

    void add(String name, String group, Supplier<Double> value) {
        MetricName key = new MetricName(name, group, "", Map.of());
        all.put(key, new Metric() {
            @Override
            public MetricName metricName() {
                return key;
            }

            @Override
            public Object metricValue() {
                return value.get();
            }
        });
    }

    Map<MetricName, Metric> all() {
        return all;
    }
}
