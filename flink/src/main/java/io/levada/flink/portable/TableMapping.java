package io.levada.flink.portable;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.flink.connector.LookupFilesFactory;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The options of a table as Flink takes them. What can't be had there is an error, what is left out is said. */
public final class TableMapping {
    private static final String GUARANTEE = "sink.delivery-guarantee";
    private static final String PREFIX = "sink.transactional-id-prefix";
    private static final String TRANSACTION_TIMEOUT = "properties.transaction.timeout.ms";
    private static final String FIFTEEN_MINUTES = "900000";

    private final Path workingDirectory;
    private final Set<String> lookedUp;
    private final JobFacts job;
    private final Consumer<String> notes;

    /** What a table has to know of the job. */
    public interface JobFacts {
        /** The name of the job. */
        String name();

        /** Whether the job promises exactly once. */
        boolean exactlyOnce();
    }

    /**
     * @param workingDirectory from which relative paths start: those of the command, not of the cluster
     * @param lookedUp names of the tables that stand in lookup joins
     * @param notes takes what is left out, for a person
     */
    public TableMapping(Path workingDirectory, Set<String> lookedUp, JobFacts job, Consumer<String> notes) {
        this.workingDirectory = workingDirectory;
        this.lookedUp = lookedUp;
        this.job = job;
        this.notes = notes;
    }

    /** @param table its name */
    public Map<String, String> map(String table, Map<String, String> declared) {
        Map<String, String> options = new LinkedHashMap<>(declared);
        badRecords(table, options);
        switch (options.getOrDefault("connector", "")) {
            case "kafka", "upsert-kafka" -> kafka(table, options);
            case "filesystem" -> files(table, options);
            case "datagen" -> datagen(table, options);
            case "values" -> values(table, options);
            default -> {}
        }
        return options;
    }

    /** Flink has one answer to a record that it can't decode: the job fails. */
    private void badRecords(String table, Map<String, String> options) {
        String topic = options.remove("dead-letter.topic");
        String reaction = options.remove("on-error");
        if (topic != null || (reaction != null && !reaction.equals("fail"))) {
            notes.accept(
                    "table '" + table + "': 'on-error' and 'dead-letter.topic' are Levada's alone; on Flink a record"
                            + " that can't be decoded ends the job");
        }
    }

    private void kafka(String table, Map<String, String> options) {
        if (options.remove("sink.control-topic") != null) {
            notes.accept("table '" + table + "': 'sink.control-topic' is Levada's alone; Flink keeps its own record of"
                    + " transactions in its checkpoints");
        }
        options.putIfAbsent("properties.isolation.level", "read_committed");
        options.putIfAbsent(GUARANTEE, job.exactlyOnce() ? "exactly-once" : "at-least-once");
        if (options.get(GUARANTEE).equals("exactly-once")) {
            options.put(PREFIX, options.getOrDefault(PREFIX, "levada") + "-" + job.name() + "-" + table);
            options.putIfAbsent(TRANSACTION_TIMEOUT, FIFTEEN_MINUTES);
        }
    }

    private void files(String table, Map<String, String> options) {
        options.computeIfPresent("path", (key, path) -> absolute(path));
        if (lookedUp.contains(table)) {
            options.put("connector", LookupFilesFactory.IDENTIFIER);
        } else {
            options.remove("lookup.cache.ttl");
        }
    }

    private String absolute(String path) {
        boolean hasScheme = path.matches("[a-zA-Z][a-zA-Z0-9+.-]*:.*");
        URI uri = hasScheme ? URI.create(path) : workingDirectory.resolve(path).toUri();
        return uri.toString();
    }

    private void datagen(String table, Map<String, String> options) {
        for (String key : new String[] {"seed", "start-time"}) {
            if (options.containsKey(key)) {
                throw levadaOnly(
                        table,
                        key,
                        "Flink's datagen makes other rows each time; take the option out, or read"
                                + " the rows from a file");
            }
        }
        options.remove("splits");
        options.computeIfPresent("rows-per-second", (key, rate) -> rate.equals("-1") ? "1000000000" : rate);
    }

    private void values(String table, Map<String, String> options) {
        options.remove("batch-rows");
        options.remove("splits");
        if ("false".equals(options.remove("bounded"))) {
            throw levadaOnly(table, "bounded", "the rows of 'values' end on Flink");
        }
    }

    private static LevadaException levadaOnly(String table, String option, String hint) {
        return new LevadaException(
                ErrorCode.SQL_UNSUPPORTED,
                "the option '" + option + "' of table '" + table + "' is Levada's alone",
                hint);
    }
}
