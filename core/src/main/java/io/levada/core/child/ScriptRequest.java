package io.levada.core.child;

import io.levada.core.error.Position;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A script to run.
 *
 * @param address of the cluster that runs it, such as {@code http://host:8081}; empty for one in the child
 * @param purpose what is wanted of its INSERTs
 * @param settings as SET at the start of the script
 * @param statements in order
 */
public record ScriptRequest(
        String address, Purpose purpose, Map<String, String> settings, List<StatementText> statements) {

    /** What is wanted of a script. */
    public enum Purpose {
        /** Rows of SELECT come back, INSERTs write. */
        RUN,
        /** Nothing is written: the rows that an INSERT would write come back too. */
        COMPARE
    }

    /**
     * @param text without the semicolon
     * @param start where it starts in the script
     */
    public record StatementText(String text, Position start) {}

    public ScriptRequest {
        settings = new LinkedHashMap<>(settings);
        statements = List.copyOf(statements);
    }

    public void write(DataOutput out) throws IOException {
        writeText(out, address);
        out.writeByte(purpose.ordinal());
        out.writeInt(settings.size());
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            writeText(out, setting.getKey());
            writeText(out, setting.getValue());
        }
        out.writeInt(statements.size());
        for (StatementText statement : statements) {
            writeText(out, statement.text());
            out.writeInt(statement.start().line());
            out.writeInt(statement.start().column());
        }
    }

    public static ScriptRequest read(DataInput in) throws IOException {
        String address = readText(in);
        Purpose purpose = Purpose.values()[in.readByte()];
        Map<String, String> settings = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            settings.put(readText(in), readText(in));
        }
        List<StatementText> statements = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            statements.add(new StatementText(readText(in), Position.at(in.readInt(), in.readInt())));
        }
        return new ScriptRequest(address, purpose, settings, statements);
    }

    /** Texts of any length; writeUTF stops at 64 KB. */
    static void writeText(DataOutput out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static String readText(DataInput in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
