package io.levada.bench;

import io.levada.core.data.Batch;
import io.levada.core.data.Bytes;
import io.levada.core.data.BytesColumn;
import io.levada.core.data.Column;
import io.levada.core.data.LongColumn;
import io.levada.core.expr.Call;
import io.levada.core.expr.Expr;
import io.levada.core.expr.InputRef;
import io.levada.core.expr.Literal;
import io.levada.core.expr.Op;
import io.levada.core.function.EvaluationContext;
import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import io.levada.engine.codegen.CalcKernel;
import io.levada.engine.codegen.Kernels;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Rows a second that one thread filters and projects, a generated kernel beside a loop written by hand. Arguments: how
 * many milliseconds each measurement takes (1000).
 */
public final class Expressions {
    private static final RowType BIDS = RowType.of(
            new Field("auction", DataType.BIGINT.notNull()),
            new Field("price", DataType.BIGINT.notNull()),
            new Field("channel", DataType.STRING.notNull()),
            new Field("time", DataType.timestamp(3).notNull()));
    private static final EvaluationContext CONTEXT = new EvaluationContext() {
        @Override
        public long nowMicros() {
            return 0;
        }

        @Override
        public ZoneId zone() {
            return ZoneOffset.UTC;
        }

        @Override
        public long watermarkMicros() {
            return 0;
        }
    };

    private final long millis;
    private final Batch batch = bids(new Random(7));

    private Expressions(long millis) {
        this.millis = millis;
    }

    public static void main(String[] args) {
        new Expressions(args.length > 0 ? Long.parseLong(args[0]) : 1000).run();
    }

    private void run() {
        Expr auction = column(0);
        Expr price = column(1);
        Expr everyTenth =
                call(Op.EQ, DataType.BOOLEAN, call(Op.MOD, DataType.BIGINT, auction, literal(10L)), literal(0L));
        double generated =
                measure(kernel(everyTenth, List.of(auction, call(Op.TIMES, DataType.BIGINT, price, literal(3L)))));
        double byHand = measure((input, context) -> byHand(input));
        Expr rate = new Literal(new BigDecimal("0.908"), DataType.decimal(3, 3).notNull());
        Expr decimalPrice = call(Op.CAST, DataType.decimal(12, 0), price);
        double decimal =
                measure(kernel(null, List.of(auction, call(Op.TIMES, DataType.decimal(15, 3), decimalPrice, rate))));
        Expr isWeb = call(Op.EQ, DataType.BOOLEAN, column(2), text("web"));
        Expr isApp = call(Op.LIKE, DataType.BOOLEAN, column(2), text("%app%"));
        Expr label = call(Op.CASE, DataType.STRING, isWeb, text("browser"), isApp, text("telephone"), column(2));
        double like = measure(kernel(isApp, List.of(auction)));
        double equal = measure(kernel(isWeb, List.of(auction)));
        double strings = measure(kernel(null, List.of(auction, label)));
        Expr hour = call(Op.EXTRACT, DataType.BIGINT, text("HOUR"), column(3));
        Expr day = call("DATE_FORMAT", DataType.STRING, column(3), text("yyyy-MM-dd"));
        double times = measure(kernel(null, List.of(hour)));
        double formats = measure(kernel(null, List.of(day)));
        System.out.printf(
                "filter_project_per_s=%.0f by_hand_per_s=%.0f ratio=%.2f decimal_per_s=%.0f like_per_s=%.0f equal_per_s=%.0f strings_per_s=%.0f"
                        + " extract_per_s=%.0f date_format_per_s=%.0f%n",
                generated, byHand, generated / byHand, decimal, like, equal, strings, times, formats);
    }

    private static CalcKernel kernel(@Nullable Expr filter, List<Expr> projections) {
        return Kernels.calc(BIDS, filter, projections, false).get();
    }

    private static Expr column(int index) {
        return new InputRef(index, BIDS.type(index));
    }

    private static Expr literal(long value) {
        return new Literal(value, DataType.BIGINT.notNull());
    }

    private static Expr text(String value) {
        return new Literal(value, DataType.STRING.notNull());
    }

    private static Expr call(String function, DataType type, Expr... args) {
        return new Call(function, List.of(args), type.notNull());
    }

    private static Batch bids(Random random) {
        int rows = Batch.MAX_ROWS;
        List<Bytes> channels =
                List.of(Bytes.of("web"), Bytes.of("android app"), Bytes.of("ios app"), Bytes.of("telephone"));
        LongColumn auction = new LongColumn(rows);
        LongColumn price = new LongColumn(rows);
        BytesColumn channel = new BytesColumn(rows);
        LongColumn time = new LongColumn(rows);
        for (int i = 0; i < rows; i++) {
            auction.append(random.nextInt(100_000));
            price.append(random.nextInt(1_000_000));
            channel.append(channels.get(random.nextInt(channels.size())));
            time.append(1_700_000_000_000_000L + i * 1000L);
        }
        return Batch.inserts(rows, auction, price, channel, time);
    }

    /** What a person would write for this one query. */
    private static @Nullable Batch byHand(Batch input) {
        long[] auctions = ((LongColumn) input.column(0)).values();
        long[] prices = ((LongColumn) input.column(1)).values();
        long[] keptAuctions = new long[input.rowCount()];
        long[] keptPrices = new long[input.rowCount()];
        int count = 0;
        for (int i = 0; i < input.rowCount(); i++) {
            if (auctions[i] % 10 == 0) {
                keptAuctions[count] = auctions[i];
                keptPrices[count++] = prices[i] * 3;
            }
        }
        Column[] columns = {new LongColumn(keptAuctions, count), new LongColumn(keptPrices, count)};
        return count == 0 ? null : Batch.inserts(count, columns);
    }

    /** Rows a second, the best of three turns after a warm-up. */
    private double measure(CalcKernel kernel) {
        double best = 0;
        for (int turn = 0; turn < 4; turn++) {
            long batches = 0;
            long survivors = 0;
            long start = System.nanoTime();
            long end = start + millis * 1_000_000;
            while (System.nanoTime() < end) {
                Batch out = kernel.apply(batch, CONTEXT);
                survivors += out == null ? 0 : out.rowCount();
                batches++;
            }
            if (survivors == 0) {
                throw new IllegalStateException("no row passed");
            }
            double perSecond = batches * (double) batch.rowCount() * 1e9 / (System.nanoTime() - start);
            best = turn == 0 ? 0 : Math.max(best, perSecond);
        }
        return best;
    }
}
