package io.levada.engine.checkpoint.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levada.core.connector.SourceSplit;
import io.levada.core.data.Batch;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.engine.checkpoint.protocol.Recovery;
import io.levada.engine.operator.FrozenEntries;
import io.levada.engine.operator.FrozenState;
import io.levada.engine.operator.KeyGroups;
import io.levada.engine.operator.Operator;
import io.levada.engine.operator.OperatorContext;
import io.levada.engine.operator.Output;
import io.levada.engine.state.RecordLayout;
import io.levada.engine.state.Records;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryTest {
    @TempDir
    private Path root;

    /** Remembers what it is given back. */
    private static final class Remembering implements Operator {
        private final TreeMap<Integer, String> groups = new TreeMap<>();
        private final List<String> shared = new ArrayList<>();
        private long expected;

        @Override
        public void open(OperatorContext context, Output output) {}

        @Override
        public void process(int input, Batch batch) {}

        @Override
        public void expect(long entries) {
            assertThat(groups.size()).isEqualTo((int) expected);
            expected += entries;
        }

        @Override
        public void restoreGroup(int keyGroup, DataInput in) throws IOException {
            assertThat(in.readUnsignedByte()).isEqualTo(7);
            assertThat(in.readInt()).isEqualTo(1);
            groups.put(keyGroup, in.readUTF());
        }

        @Override
        public void restoreShared(DataInput in) throws IOException {
            shared.add(in.readUTF());
        }
    }

    private static FrozenState frozen(int[] groups, String shared) {
        return new FrozenState() {
            @Override
            public List<FrozenEntries> parts() {
                Records records = new Records(new RecordLayout());
                for (int group : groups) {
                    records.allocate((long) group << 57);
                }
                return List.of(new FrozenEntries(0, 7, records, (id, out) -> {
                    int group = KeyGroups.ofHash(records.hash(id));
                    out.writeUTF("group " + group + " " + "x".repeat(group * 300));
                }));
            }

            @Override
            public boolean hasShared() {
                return true;
            }

            @Override
            public void writeShared(DataOutput out) throws IOException {
                out.writeUTF(shared);
            }
        };
    }

    private Path written(StateDirectory directory, long id) {
        CheckpointWriter writer = directory.write(id, new DeltaChains());
        writer.add(3, 0, frozen(new int[] {0, 5, 60}, "of 0"));
        writer.add(3, 1, frozen(new int[] {70, 127}, "of 1"));
        writer.finishState();
        writer.seal(new Manifest(
                id,
                "the plan",
                "",
                2,
                false,
                123,
                writer.stateBytes(),
                writer.sections(),
                Map.of(1, List.of(new SourceSplit("a", new byte[] {1, 2}))),
                Map.of(9, List.of(new byte[] {7}, new byte[0]))));
        return directory.directoryOf(id);
    }

    @Test
    void whatWasWrittenComesBackToWhoOwnsItNow() {
        try (StateDirectory directory = StateDirectory.open(root)) {
            written(directory, 1);
            assertThat(directory.found()).containsExactly(new Recovery.Found(1, false, false));
            directory.markDecided(1);
            assertThat(directory.found()).containsExactly(new Recovery.Found(1, true, false));
            RestoredState state = RestoredState.load(directory.directoryOf(1));
            Manifest manifest = state.manifest();
            assertThat(manifest.fingerprint()).isEqualTo("the plan");
            assertThat(manifest.positions().get(1).get(0).position()).containsExactly(1, 2);
            assertThat(manifest.committables().get(9)).hasSize(2);
            for (int workers : new int[] {1, 2, 3, 128}) {
                int groups = 0;
                for (int worker = 0; worker < workers; worker++) {
                    Remembering operator = new Remembering();
                    state.restore(3, worker, workers, operator, () -> {});
                    assertThat(operator.shared).containsExactly("of 0", "of 1");
                    assertThat(operator.expected).isEqualTo(operator.groups.size());
                    for (var entry : operator.groups.entrySet()) {
                        assertThat(KeyGroups.worker(entry.getKey(), workers)).isEqualTo(worker);
                        assertThat(entry.getValue()).startsWith("group " + entry.getKey() + " ");
                        groups++;
                    }
                }
                assertThat(groups).isEqualTo(5);
            }
        }
    }

    @Test
    void readsAKeyGroupThatWasWrittenInASectionOfItsOwn() throws IOException {
        Path checkpoint = root.resolve("old");
        Files.createDirectories(checkpoint);
        List<Manifest.Section> sections = new ArrayList<>();
        try (CheckedWriter state = new CheckedWriter(checkpoint.resolve("state"), CheckedFile.Kind.STATE)) {
            state.out().writeLong(8);
            for (int group : new int[] {5, 100}) {
                long from = state.position();
                state.out().writeByte(7);
                state.out().writeInt(1);
                state.out().writeUTF("group " + group);
                sections.add(new Manifest.Section(3, group, 0, from, state.position() - from, 8));
            }
            state.finish();
        }
        try (CheckedWriter file = new CheckedWriter(checkpoint.resolve("manifest"), CheckedFile.Kind.MANIFEST)) {
            new Manifest(8, "the plan", "", 1, false, 1, 1, sections, Map.of(), Map.of()).write(file.out());
            file.finish();
        }
        Remembering operator = new Remembering();
        RestoredState.load(checkpoint).restore(3, 0, 2, operator, () -> {});
        assertThat(operator.groups).containsExactly(Map.entry(5, "group 5"));
    }

    @Test
    void everyFlippedByteAndEveryCutIsFoundAndNamed() throws IOException {
        Path checkpoint;
        try (StateDirectory directory = StateDirectory.open(root)) {
            checkpoint = written(directory, 1);
            directory.markDecided(1);
        }
        Random random = new Random(42);
        for (String name : List.of("manifest", "state")) {
            Path file = checkpoint.resolve(name);
            byte[] good = Files.readAllBytes(file);
            for (int i = 0; i < 200; i++) {
                byte[] bad = good.clone();
                int at = i < CheckedFile.HEADER_BYTES ? i : random.nextInt(good.length);
                bad[at] ^= (byte) (1 << random.nextInt(8));
                Files.write(file, bad);
                assertRefused(checkpoint, file);
                Files.write(file, java.util.Arrays.copyOf(good, random.nextInt(good.length)));
                assertRefused(checkpoint, file);
            }
            Files.write(file, java.util.Arrays.copyOf(good, good.length + 1));
            assertRefused(checkpoint, file);
            Files.write(file, good);
        }
        RestoredState.load(checkpoint);
        Files.delete(checkpoint.resolve("state"));
        assertRefused(checkpoint, checkpoint.resolve("state"));
    }

    private static void assertRefused(Path checkpoint, Path file) {
        assertThatThrownBy(() -> RestoredState.load(checkpoint))
                .isInstanceOfSatisfying(
                        LevadaException.class,
                        e -> assertThat(e.code()).isIn(ErrorCode.CHECKPOINT_DAMAGED, ErrorCode.CHECKPOINT_TOO_NEW))
                .hasMessageContaining(file.toString());
    }

    @Test
    void aNewerFormatIsRefusedAsNewerAndNotAsDamaged() throws IOException {
        try (StateDirectory directory = StateDirectory.open(root)) {
            Path file = written(directory, 1).resolve("manifest.prepared");
            byte[] bytes = Files.readAllBytes(file);
            ByteBuffer.wrap(bytes).putInt(8, 4);
            Files.write(file, bytes);
            assertThatThrownBy(() -> RestoredState.load(directory.directoryOf(1)))
                    .isInstanceOfSatisfying(
                            LevadaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CHECKPOINT_TOO_NEW));
        }
    }

    @Test
    void aStateFileOfAnotherCheckpointIsRefused() throws IOException {
        try (StateDirectory directory = StateDirectory.open(root)) {
            Path one = written(directory, 1);
            Path two = written(directory, 2);
            Files.copy(one.resolve("state"), two.resolve("state"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            assertRefused(two, two.resolve("state"));
        }
    }

    @Test
    void anUnsealedCheckpointDoesntCountAndItsNumberIsUsed() {
        try (StateDirectory directory = StateDirectory.open(root)) {
            CheckpointWriter writer = directory.write(4, new DeltaChains());
            writer.add(3, 0, frozen(new int[] {1}, ""));
            writer.abandon();
            assertThat(directory.found()).isEmpty();
            assertThat(directory.lastId()).isEqualTo(4);
        }
    }

    @Test
    void whatCrashesLeaveIsDeletedAndItsNumberStaysUsed() {
        try (StateDirectory directory = StateDirectory.open(root)) {
            written(directory, 1);
            directory.markDecided(1);
            // Begun anew from 1; the process ended before it had deleted all that came before.
            directory.beginAnew(2, directory.directoryOf(1));
            written(directory, 2);
            directory.markDecided(2);
            written(directory, 3);
            directory.markDecided(3);
            written(directory, 4);
            for (long id : new long[] {5, 6}) {
                CheckpointWriter writer = directory.write(id, new DeltaChains());
                writer.add(3, 0, frozen(new int[] {1}, ""));
                writer.abandon();
            }
            directory.deleteLeftovers(6);
            assertThat(directory.directoryOf(1)).as("the base").isNotEmptyDirectory();
            assertThat(directory.directoryOf(2)).as("before the beginning").doesNotExist();
            assertThat(directory.directoryOf(3)).as("decided").isNotEmptyDirectory();
            assertThat(directory.directoryOf(4)).as("prepared").isNotEmptyDirectory();
            assertThat(directory.directoryOf(5)).as("not sealed").doesNotExist();
            assertThat(directory.directoryOf(6)).as("only its number").isEmptyDirectory();
            assertThat(directory.lastId()).isEqualTo(6);
        }
    }

    @Test
    void twoProcessesCantHaveTheSameState() {
        try (StateDirectory first = StateDirectory.open(root)) {
            assertThat(first.root()).isEqualTo(root);
            assertThatThrownBy(() -> StateDirectory.open(root))
                    .isInstanceOfSatisfying(
                            LevadaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STATE_IN_USE))
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
        }
        StateDirectory.open(root).close();
    }

    @Test
    void aNewBeginningForgetsAndRemembersItsBase() {
        try (StateDirectory directory = StateDirectory.open(root)) {
            written(directory, 1);
            written(directory, 2);
            directory.markDecided(1);
            directory.markDecided(2);
            Path kept = directory.keep(1);
            directory.beginAnew(2, directory.directoryOf(2));
            assertThat(directory.found()).isEmpty();
            assertThat(directory.base()).isEqualTo(directory.directoryOf(2).toAbsolutePath());
            assertThat(directory.directoryOf(1)).doesNotExist();
            assertThat(RestoredState.load(kept).manifest().id()).isEqualTo(1);
            directory.beginAnew(7, null);
            assertThat(directory.directoryOf(2)).doesNotExist();
            assertThat(directory.base()).isNull();
            assertThat(directory.lastId()).isEqualTo(7);
        }
    }

    @Test
    void theJobsNameInTheWorldStaysAndIsItsOwn(@TempDir Path other) {
        String id;
        try (StateDirectory directory = StateDirectory.open(root)) {
            id = directory.jobId("job");
        }
        try (StateDirectory again = StateDirectory.open(root);
                StateDirectory elsewhere = StateDirectory.open(other)) {
            assertThat(again.jobId("job")).isEqualTo(id).startsWith("job-");
            assertThat(elsewhere.jobId("job")).isNotEqualTo(id);
        }
    }

    @Test
    void aDiskThatRefusesIsNamed() throws IOException {
        try (StateDirectory directory = StateDirectory.open(root)) {
            Files.writeString(directory.directoryOf(1), "a file where a directory should be");
            CheckpointWriter writer = directory.write(1, new DeltaChains());
            assertThatThrownBy(() -> writer.add(1, 0, frozen(new int[] {1}, "")))
                    .isInstanceOfSatisfying(
                            LevadaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE))
                    .hasMessageContaining(root.toString());
        }
    }
}
