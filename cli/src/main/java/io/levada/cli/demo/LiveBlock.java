package io.levada.cli.demo;

import java.io.PrintStream;
import java.util.List;

/**
 * A block of lines at the bottom of a terminal that is redrawn in place, with lines that scroll away above it. Each update
 * is written at once, so that nothing flickers.
 */
final class LiveBlock {
    private static final String CLEAR_TO_END = "\u001b[J";
    private static final String CLEAR_LINE = "\u001b[K";

    private final PrintStream out;
    private int height;

    LiveBlock(PrintStream out) {
        this.out = out;
    }

    /**
     * @param above new lines for the scrolling part
     * @param block what the block shows from now on; each line must fit the terminal's width
     */
    void update(List<String> above, List<String> block) {
        StringBuilder text = new StringBuilder();
        if (height > 0) {
            text.append("\u001b[").append(height).append('A');
        }
        text.append('\r');
        if (!above.isEmpty() || block.size() < height) {
            text.append(CLEAR_TO_END);
        }
        above.forEach(line -> text.append(line).append(CLEAR_LINE + "\n"));
        block.forEach(line -> text.append(line).append(CLEAR_LINE + "\n"));
        height = block.size();
        out.append(text).flush();
    }
}
