package io.levada.engine.job;

import io.levada.core.data.Batch;
import io.levada.core.data.LongColumn;
import io.levada.core.data.Watermark;
import io.levada.core.expr.Expr;
import io.levada.core.expr.InputRef;
import io.levada.core.plan.AggregateCall;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.plan.ChangelogNormalize;
import io.levada.core.plan.GroupAggregate;
import io.levada.core.plan.LookupJoin;
import io.levada.core.plan.PlanNode;
import io.levada.core.type.DataType;
import io.levada.core.type.RowType;
import io.levada.engine.codegen.CalcKernel;
import io.levada.engine.operator.FrozenEntries;
import io.levada.engine.operator.FrozenState;
import io.levada.engine.operator.KeyGroups;
import io.levada.engine.operator.KeyHashes;
import io.levada.engine.operator.LookupHolder;
import io.levada.engine.operator.Operator;
import io.levada.engine.operator.OperatorContext;
import io.levada.engine.operator.Output;
import io.levada.engine.state.RecordLayout;
import io.levada.engine.state.Records;
import java.io.DataInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Small operators of the tests' own: a running sum by key, and a probe that notes what time it is told. */
final class TestOperators implements OperatorFactory {
    /** What every probe was told, in order, with its worker in front. */
    final List<String> told = new CopyOnWriteArrayList<>();

    @Override
    public Supplier<Operator> operator(PlanNode node) {
        return switch (node) {
            case GroupAggregate n -> RunningSum::new;
            case ChangelogNormalize n -> Probe::new;
            default -> throw new IllegalArgumentException(node.toString());
        };
    }

    @Override
    public Supplier<Operator> lookup(LookupJoin node, LookupHolder holder) {
        return OperatorFactory.standard(io.levada.core.config.Settings.EMPTY).lookup(node, holder);
    }

    @Override
    public Supplier<CalcKernel> kernel(RowType input, Expr expr) {
        int column = ((InputRef) expr).index();
        return () -> (batch, context) -> Batch.inserts(batch.rowCount(), batch.column(column));
    }

    /** {@code SELECT k, SUM(v) ... GROUP BY k}, telling each new sum as an insert. */
    static GroupAggregate sums(PlanNode input) {
        AggregateCall sum = new AggregateCall("SUM", false, List.of(1), -1, DataType.BIGINT.notNull(), "v");
        return new GroupAggregate(input, List.of(0), List.of(sum), ChangelogMode.RETRACT, FakeWorld.ROWS);
    }

    private static final class RunningSum implements Operator {
        private final Map<Integer, TreeMap<Long, Long>> groups = new HashMap<>();
        private Output output;
        private OperatorContext context;

        @Override
        public void open(OperatorContext newContext, Output newOutput) {
            context = newContext;
            output = newOutput;
        }

        @Override
        public void process(int input, Batch batch) {
            long[] hashes = new long[batch.rowCount()];
            KeyHashes.hash(batch, new int[] {0}, hashes);
            LongColumn keys = new LongColumn(batch.rowCount());
            LongColumn sums = new LongColumn(batch.rowCount());
            for (int row = 0; row < batch.rowCount(); row++) {
                int group = KeyGroups.ofHash(hashes[row]);
                if (KeyGroups.worker(group, context.workers()) != context.worker()) {
                    throw new IllegalStateException("a key of another worker");
                }
                long key = ((LongColumn) batch.column(0)).get(row);
                long value = ((LongColumn) batch.column(1)).get(row);
                keys.append(key);
                sums.append(groups.computeIfAbsent(group, g -> new TreeMap<>()).merge(key, value, Long::sum));
            }
            output.emit(Batch.inserts(batch.rowCount(), keys, sums));
        }

        @Override
        public FrozenState freeze() {
            Map<Integer, TreeMap<Long, Long>> copy = new TreeMap<>();
            groups.forEach((group, sums) -> copy.put(group, new TreeMap<>(sums)));
            RecordLayout layout = new RecordLayout();
            int word = layout.addWords(2);
            Records records = new Records(layout);
            copy.forEach((group, sums) -> sums.forEach((key, sum) -> {
                int id = records.allocate((long) group << 57);
                records.setWord(id, word, key);
                records.setWord(id, word + 1, sum);
            }));
            return new FrozenState() {
                @Override
                public List<FrozenEntries> parts() {
                    return List.of(new FrozenEntries(0, 1, records, (id, out) -> {
                        out.writeLong(records.word(id, word));
                        out.writeLong(records.word(id, word + 1));
                    }));
                }
            };
        }

        @Override
        public void restoreGroup(int keyGroup, DataInput in) throws IOException {
            in.readByte();
            TreeMap<Long, Long> sums = new TreeMap<>();
            for (int i = in.readInt(); i > 0; i--) {
                sums.put(in.readLong(), in.readLong());
            }
            if (groups.put(keyGroup, sums) != null) {
                throw new IllegalStateException("group " + keyGroup + " twice");
            }
        }
    }

    /** Passes rows on and notes them and the watermarks; has more to emit at each watermark than fits once. */
    private final class Probe implements Operator {
        private Output output;
        private OperatorContext context;
        private final List<Batch> held = new ArrayList<>();

        @Override
        public void open(OperatorContext newContext, Output newOutput) {
            context = newContext;
            output = newOutput;
        }

        @Override
        public void process(int input, Batch batch) {
            note("rows " + batch.rowCount());
            held.add(batch);
        }

        @Override
        public boolean watermark(long micros) {
            if (!held.isEmpty()) {
                output.emit(held.remove(0));
                if (!held.isEmpty()) {
                    return false;
                }
            }
            note("time " + (micros == Watermark.END ? "end" : micros));
            return true;
        }

        private void note(String what) {
            told.add(context.worker() + " " + what);
        }
    }
}
