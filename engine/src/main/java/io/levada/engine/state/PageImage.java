package io.levada.engine.state;

import io.levada.core.data.BytesWord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A page of records as it lies on disk: the number of its words, of bytes of its strings and of its objects, its words, its
 * strings one after the other with their lengths, its objects. Words that point into an arena only say that there is a
 * string.
 */
final class PageImage {
    /** Larger ones stay in memory. */
    static final int MOST_BYTES = 1 << 30;

    private static final int HEADER = 3 * Integer.BYTES;

    final long[] words;
    final @Nullable Object @Nullable [] objects;

    private PageImage(long[] words, @Nullable Object @Nullable [] objects) {
        this.words = words;
        this.objects = objects;
    }

    /** The bytes that the strings of a page that lie in the arena take on disk. */
    static long stringBytes(RecordLayout layout, long[] words, BytesArena arena) {
        long bytes = 0;
        for (int at = 0; at < words.length; at += layout.words()) {
            for (BytesField field : layout.bytesFields()) {
                if (field.isInArena(words, at)) {
                    bytes += Integer.BYTES + arena.length(words[at + field.word()]);
                }
            }
        }
        return bytes;
    }

    static boolean hasSparse(RecordLayout layout, long[] words, BytesArena arena) {
        for (int at = 0; at < words.length; at += layout.words()) {
            for (BytesField field : layout.bytesFields()) {
                if (field.isInSparseChunk(words, at, arena)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Says of all strings of a page that they aren't needed any more. */
    static void discard(RecordLayout layout, long[] words, BytesArena arena) {
        for (int at = 0; at < words.length; at += layout.words()) {
            for (BytesField field : layout.bytesFields()) {
                if (field.isInArena(words, at)) {
                    arena.discard(words[at + field.word()]);
                }
            }
        }
    }

    /** @param stringBytes as {@link #stringBytes} says it */
    static ByteBuffer encode(
            RecordLayout layout, long[] words, @Nullable Object[] objects, BytesArena arena, int stringBytes) {
        byte[] objectBytes = layout.objects() == 0 ? new byte[0] : bytesOf(objects);
        int wordBytes = words.length * Long.BYTES;
        ByteBuffer image = ByteBuffer.allocate(HEADER + wordBytes + stringBytes + objectBytes.length);
        image.putInt(words.length).putInt(stringBytes).putInt(objectBytes.length);
        image.position(HEADER + wordBytes);
        for (int at = 0; at < words.length; at += layout.words()) {
            for (BytesField field : layout.bytesFields()) {
                if (field.isInArena(words, at)) {
                    long word = words[at + field.word()];
                    int length = arena.length(word);
                    image.putInt(length).put(arena.array(word), BytesWord.start(word), length);
                }
            }
        }
        image.put(objectBytes);
        image.position(HEADER);
        image.asLongBuffer().put(words);
        return image.rewind();
    }

    private static byte[] bytesOf(@Nullable Object[] objects) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (Object object : objects) {
                ValueSerializer.write(object, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Takes a page's strings into the arena. @param image may have more bytes than the page's */
    static PageImage decode(RecordLayout layout, ByteBuffer image, BytesArena arena) {
        int wordCount = image.getInt();
        int stringBytes = image.getInt();
        int objectBytes = image.getInt();
        long[] words = new long[wordCount];
        image.asLongBuffer().get(words);
        int strings = HEADER + words.length * Long.BYTES;
        image.position(strings);
        for (int at = 0; at < words.length; at += layout.words()) {
            for (BytesField field : layout.bytesFields()) {
                if (field.isInArena(words, at)) {
                    int length = image.getInt();
                    words[at + field.word()] = arena.store(image.array(), image.position(), length);
                    image.position(image.position() + length);
                }
            }
        }
        if (layout.objects() == 0) {
            return new PageImage(words, null);
        }
        @Nullable Object[] objects = new Object[wordCount / layout.words() * layout.objects()];
        try (DataInputStream in =
                new DataInputStream(new ByteArrayInputStream(image.array(), strings + stringBytes, objectBytes))) {
            for (int i = 0; i < objects.length; i++) {
                objects[i] = ValueSerializer.read(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new PageImage(words, objects);
    }
}
