package io.levada.engine.job;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.engine.checkpoint.Fingerprint;
import io.levada.engine.checkpoint.Start;
import io.levada.engine.checkpoint.protocol.Recovery;
import io.levada.engine.checkpoint.store.RestoreProgress;
import io.levada.engine.checkpoint.store.RestoredState;
import io.levada.engine.checkpoint.store.StateDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Finds out from where a job goes on, and clears away what doesn't count any more. */
final class Recoverer {
    private final StateDirectory directory;
    private final String fingerprint;
    private final Consumer<String> notices;
    private final RestoreProgress progress;

    Recoverer(StateDirectory directory, String fingerprint, Consumer<String> notices, RestoreProgress progress) {
        this.directory = directory;
        this.fingerprint = fingerprint;
        this.notices = notices;
        this.progress = progress;
    }

    /** @param decidedOutside what the decider says; empty without a decider */
    Start recover(Restore restore, OptionalLong decidedOutside) {
        long lastId = Math.max(directory.lastId(), decidedOutside.orElse(0));
        return switch (restore) {
            case Restore.Fresh fresh -> {
                directory.beginAnew(lastId, null);
                yield new Start(null, lastId, 0);
            }
            case Restore.From from -> given(from.checkpoint(), lastId, decidedOutside.orElse(0));
            case Restore.Latest latest -> {
                if (directory.isFinished()) {
                    notices.accept("the job had come to its end; it begins anew");
                    directory.beginAnew(lastId, null);
                }
                yield latest(lastId, decidedOutside);
            }
        };
    }

    private Start given(Path path, long lastId, long decidedOutside) {
        RestoredState state = RestoredState.load(path, progress);
        long id = state.manifest().id();
        if (!Files.exists(path.resolve("manifest")) && id != decidedOutside) {
            throw new LevadaException(
                    ErrorCode.CHECKPOINT_DAMAGED,
                    "checkpoint " + path + " was never decided: its output was not committed",
                    "start from an older one, or without naming one");
        }
        checkFits(state);
        if (state.manifest().ended()) {
            throw new LevadaException(
                    ErrorCode.STATE_MISMATCH,
                    "checkpoint " + path + " is that of a job that had read all of its input: nothing can follow it",
                    "start from an older one, from a savepoint, or without naming one");
        }
        long last = Math.max(lastId, id);
        directory.beginAnew(last, path);
        return new Start(state, last, 0);
    }

    private Start latest(long lastId, OptionalLong decidedOutside) {
        long begin = directory.beginning();
        OptionalLong counts = decidedOutside.isEmpty()
                ? decidedOutside
                : OptionalLong.of(decidedOutside.getAsLong() <= begin ? 0 : decidedOutside.getAsLong());
        Recovery recovery = Recovery.choose(directory.found(), counts);
        checkAgree(recovery);
        if (recovery.restore() == 0) {
            clear(recovery, lastId);
            Path base = directory.base();
            if (base == null) {
                return new Start(null, lastId, 0);
            }
            RestoredState state = RestoredState.load(base, progress);
            checkFits(state);
            return new Start(state, lastId, 0);
        }
        RestoredState state = load(recovery);
        checkFits(state);
        clear(recovery, lastId);
        directory.markDecided(recovery.restore());
        return new Start(state, lastId, recovery.older());
    }

    private void clear(Recovery recovery, long lastId) {
        recovery.discard().forEach(directory::delete);
        recovery.retire().forEach(directory::delete);
        directory.deleteLeftovers(lastId);
    }

    private RestoredState load(Recovery recovery) {
        try {
            return RestoredState.load(directory.directoryOf(recovery.restore()), progress);
        } catch (LevadaException e) {
            if (e.code() != ErrorCode.CHECKPOINT_DAMAGED && e.code() != ErrorCode.CHECKPOINT_TOO_NEW) {
                throw e;
            }
            String anew = "--fresh begins anew";
            String hint = e.hint() == null ? "" : e.hint() + "; or ";
            if (recovery.older() == 0) {
                throw e.withHint(hint + "there is no older checkpoint; " + anew);
            }
            throw e.withHint(hint + "--from " + directory.directoryOf(recovery.older())
                    + " goes on from the checkpoint before it, what was written since then is written again; " + anew);
        }
    }

    private void checkAgree(Recovery recovery) {
        switch (recovery.problem()) {
            case NONE -> {}
            case DECIDED_IS_MISSING ->
                throw new LevadaException(
                        ErrorCode.STATE_MISMATCH,
                        "the output of checkpoint " + recovery.restore() + " is committed, but its state is not in "
                                + directory.root(),
                        "bring the state directory back, or begin anew with --fresh: what was written is written again");
            case DECIDER_FORGOT ->
                throw new LevadaException(
                        ErrorCode.STATE_MISMATCH,
                        "the state in " + directory.root() + " is newer than what its outside system has committed"
                                + (recovery.restore() == 0 ? "" : " (checkpoint " + recovery.restore() + ")"),
                        "is this the same broker as before? --fresh begins anew");
        }
    }

    private void checkFits(RestoredState state) {
        String then = state.manifest().fingerprint();
        if (!then.equals(fingerprint)) {
            throw new LevadaException(
                    ErrorCode.STATE_MISMATCH,
                    "the state of checkpoint " + state.manifest().id() + " belongs to another query: "
                            + Fingerprint.difference(then, fingerprint),
                    "run the script that wrote it, or begin anew with --fresh");
        }
    }
}
