package io.levada.connector.kafka.source;

import io.levada.connector.kafka.client.Clients;
import io.levada.connector.kafka.client.Patience;
import io.levada.connector.kafka.client.Topics;
import io.levada.connector.kafka.table.KafkaOptions;
import io.levada.connector.kafka.table.KafkaTable;
import io.levada.core.connector.Outages;
import io.levada.core.connector.ReaderContext;
import io.levada.core.connector.SourceReader;
import io.levada.core.connector.SourceRequest;
import io.levada.core.connector.SourceSplit;
import io.levada.core.connector.TableSink;
import io.levada.core.connector.TableSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Reads a table's topics; a split is a partition. */
public final class KafkaSource implements TableSource {
    private final KafkaTable table;
    private final SourceRequest request;
    private final @Nullable TableSink deadLetters;
    private final List<KafkaReader> readers = new CopyOnWriteArrayList<>();
    private @Nullable Admin admin;
    private boolean looked;

    /** @param deadLetters null: the engine keeps them */
    public KafkaSource(KafkaTable table, SourceRequest request, @Nullable TableSink deadLetters) {
        this.table = table;
        this.request = request;
        this.deadLetters = deadLetters;
    }

    @Override
    public List<SourceSplit> discover(Collection<String> known) {
        String doing = "look for the partitions of table '" + table.table().name() + "'";
        Admin client = admin(doing);
        Patience patience = new Patience(table.bootstrap(), client.metrics(), outages());
        return patience.call(doing, () -> look(client, Set.copyOf(known)));
    }

    private List<SourceSplit> look(Admin client, Set<String> known) throws ExecutionException, InterruptedException {
        boolean firstLook = !looked && known.isEmpty();
        List<TopicPartition> fresh = new ArrayList<>();
        for (TopicPartition partition : Topics.partitions(client, topics(client))) {
            if (!known.contains(SplitPosition.id(partition))) {
                fresh.add(partition);
            }
        }
        Map<TopicPartition, SplitPosition> positions = new OffsetFinder(client, table).positions(fresh, firstLook);
        looked = true;
        List<SourceSplit> splits = new ArrayList<>();
        for (TopicPartition partition : fresh) {
            SplitPosition position = positions.get(partition);
            if (position != null) {
                splits.add(new SourceSplit(SplitPosition.id(partition), position.encode()));
            }
        }
        return splits;
    }

    private Collection<String> topics(Admin client) throws ExecutionException, InterruptedException {
        Pattern pattern = table.topicPattern();
        return pattern == null ? table.topics() : Topics.matching(client, pattern);
    }

    private Admin admin(String doing) {
        if (admin == null) {
            admin = Clients.open(Clients.admin(table.properties(), clientId("admin")), doing, Admin::create);
        }
        return admin;
    }

    private String clientId(String part) {
        return "levada-" + request.job().id() + "-" + table.table().name() + "-" + part;
    }

    /** Readers are opened before partitions are looked for; any of them can speak. */
    private Outages outages() {
        return readers.stream().findFirst().map(KafkaReader::outages).orElse(Outages.NONE);
    }

    @Override
    public Duration discoveryInterval() {
        Duration interval = table.options().get(KafkaOptions.DISCOVERY_INTERVAL);
        return table.range().isBounded() || interval.isNegative() ? Duration.ZERO : interval;
    }

    @Override
    public SourceReader openReader(ReaderContext context) {
        RowDecoder decoder = new RowDecoder(table, request);
        Map<String, Object> settings = Clients.consumer(table.properties(), clientId(String.valueOf(context.worker())));
        KafkaReader reader = new KafkaReader(table, decoder, new Fetcher(table, settings, context), context);
        readers.add(reader);
        return reader;
    }

    @Override
    public @Nullable TableSink deadLetterSink() {
        return deadLetters;
    }

    @Override
    public void committed(List<SourceSplit> positions) {
        if (table.groupId() == null) {
            return;
        }
        for (KafkaReader reader : readers) {
            Map<TopicPartition, OffsetAndMetadata> offsets = new java.util.HashMap<>();
            for (SourceSplit split : positions) {
                long offset = SplitPosition.decode(split).offset();
                if (offset >= 0 && reader.reads(split.id())) {
                    offsets.put(SplitPosition.partition(split.id()), new OffsetAndMetadata(offset));
                }
            }
            if (!offsets.isEmpty()) {
                reader.commit(offsets);
            }
        }
    }

    @Override
    public void close() {
        if (admin != null) {
            admin.close(Duration.ofSeconds(1));
        }
    }
}
