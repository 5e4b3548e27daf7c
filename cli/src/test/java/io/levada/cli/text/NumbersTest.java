package io.levada.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumbersTest {
    @Test
    void numbersReadWell() {
        assertThat(Numbers.grouped(1234567)).isEqualTo("1,234,567");
        assertThat(Numbers.rate(0)).isEqualTo("0");
        assertThat(Numbers.rate(0.44)).isEqualTo("0.4");
        assertThat(Numbers.rate(9.96)).isEqualTo("10");
        assertThat(Numbers.rate(12345.4)).isEqualTo("12,345");
        assertThat(Numbers.rate(2_345_000)).isEqualTo("2.35M");
        assertThat(Numbers.bytes(512)).isEqualTo("512 B");
        assertThat(Numbers.bytes(1536)).isEqualTo("1.5 KB");
        assertThat(Numbers.clock(65)).isEqualTo("01:05");
        assertThat(Numbers.clock(3723)).isEqualTo("1:02:03");
    }
}
