package io.vfioreplay.tool.command;

import io.vfioreplay.tool.text.Palette;
import org.jspecify.annotations.Nullable;

/** How wide the help is written: as wide as the terminal, but no wider than is good to read. */
final class HelpWidth {

    private static final int UNKNOWN = 80;

    /** The least that picocli takes. */
    private static final int LEAST = 55;

    private static final int MOST = 100;

    private HelpWidth() {}

    /**
     * In columns.
     *
     * @param columns what the environment says, if anything
     * @param terminal columns of the terminal, {@link Palette#ANY} where it does not tell
     */
    static int of(@Nullable String columns, int terminal) {
        int said = number(columns);
        int known = said != 0 ? said : terminal == Palette.ANY ? UNKNOWN : terminal;
        return Math.max(LEAST, Math.min(MOST, known));
    }

    private static int number(@Nullable String text) {
        return text != null && text.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(text) : 0;
    }
}
