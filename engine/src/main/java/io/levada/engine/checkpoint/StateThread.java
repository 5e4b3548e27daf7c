package io.levada.engine.checkpoint;

import io.levada.core.connector.CheckpointDecider;
import io.levada.engine.checkpoint.protocol.Event;
import io.levada.engine.checkpoint.store.CheckpointWriter;
import io.levada.engine.checkpoint.store.DeltaChains;
import io.levada.engine.checkpoint.store.Manifest;
import io.levada.engine.checkpoint.store.StateDirectory;
import io.levada.engine.dataflow.TaskSnapshot;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes frozen state to disk, so that neither workers nor the coordinator wait for it. Without a
 * directory it only lets go of the frozen state.
 */
final class StateThread implements AutoCloseable {
    private static final long LONGEST_WRITE_SECONDS = 60;

    private final CoordinatorSettings settings;
    private final Coordinator coordinator;
    private final ExecutorService executor = Executors.newSingleThreadExecutor(
            task -> Thread.ofPlatform().daemon().name("levada-checkpoint").unstarted(task));
    private final DeltaChains chains = new DeltaChains();
    private @Nullable CheckpointWriter writer;
    private boolean last;
    private int missing;

    StateThread(CoordinatorSettings settings, Coordinator coordinator) {
        this.settings = settings;
        this.coordinator = coordinator;
    }

    /**
     * @param tasks whose state belongs to it
     * @param whole whether it must hold everything in its own file
     * @param ended whether all input was read: nothing can follow that would need the operators' state
     */
    void begin(Contents contents, int tasks, boolean whole, boolean ended) {
        submit(() -> {
            StateDirectory directory = settings.directory();
            last = ended;
            missing = tasks;
            if (whole || ended) {
                chains.startAnew();
            }
            writer = directory == null ? null : directory.write(contents.id(), chains);
        });
    }

    void write(int task, TaskSnapshot snapshot, Contents contents) {
        if (snapshot.sourceStep() >= 0) {
            contents.addPositions(snapshot.sourceStep(), snapshot.positions());
        }
        submit(() -> {
            CheckpointWriter target = writer;
            for (TaskSnapshot.StepState each : snapshot.states()) {
                if (target != null && !last) {
                    target.add(each.step(), snapshot.worker(), each.state());
                }
                each.state().release();
            }
            if (--missing == 0 && target != null) {
                // While the sinks still wait for their outside systems.
                target.finishState();
            }
            coordinator.tell(new Event.StateWritten(contents.id(), task));
        });
    }

    void seal(Contents contents) {
        submit(() -> {
            CheckpointDecider decider = settings.decider();
            CheckpointWriter target = writer;
            if (target != null) {
                contents.setStateBytes(target.stateBytes());
                seal(target, manifest(contents, target), decider);
                writer = null;
            } else if (decider != null) {
                decider.announce(contents.id(), null);
            }
            CrashPoint.reach("prepared");
            coordinator.tell(new Event.Sealed(contents.id()));
        });
    }

    /** The decider's mark may carry the manifest; then nobody waits for the disk. */
    private static void seal(CheckpointWriter target, Manifest manifest, @Nullable CheckpointDecider decider) {
        byte[] image = decider == null ? null : target.image(manifest, decider.mostManifestBytes());
        if (decider != null) {
            decider.announce(manifest.id(), image);
        }
        if (image == null) {
            target.seal(manifest);
        } else {
            target.leave(image);
        }
    }

    private Manifest manifest(Contents contents, CheckpointWriter target) {
        return new Manifest(
                contents.id(),
                settings.fingerprint(),
                settings.deciderName(),
                settings.workers(),
                last,
                settings.clock().nowMicros(),
                target.stateBytes(),
                target.sections(),
                contents.positions(),
                contents.committables());
    }

    /** Between two checkpoints: what the next one would have to wait for. */
    void makeReady(long nextId) {
        submit(() -> {
            StateDirectory directory = settings.directory();
            if (directory != null) {
                directory.makeReady(nextId);
            }
        });
    }

    private void submit(Runnable work) {
        executor.execute(() -> {
            try {
                work.run();
            } catch (Throwable e) {
                coordinator.failed(e);
            }
        });
    }

    /** Waits for what is being written just now, drops the rest. */
    @Override
    public void close() {
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(LONGEST_WRITE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        CheckpointWriter unfinished = writer;
        if (unfinished != null) {
            unfinished.abandon();
        }
    }
}
