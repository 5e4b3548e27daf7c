package io.levada.engine.checkpoint.store;

import io.levada.core.connector.SourceSplit;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a checkpoint is.
 *
 * @param fingerprint of the plan: see {@link io.levada.engine.checkpoint.Fingerprint}
 * @param decider the name of the outside system that decides it; empty when the manifest does
 * @param ended whether all input was read before it: nothing can follow, so that it holds no state
 * @param takenAtMicros when, since the epoch
 * @param stateBytes the payload of the state file that was written for it
 * @param sections where what lies in the state files
 * @param positions of the splits of each source, by step
 * @param committables of each sink, by sink
 */
public record Manifest(
        long id,
        String fingerprint,
        String decider,
        int workers,
        boolean ended,
        long takenAtMicros,
        long stateBytes,
        List<Section> sections,
        Map<Integer, List<SourceSplit>> positions,
        Map<Integer, List<byte[]>> committables) {
    /** The key group of a section that belongs to no key. */
    public static final int SHARED = -1;

    /**
     * The key group of a section that is a link of a {@link DeltaChain}. The oldest of a chain comes first and holds all
     * that there was: by that the chains of one worker's operator are told apart.
     */
    public static final int ENTRIES = -2;

    private static final int FIRST_FORMAT_WITH_FILES = 2;
    private static final int FIRST_FORMAT_WITH_END = 3;

    /**
     * A part of a state file.
     *
     * @param keyGroup {@link #SHARED} or {@link #ENTRIES}; a key group where it holds all of that, as it did once
     * @param worker that wrote it
     * @param file the checkpoint for which the file was written
     */
    public record Section(int step, int keyGroup, int worker, long offset, long length, long file) {}

    /** The checkpoints whose state files this one needs, its own among them. */
    Set<Long> files() {
        Set<Long> files = new TreeSet<>();
        sections.forEach(section -> files.add(section.file()));
        return files;
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(id);
        writeText(out, fingerprint);
        writeText(out, decider);
        out.writeInt(workers);
        out.writeBoolean(ended);
        out.writeLong(takenAtMicros);
        out.writeLong(stateBytes);
        out.writeInt(sections.size());
        for (Section s : sections) {
            out.writeInt(s.step());
            out.writeShort(s.keyGroup());
            out.writeShort(s.worker());
            out.writeLong(s.offset());
            out.writeLong(s.length());
            out.writeLong(s.file());
        }
        out.writeInt(positions.size());
        for (Map.Entry<Integer, List<SourceSplit>> entry : positions.entrySet()) {
            out.writeInt(entry.getKey());
            out.writeInt(entry.getValue().size());
            for (SourceSplit split : entry.getValue()) {
                writeText(out, split.id());
                writeBytes(out, split.position());
            }
        }
        out.writeInt(committables.size());
        for (Map.Entry<Integer, List<byte[]>> entry : committables.entrySet()) {
            out.writeInt(entry.getKey());
            out.writeInt(entry.getValue().size());
            for (byte[] committable : entry.getValue()) {
                writeBytes(out, committable);
            }
        }
    }

    /** @param format of the file */
    static Manifest read(DataInput in, int format) throws IOException {
        long id = in.readLong();
        String fingerprint = readText(in);
        String decider = readText(in);
        int workers = in.readInt();
        boolean ended = format >= FIRST_FORMAT_WITH_END && in.readBoolean();
        long takenAt = in.readLong();
        long stateBytes = in.readLong();
        List<Section> sections = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            sections.add(new Section(
                    in.readInt(),
                    in.readShort(),
                    in.readShort(),
                    in.readLong(),
                    in.readLong(),
                    format < FIRST_FORMAT_WITH_FILES ? id : in.readLong()));
        }
        Map<Integer, List<SourceSplit>> positions = new TreeMap<>();
        for (int i = in.readInt(); i > 0; i--) {
            List<SourceSplit> splits = new ArrayList<>();
            positions.put(in.readInt(), splits);
            for (int j = in.readInt(); j > 0; j--) {
                splits.add(new SourceSplit(readText(in), readBytes(in)));
            }
        }
        Map<Integer, List<byte[]>> committables = new TreeMap<>();
        for (int i = in.readInt(); i > 0; i--) {
            List<byte[]> of = new ArrayList<>();
            committables.put(in.readInt(), of);
            for (int j = in.readInt(); j > 0; j--) {
                of.add(readBytes(in));
            }
        }
        return new Manifest(
                id, fingerprint, decider, workers, ended, takenAt, stateBytes, sections, positions, committables);
    }

    private static void writeText(DataOutput out, String text) throws IOException {
        writeBytes(out, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static String readText(DataInput in) throws IOException {
        return new String(readBytes(in), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static void writeBytes(DataOutput out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] readBytes(DataInput in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return bytes;
    }
}
