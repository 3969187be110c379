package io.vfioreplay.tool.text;

/**
 * Puts colour on text, or leaves it as it is. Colour only repeats what the words say, so nothing is lost without it.
 *
 * <p>Source of the codes: ECMA-48, section 8.3.117 (SGR).
 */
public enum Palette {
    /** For files, pipes and people who set {@code NO_COLOR}. */
    PLAIN,
    /** For terminals. */
    COLOUR;

    private static final String RESET = "\u001b[0m";

    /** What a piece of text is, which decides how it looks. */
    public enum Role {
        /** A headline. */
        TITLE("\u001b[1m"),
        /** Something that is as it should be. */
        GOOD("\u001b[32m"),
        /** Something that should be looked at. */
        WARNING("\u001b[33m"),
        /** Something that is wrong. */
        BAD("\u001b[1;31m"),
        /** What was asked about. */
        ACCENT("\u001b[36m"),
        /** Something that matters less. */
        FAINT("\u001b[2m");

        private final String code;

        Role(String code) {
            this.code = code;
        }
    }

    /** The text in the look of its role. */
    public String paint(Role role, String text) {
        return this == PLAIN || text.isEmpty() ? text : role.code + text + RESET;
    }
}
