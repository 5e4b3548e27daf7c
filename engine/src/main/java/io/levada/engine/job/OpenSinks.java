package io.levada.engine.job;

import io.levada.core.connector.CheckpointDecider;
import io.levada.core.connector.TableSink;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The sinks of one run of a job, by the number under which they take part in checkpoints, and what decides for them. */
final class OpenSinks implements AutoCloseable {
    private final Map<Integer, TableSink> sinks = new TreeMap<>();
    private @Nullable CheckpointDecider decider;
    private String deciderName = "";

    void add(int number, TableSink sink) {
        sinks.put(number, sink);
    }

    @Nullable
    TableSink find(int number) {
        return sinks.get(number);
    }

    TableSink get(int number) {
        TableSink sink = sinks.get(number);
        if (sink == null) {
            throw new IllegalStateException("no sink " + number);
        }
        return sink;
    }

    /** Opens the decider that the sinks ask for, if they do. */
    void openDecider() {
        TableSink chosen = null;
        for (TableSink sink : sinks.values()) {
            String name = sink.deciderName();
            if (name == null) {
                continue;
            }
            if (chosen != null && !name.equals(deciderName)) {
                throw new LevadaException(
                        ErrorCode.OPTION_INVALID,
                        "this job writes exactly once to '" + deciderName + "' and to '" + name
                                + "', whose transactions can't be committed as one",
                        "split it into two jobs, or let one of the sinks write at least once");
            }
            deciderName = name;
            if (chosen == null) {
                chosen = sink; // sinks of the query come before those of dead letters
            }
        }
        decider = chosen == null ? null : chosen.createDecider();
    }

    @Nullable
    CheckpointDecider decider() {
        return decider;
    }

    /** Empty when there is none. */
    String deciderName() {
        return deciderName;
    }

    /** The numbers of the sinks whose output the decider commits. */
    Set<Integer> deciding() {
        return sinks.entrySet().stream()
                .filter(e -> e.getValue().deciderName() != null)
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    void abortAfter(long checkpointId) {
        sinks.values().forEach(sink -> sink.abortAfter(checkpointId));
    }

    @Override
    public void close() {
        sinks.values().forEach(Closing::quietly);
        Closing.quietly(decider);
    }
}
