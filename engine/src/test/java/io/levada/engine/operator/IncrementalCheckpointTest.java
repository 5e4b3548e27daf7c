package io.levada.engine.operator;

import static io.levada.engine.operator.TestPlans.call;
import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.data.Boxed;
import io.levada.core.data.ChangeKind;
import io.levada.core.data.Row;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.plan.GroupAggregate;
import io.levada.core.type.DataType;
import io.levada.core.type.RowType;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints that hold what changed, against those that hold all. */
class IncrementalCheckpointTest {
    private static final RowType SALES = TestPlans.row("k", DataType.STRING, "v", DataType.INTEGER);
    private static final int WORKERS = 2;

    @TempDir
    private Path root;

    private final GroupAggregate node = node();
    private final List<Operator> operators = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();
    private final DeltaChains chains = new DeltaChains();
    private long lastId;

    private static GroupAggregate node() {
        List<Integer> keys = List.of(0);
        var calls = List.of(call("COUNT", SALES, -1), call("SUM", SALES, 1), call("MAX", SALES, 1));
        return new GroupAggregate(
                TestPlans.input(SALES, ChangelogMode.RETRACT),
                keys,
                calls,
                ChangelogMode.RETRACT,
                new RowType(TestPlans.fields(SALES, keys, calls)));
    }

    private Operator open(int worker, int workers) {
        TestContext context = new TestContext();
        context.worker = worker;
        context.workers = workers;
        GroupAggregateOperator operator = new GroupAggregateOperator(node);
        operator.open(context, batch -> {});
        return operator;
    }

    /** Inserts and deletes of rows that are there. */
    private void change(Random random, int count, int keys) {
        List<List<Row>> shares = new ArrayList<>();
        operators.forEach(operator -> shares.add(new ArrayList<>()));
        for (int i = 0; i < count; i++) {
            Row row;
            if (!rows.isEmpty() && random.nextInt(5) < 2) {
                Row gone = rows.remove(random.nextInt(rows.size()));
                row = Row.ofKind(ChangeKind.DELETE, gone.get(0), gone.get(1));
            } else {
                row = Row.of("a key of some length " + random.nextInt(keys), random.nextInt(50));
                rows.add(row);
            }
            long[] hash = new long[1];
            KeyHashes.hash(Boxed.batch(List.of(row), SALES), new int[] {0}, hash);
            shares.get(KeyGroups.worker(KeyGroups.ofHash(hash[0]), operators.size()))
                    .add(row);
        }
        for (int worker = 0; worker < operators.size(); worker++) {
            if (!shares.get(worker).isEmpty()) {
                operators.get(worker).process(0, Boxed.batch(shares.get(worker), SALES));
            }
        }
    }

    private long checkpoint(StateDirectory directory) throws IOException {
        return checkpoint(directory, null);
    }

    /**
     * The bytes that were written for it.
     *
     * @param contents takes what it should hold
     */
    private long checkpoint(StateDirectory directory, @Nullable List<List<String>> contents) throws IOException {
        long id = ++lastId;
        CheckpointWriter writer = directory.write(id, chains);
        for (int worker = 0; worker < operators.size(); worker++) {
            FrozenState frozen = operators.get(worker).freeze();
            writer.add(3, worker, frozen);
            if (contents != null) {
                contents.add(whole(frozen));
            }
            frozen.release();
        }
        long bytes = writer.stateBytes();
        writer.seal(
                new Manifest(id, "plan", "", operators.size(), false, 1, bytes, writer.sections(), Map.of(), Map.of()));
        directory.markDecided(id);
        if (id > 2) {
            directory.delete(id - 2);
        }
        return bytes;
    }

    /** What an operator holds that was restored from everything. */
    private List<String> whole(FrozenState frozen) throws IOException {
        Operator restored = open(0, 1);
        for (int group : frozen.groups()) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            frozen.writeGroup(group, new DataOutputStream(bytes));
            restored.restoreGroup(group, new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        }
        return entries(restored);
    }

    private static List<String> entries(Operator operator) throws IOException {
        FrozenEntries entries = operator.freeze().entries();
        GroupOrder order = entries.all();
        List<String> texts = new ArrayList<>();
        for (int group = 0; group < KeyGroups.COUNT; group++) {
            for (int i = 0; i < order.count(group); i++) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                entries.write(order.id(group, i), new DataOutputStream(bytes));
                texts.add(Arrays.toString(bytes.toByteArray()));
            }
        }
        texts.sort(null);
        return texts;
    }

    private void assertRestores(Path checkpoint, List<List<String>> contents, int workers) throws IOException {
        RestoredState state = RestoredState.load(checkpoint);
        List<String> actual = new ArrayList<>();
        for (int worker = 0; worker < workers; worker++) {
            Operator restored = open(worker, workers);
            state.restore(3, worker, workers, restored);
            actual.addAll(entries(restored));
        }
        List<String> expected = new ArrayList<>();
        contents.forEach(expected::addAll);
        actual.sort(null);
        expected.sort(null);
        assertThat(actual).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void holdWhatACheckpointOfEverythingHolds(long seed) throws IOException {
        Random random = new Random(seed);
        for (int worker = 0; worker < WORKERS; worker++) {
            operators.add(open(worker, WORKERS));
        }
        try (StateDirectory directory = StateDirectory.open(root)) {
            change(random, 2000, 500);
            for (int step = 0; step < 80; step++) {
                change(random, random.nextInt(4) == 0 ? random.nextInt(400) : random.nextInt(8), 500);
                List<List<String>> contents = new ArrayList<>();
                checkpoint(directory, contents);
                assertRestores(directory.directoryOf(lastId), contents, 1 + random.nextInt(3));
                if (random.nextInt(10) == 0) {
                    Path kept = directory.keep(lastId);
                    Path moved = root.resolve("moved-" + lastId);
                    Files.move(kept, moved);
                    assertRestores(moved, contents, 2);
                }
                if (random.nextInt(20) == 0) {
                    goOn(directory);
                }
            }
        }
    }

    /** A new run on the newest checkpoint: with its own numbers, and a chain of its own. */
    private void goOn(StateDirectory directory) {
        RestoredState state = RestoredState.load(directory.directoryOf(lastId));
        for (int worker = 0; worker < operators.size(); worker++) {
            Operator restored = open(worker, operators.size());
            state.restore(3, worker, operators.size(), restored);
            operators.set(worker, restored);
        }
        chains.startAnew();
    }

    @Test
    void areAsLargeAsWhatChanged() throws IOException {
        operators.add(open(0, 1));
        Random random = new Random(5);
        try (StateDirectory directory = StateDirectory.open(root)) {
            change(random, 40_000, 20_000);
            long whole = checkpoint(directory);
            long written = 0;
            int checkpoints = 150;
            for (int i = 0; i < checkpoints; i++) {
                change(random, 20, 20_000);
                written += checkpoint(directory);
            }
            assertThat(written / checkpoints).as("of " + whole).isLessThan(whole / 100);
            assertThat(checkpoint(directory)).as("nothing changed").isLessThan(100);
            try (Stream<Path> files = Files.list(directory.directoryOf(lastId))) {
                assertThat(files.count()).isLessThan(24);
            }
        }
    }

    @Test
    void aDamagedFileThatIsSharedIsNamed() throws IOException {
        operators.add(open(0, 1));
        Random random = new Random(6);
        try (StateDirectory directory = StateDirectory.open(root)) {
            change(random, 500, 200);
            checkpoint(directory);
            for (int i = 0; i < 3; i++) {
                change(random, 3, 200);
                checkpoint(directory);
            }
            Path shared = directory.directoryOf(4).resolve("state.1");
            byte[] good = Files.readAllBytes(shared);
            byte[] bad = good.clone();
            bad[bad.length / 2] ^= 4;
            Files.write(shared, bad);
            assertRefused(directory.directoryOf(4), shared, "its checksum is wrong");
            Files.write(shared, good);
            Files.copy(
                    directory.directoryOf(4).resolve("state"),
                    shared,
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            assertRefused(directory.directoryOf(4), shared, "it belongs to another checkpoint");
            Files.delete(shared);
            assertRefused(directory.directoryOf(4), shared, "it is missing");
        }
    }

    private static void assertRefused(Path checkpoint, Path file, String how) {
        Assertions.assertThatThrownBy(() -> RestoredState.load(checkpoint))
                .isInstanceOfSatisfying(
                        LevadaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CHECKPOINT_DAMAGED))
                .hasMessageContaining(file.toString())
                .hasMessageContaining(how);
    }
}
