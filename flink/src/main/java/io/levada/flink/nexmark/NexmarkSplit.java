package io.levada.flink.nexmark;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.table.data.RowData;

/** Every {@code of}th block of the stream, from {@code place} on; the blocks are Levada's. */
final class NexmarkSplit implements IteratorSourceSplit<RowData, EventIterator> {
    private final Wanted wanted;
    private final int index;
    private final int of;
    private final long place;

    NexmarkSplit(Wanted wanted, int index, int of, long place) {
        this.wanted = wanted;
        this.index = index;
        this.of = of;
        this.place = place;
    }

    @Override
    public String splitId() {
        return index + "/" + of;
    }

    @Override
    public EventIterator getIterator() {
        return EventIterator.of(wanted, index, of, place);
    }

    @Override
    public IteratorSourceSplit<RowData, EventIterator> getUpdatedSplitForIterator(EventIterator iterator) {
        return new NexmarkSplit(wanted, index, of, iterator.place());
    }

    /** What is wanted is known where splits are read, and isn't written. */
    static final class Serializer implements SimpleVersionedSerializer<NexmarkSplit> {
        private final Wanted wanted;

        Serializer(Wanted wanted) {
            this.wanted = wanted;
        }

        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(NexmarkSplit split) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeInt(split.index);
            out.writeInt(split.of);
            out.writeLong(split.place);
            return bytes.toByteArray();
        }

        @Override
        public NexmarkSplit deserialize(int version, byte[] serialized) throws IOException {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized));
            return new NexmarkSplit(wanted, in.readInt(), in.readInt(), in.readLong());
        }
    }

    /** For the splits that no reader has. */
    static final class ListSerializer implements SimpleVersionedSerializer<Collection<NexmarkSplit>> {
        private final Serializer one;

        ListSerializer(Wanted wanted) {
            one = new Serializer(wanted);
        }

        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(Collection<NexmarkSplit> splits) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeInt(splits.size());
            for (NexmarkSplit split : splits) {
                byte[] written = one.serialize(split);
                out.writeInt(written.length);
                out.write(written);
            }
            return bytes.toByteArray();
        }

        @Override
        public Collection<NexmarkSplit> deserialize(int version, byte[] serialized) throws IOException {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized));
            List<NexmarkSplit> splits = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                splits.add(one.deserialize(version, in.readNBytes(in.readInt())));
            }
            return splits;
        }
    }
}
