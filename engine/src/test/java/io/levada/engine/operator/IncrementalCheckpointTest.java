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
import io.levada.engine.checkpoint.store.RestoredState;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
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

    /** Writes a checkpoint; gives what each worker should hold in it. */
    private List<List<String>> checkpoint(CheckpointFiles files) throws IOException {
        List<FrozenState> frozen = operators.stream().map(Operator::freeze).toList();
        List<List<String>> contents = new ArrayList<>();
        for (FrozenState each : frozen) {
            contents.add(whole(each));
        }
        files.writeFrozen(frozen);
        return contents;
    }

    /** What an operator holds that was restored from everything. */
    private List<String> whole(FrozenState frozen) throws IOException {
        Operator restored = open(0, 1);
        CheckpointFiles.restoreAll(frozen, group -> restored, () -> {});
        return entries(restored);
    }

    private static List<String> entries(Operator operator) throws IOException {
        FrozenEntries entries = operator.freeze().parts().get(0);
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
        List<Operator> restored = new ArrayList<>();
        for (int worker = 0; worker < workers; worker++) {
            restored.add(open(worker, workers));
        }
        CheckpointFiles.restore(checkpoint, restored, () -> {});
        List<String> actual = new ArrayList<>();
        for (Operator each : restored) {
            actual.addAll(entries(each));
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
        try (CheckpointFiles files = new CheckpointFiles(root)) {
            change(random, 2000, 500);
            for (int step = 0; step < 80; step++) {
                change(random, random.nextInt(4) == 0 ? random.nextInt(400) : random.nextInt(8), 500);
                List<List<String>> contents = checkpoint(files);
                assertRestores(files.directory().directoryOf(files.lastId()), contents, 1 + random.nextInt(3));
                if (random.nextInt(10) == 0) {
                    Path kept = files.directory().keep(files.lastId());
                    Path moved = root.resolve("moved-" + files.lastId());
                    Files.move(kept, moved);
                    assertRestores(moved, contents, 2);
                }
                if (random.nextInt(20) == 0) {
                    operators.replaceAll(old -> open(operators.indexOf(old), WORKERS));
                    files.goOn(operators, () -> {});
                }
            }
        }
    }

    @Test
    void areAsLargeAsWhatChanged() throws IOException {
        operators.add(open(0, 1));
        Random random = new Random(5);
        try (CheckpointFiles files = new CheckpointFiles(root)) {
            change(random, 40_000, 20_000);
            long whole = files.write(operators);
            long written = 0;
            int checkpoints = 150;
            for (int i = 0; i < checkpoints; i++) {
                change(random, 20, 20_000);
                written += files.write(operators);
            }
            assertThat(written / checkpoints).as("of " + whole).isLessThan(whole / 100);
            assertThat(files.write(operators)).as("nothing changed").isLessThan(100);
            try (Stream<Path> held = Files.list(files.directory().directoryOf(files.lastId()))) {
                assertThat(held.count()).isLessThan(24);
            }
        }
    }

    @Test
    void aDamagedFileThatIsSharedIsNamed() throws IOException {
        operators.add(open(0, 1));
        Random random = new Random(6);
        try (CheckpointFiles files = new CheckpointFiles(root)) {
            change(random, 500, 200);
            files.write(operators);
            for (int i = 0; i < 3; i++) {
                change(random, 3, 200);
                files.write(operators);
            }
            Path shared = files.directory().directoryOf(4).resolve("state.1");
            byte[] good = Files.readAllBytes(shared);
            byte[] bad = good.clone();
            bad[bad.length / 2] ^= 4;
            Files.write(shared, bad);
            assertRefused(files.directory().directoryOf(4), shared, "its checksum is wrong");
            Files.write(shared, good);
            Files.copy(
                    files.directory().directoryOf(4).resolve("state"),
                    shared,
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            assertRefused(files.directory().directoryOf(4), shared, "it belongs to another checkpoint");
            Files.delete(shared);
            assertRefused(files.directory().directoryOf(4), shared, "it is missing");
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
