package io.levada.cli.demo.replay;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A gzipped text file read by lines; every error names the file and the line. */
final class DataFile implements AutoCloseable {
    private final Path path;
    private final BufferedReader reader;
    private long line;

    private DataFile(Path path, BufferedReader reader) {
        this.path = path;
        this.reader = reader;
    }

    static DataFile open(Path path) {
        try {
            GZIPInputStream bytes = new GZIPInputStream(Files.newInputStream(path), 1 << 16);
            return new DataFile(
                    path, new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8), 1 << 16));
        } catch (NoSuchFileException e) {
            throw new LevadaException(
                    ErrorCode.FILE_NOT_FOUND,
                    "the data file " + path + " isn't there",
                    null,
                    "the README beside its folder says where it comes from",
                    e);
        } catch (IOException e) {
            throw new LevadaException(
                    ErrorCode.STORAGE, "the data file " + path + " can't be read: " + e, null, null, e);
        }
    }

    /** The next line, or null after the last. */
    @Nullable
    String next() {
        line++;
        try {
            return reader.readLine();
        } catch (IOException e) {
            throw damaged(e.toString());
        }
    }

    /** The next line, which must be there. */
    String expect() {
        String text = next();
        if (text == null) {
            throw damaged("it ends too early");
        }
        return text;
    }

    /** What follows the given name and a comma on the next line. */
    String expect(String name) {
        String text = expect();
        if (!text.startsWith(name + ",")) {
            throw damaged("'" + name + ",…' was expected");
        }
        return text.substring(name.length() + 1);
    }

    LevadaException damaged(String what) {
        return new LevadaException(
                ErrorCode.STORAGE, "the data file " + path + " is damaged at line " + line + ": " + what);
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            // It was only read.
        }
    }
}
