package io.vfioreplay.tool.text;

import java.util.ArrayList;
import java.util.List;

/** Breaks text between words. */
public final class Wrap {

    private Wrap() {}

    /** Lines of at most {@code width} characters; a longer word has a line of its own. */
    public static List<String> at(int width, String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (line.length() > 0 && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
