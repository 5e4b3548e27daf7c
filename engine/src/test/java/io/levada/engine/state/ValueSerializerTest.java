package io.levada.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levada.core.data.Bytes;
import io.levada.core.data.ChangeKind;
import io.levada.core.data.Row;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValueSerializerTest {
    @Test
    void everyBoxedFormComesBack() throws IOException {
        Row row = Row.of(
                null,
                true,
                false,
                (byte) -1,
                (short) 300,
                7,
                1L << 50,
                1.5f,
                -2.25,
                new BigDecimal("-12345678901234567890.123"),
                "påskeegg",
                Bytes.of(new byte[] {0, -1}),
                LocalDate.of(2026, 11, 22),
                LocalTime.of(23, 59, 59, 999_000_000),
                LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_999_000),
                Instant.parse("2026-11-22T10:00:00.000001Z"),
                Period.ofMonths(-14),
                Duration.ofMillis(86_400_001),
                Row.ofKind(ChangeKind.DELETE, 1, null),
                Arrays.asList(1, null, List.of("x")),
                Map.of("key", List.of(1L)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ValueSerializer.write(row, new DataOutputStream(bytes));
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        assertThat(ValueSerializer.read(in)).isEqualTo(row);
        assertThat(in.available()).isZero();
    }

    @Test
    void whatIsNoValueIsRefused() {
        assertThatThrownBy(() -> ValueSerializer.write(new Object(), new DataOutputStream(new ByteArrayOutputStream())))
                .isInstanceOf(IllegalArgumentException.class);
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(new byte[] {99}));
        assertThatThrownBy(() -> ValueSerializer.read(in)).isInstanceOf(IOException.class);
    }
}
