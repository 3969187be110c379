package io.vfioreplay.tool.text;

/**
 * How text may look: in colour or not, and how wide. Colour only repeats what the words say, so nothing is lost without it.
 *
 * <p>Source of the codes: ECMA-48, section 8.3.117 (SGR).
 *
 * @param isColoured whether text is put in colour
 * @param columns of a line, {@link #ANY} where nobody minds
 */
public record Palette(boolean isColoured, int columns) {

    /** Columns of files and pipes, and of a terminal that does not tell. */
    public static final int ANY = Integer.MAX_VALUE;

    /** For files, pipes and people who set {@code NO_COLOR}. */
    public static final Palette PLAIN = new Palette(false, ANY);

    /** For terminals. */
    public static final Palette COLOUR = new Palette(true, ANY);

    /** No terminal that is narrower can be read. */
    private static final int COLUMNS_MIN = 40;

    private static final String RESET = "\u001b[0m";

    /** Believes in no terminal that is too narrow to be read. */
    public Palette {
        columns = Math.max(COLUMNS_MIN, columns);
    }

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

    /** The same for lines of so many columns. */
    public Palette within(int newColumns) {
        return new Palette(isColoured, newColumns);
    }

    /** How many columns sentences fill that are good to read at {@code most}. */
    public int width(int most) {
        return Math.min(most, columns);
    }

    /** The text in the look of its role. */
    public String paint(Role role, String text) {
        return isColoured && !text.isEmpty() ? role.code + text + RESET : text;
    }
}
