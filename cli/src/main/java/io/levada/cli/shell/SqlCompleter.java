package io.levada.cli.shell;

import java.util.List;
import java.util.Locale;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes {@link Words}; a keyword that is typed in lower case stays in lower case. */
final class SqlCompleter implements Completer {
    private final Words words;

    SqlCompleter(Words words) {
        this.words = words;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        String typed =
                line.word().substring(0, Math.min(line.wordCursor(), line.word().length()));
        String previous = line.wordIndex() > 0 ? line.words().get(line.wordIndex() - 1) : "";
        for (String word : words.after(line.line(), previous)) {
            String lower = word.toLowerCase(Locale.ROOT);
            if (lower.startsWith(typed.toLowerCase(Locale.ROOT))) {
                boolean keyword = word.equals(word.toUpperCase(Locale.ROOT));
                boolean typedLower = !typed.isEmpty() && typed.equals(typed.toLowerCase(Locale.ROOT));
                candidates.add(new Candidate(keyword && typedLower ? lower : word));
            }
        }
    }
}
