package io.levada.flink.connector;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.table.data.RowData;

/** Looks rows up in files of lines, which each task reads when it starts, and again when they are too old. */
public final class LookupFiles extends LookupRows {
    private static final long serialVersionUID = 1L;

    private final String path;
    private final Duration keep;
    private transient long loadedNanos;

    /** @param keep how long what was read is used; zero for as long as the job runs */
    LookupFiles(String path, Duration keep, DeserializationSchema<RowData> decoder, LookupKeys keys) {
        super(new ArrayList<>(), decoder, keys);
        this.path = path;
        this.keep = keep;
    }

    @Override
    List<String> records() throws IOException {
        loadedNanos = System.nanoTime();
        Path root = new Path(path);
        List<String> lines = new ArrayList<>();
        read(root.getFileSystem(), root.getFileSystem().getFileStatus(root), lines);
        return lines;
    }

    private static void read(FileSystem files, FileStatus status, List<String> lines) throws IOException {
        if (status.isDir()) {
            for (FileStatus child : files.listStatus(status.getPath())) {
                String name = child.getPath().getName();
                if (!name.startsWith(".") && !name.startsWith("_")) {
                    read(files, child, lines);
                }
            }
            return;
        }
        try (InputStream raw = files.open(status.getPath());
                InputStream plain = status.getPath().getName().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader reader = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isEmpty()) {
                    lines.add(line);
                }
            }
        }
    }

    @Override
    public Collection<RowData> lookup(RowData probe) throws IOException {
        if (!keep.isZero() && System.nanoTime() - loadedNanos > keep.toNanos()) {
            load();
        }
        return super.lookup(probe);
    }
}
