package io.levada.cli.script;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.sql.SqlSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The text of a script.
 *
 * @param name as error messages call it
 * @param text with its variables, or without after {@link #replaced}
 */
public record Script(String name, String text) {
    /** The name of standard input. */
    public static final String STDIN = "-";

    /** Reads a file, or standard input for {@code -}. */
    public static Script read(String file, InputStream stdin) {
        try {
            String text = file.equals(STDIN)
                    ? new String(stdin.readAllBytes(), StandardCharsets.UTF_8)
                    : Files.readString(path(file));
            String name = file.equals(STDIN) ? "stdin" : file;
            return new Script(name, text);
        } catch (java.nio.charset.MalformedInputException e) {
            throw new LevadaException(ErrorCode.FILE_NOT_FOUND, file + " is not UTF-8 text", null, null, e);
        } catch (IOException e) {
            throw new LevadaException(ErrorCode.STORAGE, "can't read " + file + ": " + e.getMessage(), null, null, e);
        }
    }

    /**
     * The script that is parsed: each {@code ${name}} is its value. {@code ${env.NAME}} is a variable of the environment,
     * for what should not stand in a script.
     */
    public Script replaced(Map<String, String> variables, Map<String, String> environment) {
        if (!text.contains("${")) {
            return this;
        }
        Map<String, String> values = new HashMap<>(variables);
        environment.forEach((variable, value) -> values.put("env." + variable, value));
        return new Script(name, SqlSession.substitute(text, values));
    }

    private static Path path(String file) {
        Path path = Path.of(file);
        if (!Files.exists(path)) {
            throw new LevadaException(
                    ErrorCode.FILE_NOT_FOUND,
                    "there is no file " + file,
                    "relative names start from " + Path.of("").toAbsolutePath());
        }
        if (Files.isDirectory(path)) {
            throw new LevadaException(ErrorCode.FILE_NOT_FOUND, file + " is a directory", "name a .sql file in it");
        }
        return path;
    }

    /** What a job of this script is called when it doesn't say: the file's name without its ending. */
    public String jobName() {
        Path file = Path.of(name).getFileName();
        String last = file == null ? name : file.toString();
        int dot = last.lastIndexOf('.');
        return dot > 0 ? last.substring(0, dot) : last;
    }
}
