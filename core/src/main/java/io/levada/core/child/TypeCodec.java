package io.levada.core.child;

import static io.levada.core.child.ScriptRequest.readText;
import static io.levada.core.child.ScriptRequest.writeText;

import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import io.levada.core.type.TypeKind;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Types as bytes. */
final class TypeCodec {
    private TypeCodec() {}

    static void write(DataOutput out, RowType type) throws IOException {
        writeFields(out, type.fields());
    }

    static RowType readRow(DataInput in) throws IOException {
        return new RowType(readFields(in));
    }

    private static void writeFields(DataOutput out, List<Field> fields) throws IOException {
        out.writeInt(fields.size());
        for (Field field : fields) {
            writeText(out, field.name());
            DataType type = field.type();
            out.writeByte(type.kind().ordinal());
            out.writeBoolean(type.nullable());
            out.writeInt(type.precision());
            out.writeInt(type.scale());
            writeFields(out, type.fields());
        }
    }

    private static List<Field> readFields(DataInput in) throws IOException {
        int size = in.readInt();
        List<Field> fields = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            String name = readText(in);
            TypeKind kind = TypeKind.values()[in.readByte()];
            fields.add(
                    new Field(name, new DataType(kind, in.readBoolean(), in.readInt(), in.readInt(), readFields(in))));
        }
        return fields;
    }
}
