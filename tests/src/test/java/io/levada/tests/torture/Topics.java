package io.levada.tests.torture;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** The topics of the torture. */
final class Topics {
    static final String EVENTS = "torture-events";
    static final String WINDOWS = "torture-windows";
    static final String TOTALS = "torture-totals";
    static final String COPIES = "torture-copies";
    static final String DEAD = "torture-dead";
    static final int PARTITIONS = 3;

    private Topics() {}

    static void create(String bootstrap) throws Exception {
        List<NewTopic> topics = List.of(EVENTS, WINDOWS, TOTALS, COPIES, DEAD).stream()
                .map(name -> new NewTopic(name, Optional.of(PARTITIONS), Optional.empty()))
                .toList();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(topics).all().get();
        }
    }
}
