package io.levada.core.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BytesColumnTest {
    private static final List<@Nullable String> TEXTS =
            Arrays.asList("", "a", null, "seven b", "eight by", "a text of some length", "grüße", null, "");

    private static BytesColumn written(List<@Nullable String> texts) {
        BytesColumn column = new BytesColumn(1);
        for (String text : texts) {
            if (text == null) {
                column.appendNull();
            } else {
                column.append(Bytes.of(text));
            }
        }
        return column;
    }

    private static List<@Nullable String> texts(BytesColumn column) {
        List<@Nullable String> texts = new ArrayList<>();
        for (int i = 0; i < column.size(); i++) {
            texts.add(column.isNull(i) ? null : column.get(i).toString());
        }
        return texts;
    }

    private static BytesColumn gathered(BytesColumn source, int... rows) {
        BytesColumn column = new BytesColumn(rows.length);
        column.appendFrom(source, rows, rows.length);
        return column;
    }

    private static int[] backwards(int size) {
        return IntStream.range(0, size).map(i -> size - 1 - i).toArray();
    }

    @Test
    void gatheredValuesShareTheirBytes() {
        BytesColumn source = written(TEXTS);

        BytesColumn once = gathered(source, backwards(TEXTS.size()));
        BytesColumn twice = gathered(once, backwards(TEXTS.size()));

        assertThat(texts(once)).isEqualTo(TEXTS.reversed());
        assertThat(texts(twice)).isEqualTo(TEXTS);
        assertThat(twice.buffers()[0]).isSameAs(source.data());
        assertThat(twice.buffers()).isSameAs(once.buffers());
    }

    @Test
    void bothFormsHashAndCompareAlike() {
        BytesColumn written = written(TEXTS);
        BytesColumn shared = gathered(written, IntStream.range(0, TEXTS.size()).toArray());
        for (int i = 0; i < TEXTS.size(); i++) {
            assertThat(shared.hash(i)).isEqualTo(written.hash(i));
            for (int j = 0; j < TEXTS.size(); j++) {
                boolean equal = java.util.Objects.equals(TEXTS.get(i), TEXTS.get(j));
                assertThat(shared.equalAt(i, written, j)).isEqualTo(equal);
                assertThat(written.equalAt(i, shared, j)).isEqualTo(equal);
            }
        }
    }

    @Test
    void wordsThatHoldTheirBytesAreValuesToo() {
        byte[] bytes = "inline".getBytes(StandardCharsets.UTF_8);
        long[] words = {BytesWord.inline(bytes, 0, 6), 0, BytesWord.EMPTY, BytesWord.of(0, 2, 4), BytesWord.ofWhole(0)};
        BytesColumn column = new BytesColumn(2);
        column.appendWords(words, words.length, new byte[][] {bytes});
        List<@Nullable String> expected = Arrays.asList("inline", null, "", "line", "inline");

        assertThat(texts(column)).isEqualTo(expected);
        assertThat(column.length(0)).isEqualTo(6);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(column.hash(i)).isEqualTo(written(expected).hash(i));
            assertThat(column.equalAt(0, column, i)).isEqualTo(i == 0 || i == 4);
        }
        assertThat(column.offsets()).containsExactly(0, 6, 6, 6, 10, 16);
        assertThat(new String(column.data(), StandardCharsets.UTF_8)).isEqualTo("inlinelineinline");
    }

    @Test
    void shortValuesCompareInTheirWordAsTheirBytesDo() {
        List<Bytes> values = List.of(
                Bytes.EMPTY,
                Bytes.of("\0"),
                Bytes.of("a"),
                Bytes.of("a\0"),
                Bytes.of("a\0\0\0\0\0\0\0"),
                Bytes.of("ab"),
                Bytes.of("abcdefg"),
                Bytes.of("abcdefgh"),
                Bytes.of("ü"));
        for (Bytes left :
                values.stream().filter(v -> v.length() <= BytesWord.MAX_INLINE).toList()) {
            long word = BytesWord.inline(left.array(), left.offset(), left.length());
            for (Bytes right : values) {
                assertThat(Integer.signum(BytesWord.compareInline(word, right.array(), 0, right.length())))
                        .isEqualTo(Integer.signum(left.compareTo(right)));
            }
        }
    }

    @Test
    void whatIsAppendedAfterwardsMayLieElsewhere() {
        BytesColumn one = written(TEXTS);
        BytesColumn other = written(List.of("from another", "column"));
        BytesColumn column = gathered(one, 5, 2);
        column.appendFrom(other, new int[] {1, 0}, 2);
        column.appendFrom(gathered(other, 0, 1), 1);
        column.appendNull();
        column.append(Bytes.of("written"));
        column.appendFrom(gathered(one, 4, 5), new int[] {0}, 1);
        column.appendWords(new long[] {BytesWord.of(0, 0, 4), 0}, 2, new byte[][] {other.data()});

        assertThat(texts(column))
                .containsExactly(
                        "a text of some length",
                        null,
                        "column",
                        "from another",
                        "column",
                        null,
                        "written",
                        "eight by",
                        "from",
                        null);
        assertThat(texts(one)).isEqualTo(TEXTS);
    }

    @Test
    void aColumnOfWordsIsCutLikeAnother() {
        BytesColumn column = gathered(written(TEXTS), 5, 2, 4);
        assertThat(column.data()).hasSize(29);
        column.truncate(1);
        column.appendNull();

        assertThat(texts(column)).containsExactly("a text of some length", null);
        assertThat(column.data()).hasSize(21);
    }

    @Test
    void fewOfManyAndVeryLongValuesAreCopied() {
        List<@Nullable String> many = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            many.add("text number " + i);
        }
        BytesColumn few = gathered(written(many), 7, 9);
        assertThat(texts(few)).containsExactly("text number 7", "text number 9");
        assertThat(few.words()).isNull();

        String longText = "x".repeat(BytesWord.MAX_LENGTH + 1);
        BytesColumn copied = gathered(written(List.of("a", longText)), 1, 0);
        assertThat(texts(copied)).containsExactly(longText, "a");
        assertThat(copied.words()).isNull();
    }
}
