package io.levada.functions;

import java.io.IOException;

/** Fails on what it doesn't like, also with a checked exception. */
public class Picky {
    public int eval(String text, int number) throws IOException {
        if (text.isEmpty()) {
            throw new IOException("nothing to read");
        }
        return 10 / number;
    }
}
