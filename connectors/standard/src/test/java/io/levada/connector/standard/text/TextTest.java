package io.levada.connector.standard.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against the JDK. */
class TextTest {
    private static final DateTimeFormatter SQL = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral(' ')
            .appendPattern("HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void parsesTimestampsOfTheSameSecondAsAnyOther() {
        Random random = new Random(2);
        for (TimeText.Layout layout :
                List.of(TimeText.Layout.SQL, TimeText.Layout.SQL_ZULU, TimeText.Layout.ISO, TimeText.Layout.ISO_ZULU)) {
            String form = layout.separator() == 'T' ? "2024-02-29T%02d:59:%02d.%s" : "2024-02-29 %02d:59:%02d.%s";
            String zulu = layout.zulu() ? "Z" : "";
            for (int precision = 0; precision <= 6; precision++) {
                TimestampParser parser = new TimestampParser(layout, precision);
                int known = 0;
                for (int i = 0; i < 2_000; i++) {
                    String fraction = Integer.toString(random.nextInt(1 << random.nextInt(24)));
                    StringBuilder text = new StringBuilder(
                            String.format(form, 22 + random.nextInt(3), random.nextInt(2), fraction) + zulu);
                    if (random.nextInt(4) == 0) {
                        text.setCharAt(random.nextInt(text.length()), "05.Z:9".charAt(random.nextInt(6)));
                    }
                    byte[] bytes = bytes(text + "\"");
                    int end = bytes.length - 1;
                    long expected = new TimestampParser(layout, precision).parse(bytes, 0, end);
                    int after = parser.parseInSameSecond(bytes, 0, bytes.length);
                    if (after == end) {
                        known++;
                        assertThat(parser.micros()).as(text.toString()).isEqualTo(expected);
                    }
                    assertThat(parser.parse(bytes, 0, end)).isEqualTo(expected);
                }
                assertThat(known).as(layout + ", precision " + precision).isGreaterThan(50);
            }
        }
    }

    @Test
    void theEndOfADayHasNoFractions() {
        TimestampParser parser = new TimestampParser(TimeText.Layout.SQL, 3);
        byte[] end = bytes("2024-02-29 24:00:00.0\"");
        assertThat(parser.parse(end, 0, end.length - 1)).isNotEqualTo(TimeText.INVALID);
        byte[] after = bytes("2024-02-29 24:00:00.5\"");
        assertThat(parser.parseInSameSecond(after, 0, after.length)).isEqualTo(-1);
    }

    @Test
    void parsesTimestampsAsJavaTimeDoes() {
        Random random = new Random(1);
        String likely = "0123456789-: .T9";
        TimestampParser parser = new TimestampParser(TimeText.Layout.SQL, 6);
        int good = 0;
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder(String.format(
                    "%04d-%02d-%02d %02d:%02d:%02d.%d",
                    random.nextInt(10_000),
                    1 + random.nextInt(12),
                    1 + random.nextInt(31),
                    random.nextInt(25),
                    random.nextInt(60),
                    random.nextInt(60),
                    random.nextInt(1_000_000)));
            if (random.nextInt(3) == 0) {
                text.setCharAt(random.nextInt(text.length()), likely.charAt(random.nextInt(likely.length())));
            }
            if (random.nextInt(5) == 0) {
                text.setLength(random.nextInt(text.length()));
            }
            byte[] bytes = bytes("\"" + text + "\"");
            long expected = expected(text.toString());
            assertThat(parser.parse(bytes, 1, bytes.length - 1))
                    .as(text.toString())
                    .isEqualTo(expected);
            good += expected == TimeText.INVALID ? 0 : 1;
        }
        assertThat(good).isBetween(10_000, 45_000);
    }

    private static long expected(String text) {
        try {
            LocalDateTime time = LocalDateTime.parse(text, SQL);
            return time.toEpochSecond(ZoneOffset.UTC) * 1_000_000 + time.getNano() / 1000;
        } catch (DateTimeParseException e) {
            return TimeText.INVALID;
        }
    }

    @Test
    void writesDatesAsJavaTimeDoes() {
        ByteWriter out = new ByteWriter(16);
        for (long day = -800_000; day < 3_000_000; day += 37) {
            out.clear();
            TimeText.writeDate(out, day);
            String text = new String(out.array(), 0, out.size(), StandardCharsets.US_ASCII);
            assertThat(text).isEqualTo(DateTimeFormatter.ISO_LOCAL_DATE.format(LocalDate.ofEpochDay(day)));
        }
    }

    @Test
    void writesTimestampsAsJavaTimeDoes() {
        DateTimeFormatter plain = new DateTimeFormatterBuilder()
                .appendPattern("uuuu-MM-dd HH:mm:ss")
                .appendFraction(ChronoField.MICRO_OF_SECOND, 0, 6, true)
                .toFormatter(Locale.ROOT);
        Random random = new Random(11);
        TimestampWriter writer = new TimestampWriter(TimeText.Layout.SQL_ZULU);
        ByteWriter out = new ByteWriter(16);
        long micros = 0;
        for (int i = 0; i < 100_000; i++) {
            micros = switch (random.nextInt(8)) {
                case 0 -> random.nextLong(-62_000_000_000_000_000L, 200_000_000_000_000_000L);
                case 1 -> Math.floorDiv(micros, 60_000_000) * 60_000_000 + 60_000_000;
                case 2 -> micros - 1;
                case 3 -> Math.floorDiv(micros, 1_000_000) * 1_000_000;
                default -> micros + random.nextInt(40) * 1000L;
            };
            out.clear();
            writer.write(out, micros);
            LocalDateTime time = LocalDateTime.ofEpochSecond(
                    Math.floorDiv(micros, 1_000_000), (int) Math.floorMod(micros, 1_000_000) * 1000, ZoneOffset.UTC);
            assertThat(new String(out.array(), 0, out.size(), StandardCharsets.US_ASCII))
                    .isEqualTo(plain.format(time) + "Z");
        }
    }

    @Test
    void writesWholeNumbersAsJavaDoes() {
        Random random = new Random(5);
        ByteWriter out = new ByteWriter(1);
        List<Long> values = new ArrayList<>(List.of(0L, 9L, 10L, 99L, 100L, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 31));
        for (long power = 1; power > 0 && power <= 1_000_000_000_000_000_000L; power *= 10) {
            values.addAll(List.of(power - 1, power, power + 1, -power));
        }
        for (int i = 0; i < 10_000; i++) {
            values.add(random.nextLong() >> random.nextInt(64));
        }
        for (long value : values) {
            out.clear();
            out.writeLong(value);
            out.write(' ');
            out.writePadded(Math.abs(value >>> 1), 12);
            assertThat(new String(out.array(), 0, out.size(), StandardCharsets.US_ASCII))
                    .isEqualTo(value + " " + String.format(Locale.ROOT, "%012d", value >>> 1));
        }
    }

    @Test
    void readsNumbersAsJavaDoes() {
        Random random = new Random(2);
        NumberScanner number = new NumberScanner();
        for (int i = 0; i < 200_000; i++) {
            String text = switch (random.nextInt(4)) {
                case 0 -> Double.toString(Double.longBitsToDouble(random.nextLong() & ~(1L << 62)));
                case 1 -> Long.toString(random.nextLong() >> random.nextInt(64));
                case 2 -> random.nextInt(100_000) + "." + random.nextInt(100_000) + "e" + (random.nextInt(80) - 40);
                default -> Float.toString(Float.intBitsToFloat(random.nextInt() & ~(1 << 30)));
            };
            byte[] bytes = bytes(text);
            assertThat(number.scan(bytes, 0, bytes.length)).isEqualTo(bytes.length);
            if (number.toDouble() != Double.parseDouble(text) || number.toFloat() != Float.parseFloat(text)) {
                assertThat(number.toDouble()).as(text).isEqualTo(Double.parseDouble(text));
                assertThat((float) number.toFloat()).as(text).isEqualTo(Float.parseFloat(text));
            }
            if (number.isInteger()) {
                assertThat(number.toLong()).isEqualTo(Long.parseLong(text));
            }
        }
    }

    @Test
    void knowsUtf8AsTheJdkDoes() {
        Random random = new Random(3);
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = new byte[1 + random.nextInt(6)];
            random.nextBytes(bytes);
            if (random.nextBoolean()) {
                bytes[0] = (byte) (0xE0 + random.nextInt(0x16));
            }
            boolean valid = true;
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            } catch (CharacterCodingException e) {
                valid = false;
            }
            if (Utf8.firstInvalid(bytes, 0, bytes.length) < 0 != valid) {
                assertThat(bytes).as("valid: " + valid).isEmpty();
            }
        }
    }
}
