package io.levada.engine.operator;

import io.levada.engine.checkpoint.store.CheckpointWriter;
import io.levada.engine.checkpoint.store.DeltaChains;
import io.levada.engine.checkpoint.store.Manifest;
import io.levada.engine.checkpoint.store.RestoredState;
import io.levada.engine.checkpoint.store.StateDirectory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Checkpoints of the workers of one operator in a directory, written as a job writes them. */
final class CheckpointFiles implements AutoCloseable {
    private static final int STEP = 3;

    private final StateDirectory directory;
    private DeltaChains chains = new DeltaChains();
    private long lastId;

    CheckpointFiles(Path root) {
        directory = StateDirectory.open(root);
    }

    StateDirectory directory() {
        return directory;
    }

    long lastId() {
        return lastId;
    }

    /** The bytes that were written. */
    long write(List<? extends Operator> operators) {
        return writeFrozen(operators.stream().map(Operator::freeze).toList());
    }

    long writeFrozen(List<FrozenState> states) {
        long id = ++lastId;
        CheckpointWriter writer = directory.write(id, chains);
        for (int worker = 0; worker < states.size(); worker++) {
            FrozenState frozen = states.get(worker);
            if (frozen != null) {
                writer.add(STEP, worker, frozen);
                frozen.release();
            }
        }
        long bytes = writer.stateBytes();
        writer.finishState();
        writer.seal(
                new Manifest(id, "plan", "", states.size(), false, 1, bytes, writer.sections(), Map.of(), Map.of()));
        directory.markDecided(id);
        if (id > 2) {
            directory.delete(id - 2);
        }
        return bytes;
    }

    /**
     * Gives the newest checkpoint to new instances. What follows begins with everything, as in a new run.
     *
     * @param between run after each key group
     */
    void goOn(List<? extends Operator> operators, Runnable between) {
        restore(directory.directoryOf(lastId), operators, between);
        chains = new DeltaChains();
    }

    static void restore(Path checkpoint, List<? extends Operator> operators, Runnable between) {
        RestoredState state = RestoredState.load(checkpoint);
        for (int worker = 0; worker < operators.size(); worker++) {
            state.restore(STEP, worker, operators.size(), operators.get(worker), between);
        }
    }

    /** Gives all that was frozen to new instances, without files. */
    static void restoreAll(FrozenState state, IntFunction<Operator> owner, Runnable between) throws IOException {
        List<FrozenEntries> parts = state.parts();
        List<GroupOrder> orders = parts.stream().map(FrozenEntries::all).toList();
        for (int group = 0; group < KeyGroups.COUNT; group++) {
            for (int p = 0; p < parts.size(); p++) {
                GroupOrder order = orders.get(p);
                if (order.count(group) > 0) {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    DataOutputStream out = new DataOutputStream(bytes);
                    out.writeByte(parts.get(p).version());
                    out.write(parts.get(p).head());
                    out.writeInt(order.count(group));
                    for (int i = 0; i < order.count(group); i++) {
                        parts.get(p).write(order.id(group, i), out);
                    }
                    owner.apply(group).restoreGroup(group, in(bytes));
                    between.run();
                }
            }
        }
    }

    static DataInputStream in(ByteArrayOutputStream bytes) {
        return new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    }

    @Override
    public void close() {
        directory.close();
    }
}
