package io.levada.engine.checkpoint.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levada.engine.checkpoint.store.StateFiles.StateFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFilesTest {
    @TempDir
    private Path directory;

    private Path write(String name, byte[] payload) throws IOException {
        Path path = directory.resolve(name);
        try (CheckedWriter file = new CheckedWriter(path, CheckedFile.Kind.STATE)) {
            file.out().write(payload);
            file.finish();
        }
        return path;
    }

    @Test
    void onlyTheFilesThatWereReadLastAreOpen() throws IOException {
        try (StateFiles files = new StateFiles()) {
            List<StateFile> all = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                byte[] number = ByteBuffer.allocate(Integer.BYTES).putInt(i).array();
                all.add(files.open(write("state-" + i, number)));
                assertThat(files.openFiles()).isLessThanOrEqualTo(StateFiles.MOST_OPEN);
            }
            assertThat(files.open(directory.resolve("state-3"))).isSameAs(all.get(3));
            Random random = new Random(3);
            for (int i = 0; i < 1000; i++) {
                int file = random.nextInt(all.size());
                assertThat(ByteBuffer.wrap(all.get(file).read(0, Integer.BYTES)).getInt())
                        .isEqualTo(file);
                assertThat(files.openFiles()).isEqualTo(StateFiles.MOST_OPEN);
            }
        }
    }

    /** The JDK would keep that much memory outside the heap. */
    @Test
    void whatIsLongIsReadInPieces() throws IOException {
        byte[] payload = new byte[(3 << 20) + 5];
        new Random(7).nextBytes(payload);
        try (StateFiles files = new StateFiles()) {
            StateFile file = files.open(write("state", payload));
            byte[] target = new byte[payload.length + 2];
            file.read(3, target, 4, payload.length - 3);
            assertThat(ByteBuffer.wrap(target, 4, payload.length - 3))
                    .isEqualTo(ByteBuffer.wrap(payload, 3, payload.length - 3));
            assertThatThrownBy(() -> file.read(payload.length - 1, 2))
                    .isInstanceOf(EOFException.class)
                    .hasMessageEndingWith("ends too early");
        }
    }
}
