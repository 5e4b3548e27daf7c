package io.levada.core.function;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;

/** Sees the classes of the jars that a session was given, besides those of Levada, which come first. */
public final class UserClassLoader extends URLClassLoader {
    static {
        registerAsParallelCapable();
    }

    public UserClassLoader() {
        super("levada-user-code", new URL[0], UserClassLoader.class.getClassLoader());
    }

    /**
     * Adds a jar, or a folder of classes.
     *
     * @param path of the file system, or a {@code file:} URI
     */
    public void add(String path) {
        Path file;
        try {
            file = path.startsWith("file:") ? Path.of(URI.create(path)) : Path.of(path);
        } catch (IllegalArgumentException e) {
            throw new LevadaException(
                    ErrorCode.SQL_INVALID,
                    "'" + path + "' is not a path of a jar: " + e.getMessage(),
                    null,
                    "jars are read from the local file system",
                    e);
        }
        if (!Files.exists(file)) {
            throw new LevadaException(
                    ErrorCode.FILE_NOT_FOUND,
                    "there is no jar '" + path + "'",
                    "a relative path starts at " + Path.of("").toAbsolutePath());
        }
        try {
            addURL(file.toUri().toURL());
        } catch (MalformedURLException e) {
            throw LevadaException.internal(e);
        }
    }
}
