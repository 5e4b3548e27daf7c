package io.levada.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveBlockTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final LiveBlock block = new LiveBlock(new PrintStream(bytes, true, StandardCharsets.UTF_8));

    private String written() {
        String text = bytes.toString(StandardCharsets.UTF_8);
        bytes.reset();
        return text;
    }

    @Test
    void redrawsInPlaceAndLetsLinesScrollAwayAbove() {
        block.update(List.of(), List.of("a", "b"));
        assertThat(written()).isEqualTo("\ra\u001b[K\nb\u001b[K\n");
        block.update(List.of(), List.of("c", "d"));
        assertThat(written()).isEqualTo("\u001b[2A\rc\u001b[K\nd\u001b[K\n");
        block.update(List.of("alert"), List.of("e"));
        assertThat(written()).isEqualTo("\u001b[2A\r\u001b[Jalert\u001b[K\ne\u001b[K\n");
        block.update(List.of(), List.of("f"));
        assertThat(written()).startsWith("\u001b[1A");
    }

    @Test
    void aSparklineShowsTheLastValuesBesideTheGreatest() {
        Sparkline line = new Sparkline(3);
        line.add(9);
        line.add(0);
        line.add(5);
        line.add(10);
        assertThat(line.toString()).isEqualTo("▁▅█");
    }
}
