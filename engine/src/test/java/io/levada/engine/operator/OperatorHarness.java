package io.levada.engine.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.data.Batch;
import io.levada.core.data.Boxed;
import io.levada.core.data.Row;
import io.levada.core.type.RowType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Runs one script through an operator in every way that must not matter: row by row, in sevens, all at once; with a
 * checkpoint and fresh instances after every step, also while a watermark is being worked off; over one worker and two,
 * changing at each restore; and with the checkpoint written only after the operator has gone on. {@link #check} compares
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

    private record Regime(int chunk, boolean restored, boolean writtenLate, int workers) {}

    /** Runs the script in all ways, asserts that they agree, and gives the changes of the plain one. */
    List<Row> check(List<Step> script) {
        List<Row> plain = run(script, new Regime(Integer.MAX_VALUE, false, false, 1));
        Map<List<Object>, Integer> expected = meaning.apply(plain);
        int[] chunks = {1, 7, Integer.MAX_VALUE};
        for (int chunk : chunks) {
            for (int workers = 1; workers <= (keys == null ? 1 : 2); workers++) {
                for (boolean restored : new boolean[] {false, true}) {
                    for (boolean late : restored ? new boolean[] {false, true} : new boolean[] {false}) {
                        Regime regime = new Regime(chunk, restored, late, workers);
                        assertThat(meaning.apply(run(script, regime)))
                                .as(regime.toString())
                                .isEqualTo(expected);
                    }
                }
            }
        }
        return plain;
    }

    /** The table that the script's output amounts to, after {@link #check}. */
    Map<List<Object>, Integer> checkedTable(List<Step> script) {
        return meaning.apply(check(script));
    }

    private List<Row> run(List<Step> script, Regime regime) {
        Run run = new Run(regime.workers());
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
        boolean silent;

        Run(int workers) {
            for (int worker = 0; worker < workers; worker++) {
                TestContext context = new TestContext();
                context.worker = worker;
                context.workers = workers;
                configuration.accept(context);
                Operator operator = factory.get();
                operator.open(context, batch -> {
                    if (!silent) {
                        emitted.addAll(Boxed.rows(batch, output));
                    }
                });
                operators.add(operator);
                contexts.add(context);
            }
        }

        void take(Step step) {
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
                if (done) {
                    return run;
                }
                run = run.restart(step, writtenLate);
            }
            run.take(step);
            return run;
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
            int workers = keys == null ? 1 : 3 - operators.size();
            Run next = new Run(workers);
            next.emitted.addAll(emitted);
            for (int worker = 0; worker < workers; worker++) {
                next.contexts.get(worker).nowMicros = contexts.get(0).nowMicros;
            }
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
                for (int group : state.groups()) {
                    byte[] bytes = bytes(out -> state.writeGroup(group, out));
                    Operator owner = operators.get(KeyGroups.worker(group, operators.size()));
                    owner.restoreGroup(group, in(bytes));
                }
                if (state.hasShared()) {
                    byte[] bytes = bytes(state::writeShared);
                    for (Operator operator : operators) {
                        operator.restoreShared(in(bytes));
                    }
                }
                state.release();
            }
        }

        void close() {
            operators.forEach(Operator::close);
        }
    }

    private interface Writing {
        void write(DataOutputStream out) throws IOException;
    }

    private static byte[] bytes(Writing writing) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        writing.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static DataInputStream in(byte[] bytes) {
        return new DataInputStream(new ByteArrayInputStream(bytes));
    }

    /** A script in lines; see {@link Scripts}. */
    List<Row> check(String... script) {
        return check(Scripts.parse(inputs, script));
    }
}
