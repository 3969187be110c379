package io.vfioreplay.tool.shell;

import io.vfioreplay.tool.text.Palette;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/** The line at the bottom of the terminal: where one is. */
final class StatusLine {

    private static final String GAP = " | ";

    private StatusLine() {}

    /**
     * The line, as wide as the terminal.
     *
     * @param parts the most important one first; those that have no room are left out
     * @param width columns
     */
    static AttributedString of(List<String> parts, int width, Palette palette) {
        List<String> kept = new ArrayList<>();
        int used = 1;
        for (String part : parts) {
            int needed = part.length() + (kept.isEmpty() ? 0 : GAP.length());
            if (used + needed < width) {
                kept.add(part);
                used += needed;
            }
        }
        String text = " " + String.join(GAP, kept);
        String padded = text + " ".repeat(Math.max(0, width - 1 - text.length()));
        AttributedStyle style = palette.isColoured() ? AttributedStyle.INVERSE : AttributedStyle.DEFAULT;
        return new AttributedString(padded, style);
    }
}
