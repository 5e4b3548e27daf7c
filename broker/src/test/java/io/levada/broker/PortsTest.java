package io.levada.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levada.core.error.LevadaException;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {
    @TempDir
    Path directory;

    /** On Linux binding fails, too; elsewhere the answer is all that tells. */
    @Test
    void aServerOnAllAddressesHasThePort() throws IOException {
        int port;
        try (ServerSocket other = new ServerSocket(0)) {
            port = other.getLocalPort();
            assertThat(Ports.answers(port)).isTrue();
            assertThat(EmbeddedBroker.isTaken(port)).isTrue();
            assertThatThrownBy(() -> EmbeddedBroker.start(directory, port))
                    .isInstanceOf(LevadaException.class)
                    .hasMessageContaining("the port is in use");
        }
        assertThat(Ports.answers(port)).isFalse();
        assertThat(EmbeddedBroker.isTaken(port)).isFalse();
    }
}
