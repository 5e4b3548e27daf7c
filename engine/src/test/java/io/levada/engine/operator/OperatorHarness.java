package io.levada.engine.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.data.Batch;
import io.levada.core.data.Boxed;
import io.levada.core.data.Row;
import io.levada.core.type.RowType;
import io.levada.engine.state.SpillDirectory;
import io.levada.engine.state.StateMemory;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Runs one script through an operator in every way that must not matter: row by row, in sevens, all at once; with a
 * checkpoint and fresh instances after every step, also while a watermark is being worked off; over one worker and two,
 * changing at each restore; with the checkpoint written only after the operator has gone on; with checkpoints in files, of
 * what changed, from some of which it goes on; and with all state moved to disk after every step. {@link #check} compares
 * what all of them amount to.
 */
final class OperatorHarness {
    /** Rows, or a mark. */
    sealed interface Step {
        /** @param input the operator's input that they come to */
        record Rows(int input, List<Row> rows) implements Step {
            Rows(List<Row> rows) {
                this(0, rows);
            }
        }

        record Mark(long micros) implements Step {}

        record Clock(long micros) implements Step {}
    }

    private static final int PIECE_ROWS = 7;
    /** About how many checkpoints are written to files in a script. */
    private static final int FILES = 24;

    private final Supplier<Operator> factory;
    private final List<RowType> inputs;
    private final RowType output;
    /** By input; null for operators that run in one worker. */
    private final List<int[]> keys;

    private Consumer<TestContext> configuration = context -> {};
    private Function<List<Row>, Map<List<Object>, Integer>> meaning = Changelogs::table;
    private boolean timed;

    /** @param keys the columns that rows are spread by; null for operators that run in one worker */
    OperatorHarness(Supplier<Operator> factory, RowType input, RowType output, int... keys) {
        this(factory, List.of(input), output, keys == null || keys.length == 0 ? null : List.of(keys));
    }

    /** For operators with several inputs. @param keys the columns that the rows of each are spread by, or null */
    OperatorHarness(Supplier<Operator> factory, List<RowType> inputs, RowType output, List<int[]> keys) {
        this.factory = factory;
        this.inputs = inputs;
        this.output = output;
        this.keys = keys;
    }

    OperatorHarness configure(Consumer<TestContext> change) {
        configuration = change;
        return this;
    }

    /** Compares tables by key instead of changes. */
    OperatorHarness upserts(int keyColumns) {
        meaning = changes -> Changelogs.upserted(changes, keyColumns);
        return this;
    }

    /** Compares something else. */
    OperatorHarness meaning(Function<List<Row>, Map<List<Object>, Integer>> other) {
        meaning = other;
        return this;
    }

    /** For operators whose result depends on the clock: steps aren't cut into pieces of other sizes. */
    OperatorHarness timed() {
        timed = true;
        return this;
    }

    private record Regime(int chunk, boolean restored, boolean writtenLate, int workers, boolean spilled) {}

    /** Runs the script in all ways, asserts that they agree, and gives the changes of the plain one. */
    List<Row> check(List<Step> script) {
        List<Row> plain = run(script, new Regime(Integer.MAX_VALUE, false, false, 1, false));
        Map<List<Object>, Integer> expected = meaning.apply(plain);
        int[] chunks = {1, 7, Integer.MAX_VALUE};
        for (int chunk : chunks) {
            for (int workers = 1; workers <= (keys == null ? 1 : 2); workers++) {
                for (boolean restored : new boolean[] {false, true}) {
                    for (boolean late : restored ? new boolean[] {false, true} : new boolean[] {false}) {
                        compare(script, expected, new Regime(chunk, restored, late, workers, false));
                    }
                }
            }
        }
        compare(script, expected, new Regime(1, false, false, 1, true));
        compare(script, expected, new Regime(7, true, true, keys == null ? 1 : 2, true));
        for (int workers = 1; workers <= (keys == null ? 1 : 2); workers++) {
            for (boolean spilled : new boolean[] {false, true}) {
                assertThat(meaning.apply(runWithFiles(script, workers, spilled)))
                        .as("with files, " + workers + " workers" + (spilled ? ", on disk" : ""))
                        .isEqualTo(expected);
            }
        }
        return plain;
    }

    private void compare(List<Step> script, Map<List<Object>, Integer> expected, Regime regime) {
        assertThat(meaning.apply(run(script, regime))).as(regime.toString()).isEqualTo(expected);
    }

    /** Checkpoints at random after the pieces of the script, from a quarter of which new instances go on. */
    private List<Row> runWithFiles(List<Step> script, int workers, boolean spilled) {
        List<Step> pieces = script.stream()
                .flatMap(step -> pieces(step, PIECE_ROWS).stream())
                .toList();
        Random random = new Random(pieces.size() + workers);
        double often = (double) FILES / pieces.size();
        try {
            Path root = Files.createTempDirectory("levada-operator");
            Run run = new Run(workers, spilled);
            try (CheckpointFiles files = new CheckpointFiles(root)) {
                for (Step piece : pieces) {
                    boolean done = false;
                    while (!done) {
                        done = run.takeSome(piece);
                        if (random.nextDouble() < often) {
                            files.write(run.operators);
                            run = random.nextInt(4) == 0 ? run.goOn(files) : run;
                        }
                    }
                }
            }
            run.close();
            FileTree.delete(root);
            return run.emitted;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A checkpoint in a file after each of some scripts. Asserts that new instances, one worker more or less, give on the
     * last script what those give that were never restored.
     *
     * @param last what comes after the last checkpoint
     * @return how many bytes each checkpoint wrote
     */
    List<Long> bytes(List<List<Step>> scripts, List<Step> last) {
        try {
            Path root = Files.createTempDirectory("levada-operator");
            List<Long> bytes = new ArrayList<>();
            Run run = new Run(1, false);
            Run next;
            try (CheckpointFiles files = new CheckpointFiles(root)) {
                for (List<Step> script : scripts) {
                    script.forEach(run::take);
                    bytes.add(files.write(run.operators));
                }
                run.emitted.clear();
                next = run.successor();
                files.goOn(next.operators, next::spill);
            }
            for (Run each : List.of(run, next)) {
                last.forEach(each::take);
                each.close();
            }
            assertThat(run.emitted).isNotEmpty();
            assertThat(Changelogs.all(next.emitted)).isEqualTo(Changelogs.all(run.emitted));
            FileTree.delete(root);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The table that the script's output amounts to, after {@link #check}. */
    Map<List<Object>, Integer> checkedTable(List<Step> script) {
        return meaning.apply(check(script));
    }

    private List<Row> run(List<Step> script, Regime regime) {
        Run run = new Run(regime.workers(), regime.spilled());
        for (Step step : script) {
            for (Step piece : pieces(step, regime.chunk())) {
                if (regime.restored()) {
                    run = run.takeInterrupted(piece, regime.writtenLate());
                    run = run.restart(piece, regime.writtenLate());
                } else {
                    run.take(piece);
                }
            }
        }
        run.close();
        return run.emitted;
    }

    private List<Step> pieces(Step step, int size) {
        if (!(step instanceof Step.Rows rows) || timed) {
            return List.of(step);
        }
        List<Step> pieces = new ArrayList<>();
        for (int i = 0; i < rows.rows().size(); ) {
            int end = (int) Math.min(rows.rows().size(), (long) i + size);
            pieces.add(new Step.Rows(rows.input(), rows.rows().subList(i, end)));
            i = end;
        }
        return pieces;
    }

    private final class Run {
        final List<Row> emitted = new ArrayList<>();
        final List<Operator> operators = new ArrayList<>();
        final List<TestContext> contexts = new ArrayList<>();
        final List<StateMemory> memories = new ArrayList<>();
        final SpillDirectory directory = new SpillDirectory(Path.of(System.getProperty("java.io.tmpdir")));
        final boolean spilled;
        boolean silent;

        Run(int workers, boolean spilled) {
            this.spilled = spilled;
            for (int worker = 0; worker < workers; worker++) {
                TestContext context = new TestContext();
                context.worker = worker;
                context.workers = workers;
                configuration.accept(context);
                memories.add(new StateMemory(directory));
                Operator operator = memories.get(worker).building(factory);
                memories.get(worker)
                        .building(() -> operator.open(context, batch -> {
                            if (!silent) {
                                emitted.addAll(Boxed.rows(batch, output));
                            }
                        }));
                operators.add(operator);
                contexts.add(context);
            }
        }

        void take(Step step) {
            takeInMemory(step);
            spill();
        }

        private void spill() {
            if (spilled) {
                memories.forEach(memory -> memory.makeRoom(Long.MAX_VALUE, 0));
            }
        }

        private void takeInMemory(Step step) {
            switch (step) {
                case Step.Rows rows -> rows(rows.input(), rows.rows());
                case Step.Mark mark -> {
                    for (Operator operator : operators) {
                        while (!operator.watermark(mark.micros())) {}
                    }
                }
                case Step.Clock clock -> {
                    for (int worker = 0; worker < operators.size(); worker++) {
                        contexts.get(worker).nowMicros = clock.micros();
                        while (operators.get(worker).wantsClock()
                                && !operators.get(worker).clock(clock.micros())) {}
                    }
                }
            }
        }

        /** Takes a step with restarts in the middle of what a watermark makes due. */
        Run takeInterrupted(Step step, boolean writtenLate) {
            if (!(step instanceof Step.Mark mark)) {
                take(step);
                return this;
            }
            Run run = this;
            for (int restarts = 0; restarts < 3; restarts++) {
                boolean done = true;
                for (Operator operator : run.operators) {
                    done &= operator.watermark(mark.micros());
                }
                run.spill();
                if (done) {
                    return run;
                }
                run = run.restart(step, writtenLate);
            }
            run.take(step);
            return run;
        }

        /** Takes a step, or of a watermark what is done in one call; gives whether it is done. */
        boolean takeSome(Step step) {
            if (!(step instanceof Step.Mark mark)) {
                take(step);
                return true;
            }
            boolean done = true;
            for (Operator operator : operators) {
                done &= operator.watermark(mark.micros());
            }
            spill();
            return done;
        }

        /** New instances, one more or less, on the newest checkpoint. */
        Run goOn(CheckpointFiles files) {
            Run next = successor();
            files.goOn(next.operators, next::spill);
            close();
            return next;
        }

        private Run successor() {
            int workers = keys == null ? 1 : 3 - operators.size();
            Run next = new Run(workers, spilled);
            next.emitted.addAll(emitted);
            for (TestContext context : next.contexts) {
                context.nowMicros = contexts.get(0).nowMicros;
            }
            return next;
        }

        private void rows(int number, List<Row> rows) {
            RowType input = inputs.get(number);
            List<List<Row>> shares = new ArrayList<>();
            operators.forEach(operator -> shares.add(new ArrayList<>()));
            if (operators.size() == 1) {
                shares.get(0).addAll(rows);
            } else if (!rows.isEmpty()) {
                Batch all = Boxed.batch(rows, input);
                long[] hashes = new long[rows.size()];
                KeyHashes.hash(all, keys.get(number), hashes);
                for (int i = 0; i < hashes.length; i++) {
                    int worker = KeyGroups.worker(KeyGroups.ofHash(hashes[i]), operators.size());
                    shares.get(worker).add(rows.get(i));
                }
            }
            for (int worker = 0; worker < operators.size(); worker++) {
                if (!shares.get(worker).isEmpty()) {
                    operators.get(worker).process(number, Boxed.batch(shares.get(worker), input));
                }
            }
        }

        /** A checkpoint, and a run that goes on from it with the other number of workers. */
        Run restart(Step step, boolean writtenLate) {
            List<FrozenState> frozen = new ArrayList<>();
            operators.forEach(operator -> frozen.add(operator.freeze()));
            if (writtenLate) {
                silent = true;
                take(step);
            }
            Run next = successor();
            try {
                next.restore(frozen);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            close();
            return next;
        }

        private void restore(List<FrozenState> frozen) throws IOException {
            for (FrozenState state : frozen) {
                if (state == null) {
                    continue;
                }
                CheckpointFiles.restoreAll(
                        state, group -> operators.get(KeyGroups.worker(group, operators.size())), this::spill);
                if (state.hasShared()) {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    state.writeShared(new DataOutputStream(bytes));
                    for (Operator operator : operators) {
                        operator.restoreShared(CheckpointFiles.in(bytes));
                    }
                }
                state.release();
            }
        }

        void close() {
            operators.forEach(Operator::close);
            try {
                directory.close();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** A script in lines; see {@link Scripts}. */
    List<Row> check(String... script) {
        return check(Scripts.parse(inputs, script));
    }
}
