package io.levada.core.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.data.Bytes;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AsciiRegexTest {
    private static final List<String> PARTS =
            List.of("a", "b", "ab", "[ab]", "[^a]", "[a-c]", ".", "(a|b)", "(?:a|bc)", "(b*)", "^", "\\d", "\\.", "|");
    private static final List<String> QUANTIFIERS = List.of("", "", "*", "+", "?");

    private static @Nullable String java(Pattern pattern, String text, int group) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() && group <= matcher.groupCount() ? matcher.group(group) : null;
    }

    private static @Nullable String ours(AsciiRegex regex, String text, int group) {
        Bytes found = regex.extract(Bytes.of("xa" + text + "b").slice(2, 2 + text.length()), group);
        return found == null ? null : found.toString();
    }

    @Test
    void findsWhatJavaFinds() {
        Random random = new Random(7);
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder expression = new StringBuilder();
            for (int j = random.nextInt(6); j >= 0; j--) {
                String part = PARTS.get(random.nextInt(PARTS.size()));
                String quantifier = QUANTIFIERS.get(random.nextInt(QUANTIFIERS.size()));
                expression.append(part).append(part.equals("|") || part.equals("^") ? "" : quantifier);
            }
            AsciiRegex regex = AsciiRegex.of(expression.toString());
            if (regex == null) {
                continue;
            }
            read++;
            Pattern pattern = Pattern.compile(expression.toString());
            for (int j = 0; j < 10; j++) {
                StringBuilder text = new StringBuilder();
                for (int k = random.nextInt(24); k > 0; k--) {
                    text.append("aabbc1.\n".charAt(random.nextInt(8)));
                }
                int group = random.nextInt(3);
                assertThat(ours(regex, text.toString(), group))
                        .as("group %s of %s in %s", group, expression, text)
                        .isEqualTo(java(pattern, text.toString(), group));
            }
        }
        assertThat(read).isGreaterThan(5_000);
    }

    @Test
    void givesUpAtWhatItDoesNotKnow() {
        for (String expression :
                List.of("a*?", "a++", "(ab)*", "a{2}", "a$", "\\bx", "[a&&b]", "é", "(?i)a", "[\\d]")) {
            assertThat(AsciiRegex.of(expression)).as(expression).isNull();
        }
    }

    @Test
    void textOutsideAsciiIsLeftToJava() {
        Regex regex = Regex.of(Bytes.of("(&|^)id=([^&]*)"));
        assertThat(regex).isNotNull();
        assertThat(regex.extract(Bytes.of("é&id=ü&x"), 2)).isEqualTo(Bytes.of("ü"));
        assertThat(regex.extract(Bytes.of("e&id=u&x"), 2)).isEqualTo(Bytes.of("u"));
        assertThat(regex.extract(Bytes.of("e&ix=u&x"), 2)).isNull();
        assertThat(regex.extract(Bytes.of("id="), 3)).isNull();
    }

    @Test
    void findsBytesWhereverTheyLie() {
        Random random = new Random(3);
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int k = random.nextInt(40); k > 0; k--) {
                text.append("ab/é".charAt(random.nextInt(4)));
            }
            String part = List.of("/", "a/", "é", "ba", "").get(random.nextInt(5));
            int from = random.nextInt(text.length() + 1);
            Bytes all = Bytes.of(text.toString());
            int at = Utf8.indexOf(
                    all, Bytes.of(part), Bytes.of(text.substring(0, from)).length());
            int expected = text.indexOf(part, from);
            assertThat(at)
                    .isEqualTo(
                            expected < 0
                                    ? -1
                                    : Bytes.of(text.substring(0, expected)).length());
        }
    }

    @Test
    void aFormatKnowsHowLongItsTextHolds() {
        Random random = new Random(5);
        for (String format : List.of("yyyy-MM-dd", "HH", "HH:mm", "HH:mm:ss", "ss.SSS", "dd SSS mm")) {
            TimestampPattern pattern = new TimestampPattern(Bytes.of(format));
            long micros = -5_000_000_000L;
            for (int i = 0; i < 2_000; i++) {
                micros += random.nextLong(1L << random.nextInt(38)) - (1L << 10);
                assertThat(pattern.format(micros)).isEqualTo(new TimestampPattern(Bytes.of(format)).format(micros));
            }
        }
    }
}
