package io.levada.testkit.expr;

import io.levada.core.data.Bytes;
import io.levada.core.data.ChangeKind;
import io.levada.core.data.Row;
import io.levada.core.type.DataType;
import io.levada.core.type.RowType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Values in boxed form from a seed, those at the edges of a type often. */
public final class RandomValues {
    private static final List<String> TEXTS = List.of(
            "",
            "a",
            "abc",
            " 12 ",
            "-7",
            "3.14",
            "1e3",
            "true",
            "F",
            "Évora",
            "a%b_c",
            "2024-02-29",
            "x=1,y=2",
            "2024-02-29 23:59:59.123456",
            "12:34:56.7",
            "😀 olá",
            "99999999999999999999",
            "foobar",
            "  spaced  ");
    private static final double[] DOUBLES = {0, -0.0, 1, -1.5, 0.1, 1e300, 12345.678, Double.NaN, 1 / 0.0, -1 / 0.0};

    private final Random random;

    public RandomValues(Random random) {
        this.random = random;
    }

    /** Rows of all change kinds. */
    public List<Row> rows(RowType type, int count) {
        List<Row> rows = new ArrayList<>();
        for (int r = 0; r < count; r++) {
            List<@Nullable Object> values = new ArrayList<>();
            for (int i = 0; i < type.size(); i++) {
                boolean isNull = type.type(i).nullable() && random.nextInt(4) == 0;
                values.add(isNull ? null : value(type.type(i)));
            }
            rows.add(new Row(ChangeKind.of((byte) random.nextInt(4)), values));
        }
        return rows;
    }

    /** Never null. */
    public Object value(DataType type) {
        return switch (type.kind()) {
            case BOOLEAN -> random.nextBoolean();
            case TINYINT -> (byte) integer(Byte.MIN_VALUE, Byte.MAX_VALUE);
            case SMALLINT -> (short) integer(Short.MIN_VALUE, Short.MAX_VALUE);
            case INTEGER -> (int) integer(Integer.MIN_VALUE, Integer.MAX_VALUE);
            case BIGINT -> integer(Long.MIN_VALUE, Long.MAX_VALUE);
            case FLOAT -> (float) (double) number();
            case DOUBLE -> number();
            case DECIMAL -> decimal(type);
            case CHAR, VARCHAR -> text(type);
            case BINARY, VARBINARY -> Bytes.of(TEXTS.get(random.nextInt(TEXTS.size())));
            case DATE -> LocalDate.ofEpochDay(random.nextInt(60_000) - 20_000);
            case TIME -> LocalTime.ofNanoOfDay(random.nextInt(86_400_000) * 1_000_000L);
            case TIMESTAMP -> timestamp(type);
            case TIMESTAMP_LTZ -> timestamp(type).toInstant(ZoneOffset.UTC);
            case INTERVAL_YEAR_MONTH -> Period.ofMonths(random.nextInt(60) - 30);
            case INTERVAL_DAY_TIME -> Duration.ofMillis(random.nextInt() * (long) random.nextInt(10));
            case ARRAY -> {
                List<Object> values = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    values.add(value(type.elementType()));
                }
                yield values;
            }
            default -> throw new IllegalArgumentException("no random " + type);
        };
    }

    private long integer(long least, long most) {
        return switch (random.nextInt(8)) {
            case 0 -> 0;
            case 1 -> 1;
            case 2 -> -1;
            case 3 -> least;
            case 4 -> most;
            case 5 -> random.nextInt(100) - 50;
            default -> Math.max(least, Math.min(most, random.nextLong() >> random.nextInt(64)));
        };
    }

    private Double number() {
        return random.nextInt(3) == 0 ? DOUBLES[random.nextInt(DOUBLES.length)] : random.nextGaussian() * 1000;
    }

    private BigDecimal decimal(DataType type) {
        BigInteger most = BigInteger.TEN.pow(type.precision()).subtract(BigInteger.ONE);
        BigInteger unscaled = switch (random.nextInt(5)) {
            case 0 -> BigInteger.ZERO;
            case 1 -> most;
            case 2 -> most.negate();
            case 3 -> BigInteger.valueOf(random.nextInt(1000) - 500).min(most).max(most.negate());
            default -> new BigInteger(random.nextInt(most.bitLength()), random).min(most);
        };
        return new BigDecimal(unscaled, type.scale());
    }

    private String text(DataType type) {
        String text = TEXTS.get(random.nextInt(TEXTS.size()));
        int length = text.codePointCount(0, text.length());
        return length <= type.precision() ? text : text.substring(0, text.offsetByCodePoints(0, type.precision()));
    }

    private LocalDateTime timestamp(DataType type) {
        LocalDateTime base = LocalDateTime.ofEpochSecond(random.nextInt() * 2L, 0, ZoneOffset.UTC);
        int nanos = BigDecimal.valueOf(random.nextDouble())
                .setScale(type.precision(), RoundingMode.DOWN)
                .movePointRight(9)
                .intValue();
        return base.withNano(nanos);
    }
}
