package io.levada.bench.nexmark;

import org.jspecify.annotations.Nullable;

/** How often a character occurs in a text: the function of Nexmark's query 14, as Levada calls it. */
public class CountChar {
    /** 0 where the text is NULL, as in the public benchmark. */
    public long eval(@Nullable String text, String character) {
        if (text == null || character.isEmpty()) {
            return 0;
        }
        char wanted = character.charAt(0);
        long count = 0;
        for (int i = 0; i < text.length(); i++) {
            count += text.charAt(i) == wanted ? 1 : 0;
        }
        return count;
    }
}
