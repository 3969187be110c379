package io.vfioreplay.tool.debug;

import io.vfioreplay.tool.text.Palette;

/**
 * How answers may look.
 *
 * @param palette colours, or none
 * @param width columns of the terminal; pictures and wrapped text keep to them
 */
public record Look(Palette palette, int width) {

    /** Columns where nobody knows how many there are. */
    public static final int WIDTH = 100;

    private static final int WIDTH_MIN = 40;
    private static final int WIDTH_MAX = 400;

    /** Believes no terminal that is narrower or wider than any that can be read. */
    public Look {
        width = Math.max(WIDTH_MIN, Math.min(width, WIDTH_MAX));
        palette = palette.within(width);
    }
}
