package io.levada.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.cli.text.TextWidth;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalViewTest {
    /** The last column stays free: not every terminal leaves the cursor in a line that is full. */
    private static final int WIDTH = 79;

    /** With another port than the usual one the address is needed, and is as long as it gets. */
    @ParameterizedTest
    @ValueSource(ints = {9092, 65535})
    void theFooterIsCompleteOn80Columns(int port) {
        String question = Demo.question(port, "127.0.0.1:" + port);
        assertThat(question.contains("--define bootstrap=127.0.0.1:65535")).isEqualTo(port == 65535);

        List<String> footer = TerminalView.footer(question, WIDTH);
        assertThat(footer).hasSize(2).allMatch(line -> TextWidth.of(line) <= WIDTH);
        assertThat(footer.getFirst()).endsWith("Ctrl-C ends");
        assertThat(footer.getLast()).endsWith(question);
    }

    @Test
    void aNarrowTerminalCutsIt() {
        assertThat(TerminalView.footer(Demo.question(9092, ""), 30))
                .containsExactly(" ask yourself, in another ter…", "   ./levada run examples/flig…");
    }
}
