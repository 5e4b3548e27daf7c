package io.levada.core.child;

import static io.levada.core.child.ScriptRequest.readText;
import static io.levada.core.child.ScriptRequest.writeText;

import io.levada.core.data.ChangeKind;
import io.levada.core.data.Row;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.error.Position;
import io.levada.core.type.RowType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.EOFException;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Frames as bytes. One for each end of a stream: it remembers the columns of the result that began last. */
public final class FrameCodec {
    private static final int COLUMNS = 1;
    private static final int CHANGE = 2;
    private static final int END = 3;
    private static final int OUTPUT = 4;
    private static final int NOTE = 5;
    private static final int FAILED = 6;
    private static final int DONE = 7;
    private static final int PAUSE = 8;

    private RowType type = new RowType(List.of());

    public void write(DataOutput out, Frame frame) throws IOException {
        switch (frame) {
            case Frame.Columns columns -> {
                type = columns.type();
                out.writeByte(COLUMNS);
                writeText(out, columns.name());
                TypeCodec.write(out, type);
                out.writeBoolean(columns.updating());
                out.writeBoolean(columns.answer());
                writeText(out, columns.zone().getId());
            }
            case Frame.Change change -> {
                out.writeByte(CHANGE);
                out.writeByte(change.row().kind().code());
                for (int i = 0; i < type.size(); i++) {
                    ValueCodec.write(out, type.type(i), change.row().get(i));
                }
            }
            case Frame.Pause pause -> out.writeByte(PAUSE);
            case Frame.End end -> out.writeByte(END);
            case Frame.Output output -> {
                out.writeByte(OUTPUT);
                out.writeInt(output.bytes().length);
                out.write(output.bytes());
            }
            case Frame.Note note -> {
                out.writeByte(NOTE);
                writeText(out, note.text());
            }
            case Frame.Failed failed -> {
                out.writeByte(FAILED);
                writeError(out, failed.error());
            }
            case Frame.Done done -> out.writeByte(DONE);
        }
    }

    /** The next frame; null when the stream has ended, which it does early when the child died. */
    public @Nullable Frame read(DataInput in) throws IOException {
        int tag;
        try {
            tag = in.readByte();
        } catch (EOFException e) {
            return null;
        }
        return switch (tag) {
            case COLUMNS -> {
                String name = readText(in);
                type = TypeCodec.readRow(in);
                yield new Frame.Columns(name, type, in.readBoolean(), in.readBoolean(), ZoneId.of(readText(in)));
            }
            case CHANGE -> {
                ChangeKind kind = ChangeKind.of(in.readByte());
                List<@Nullable Object> values = new ArrayList<>(type.size());
                for (int i = 0; i < type.size(); i++) {
                    values.add(ValueCodec.read(in, type.type(i)));
                }
                yield new Frame.Change(new Row(kind, values));
            }
            case PAUSE -> new Frame.Pause();
            case END -> new Frame.End();
            case OUTPUT -> {
                byte[] bytes = new byte[in.readInt()];
                in.readFully(bytes);
                yield new Frame.Output(bytes);
            }
            case NOTE -> new Frame.Note(readText(in));
            case FAILED -> new Frame.Failed(readError(in));
            case DONE -> new Frame.Done();
            default -> throw new IOException("no frame begins with " + tag);
        };
    }

    private static void writeError(DataOutput out, LevadaException error) throws IOException {
        writeText(out, error.code().name());
        writeText(out, error.message());
        String hint = error.hint();
        writeText(out, hint == null ? "" : hint);
        Position at = error.position();
        out.writeBoolean(at != null);
        if (at != null) {
            out.writeInt(at.line());
            out.writeInt(at.column());
            out.writeInt(at.endLine());
            out.writeInt(at.endColumn());
        }
    }

    private static LevadaException readError(DataInput in) throws IOException {
        ErrorCode code = ErrorCode.valueOf(readText(in));
        String message = readText(in);
        String hint = readText(in);
        Position at = in.readBoolean() ? new Position(in.readInt(), in.readInt(), in.readInt(), in.readInt()) : null;
        return new LevadaException(code, message, at, hint.isEmpty() ? null : hint, null);
    }
}
