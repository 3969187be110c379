package io.vfioreplay.tool.command;

import io.vfioreplay.tool.text.Text;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Seeds as a user writes them, {@code 1..10000}, or one alone.
 *
 * @param first the first
 * @param last the last, at least the first
 */
record SeedRange(long first, long last) {

    private static final Pattern SEEDS = Pattern.compile("([0-9]{1,18})(?:\\.\\.([0-9]{1,18}))?");
    private static final int LENGTH_MAX = 60;

    /**
     * Reads them.
     *
     * @throws UnusableException when these are no seeds
     */
    static SeedRange of(String text) {
        Matcher matcher = SEEDS.matcher(text);
        if (matcher.matches()) {
            long first = Long.parseLong(matcher.group(1));
            long last = matcher.group(2) == null ? first : Long.parseLong(matcher.group(2));
            if (first <= last) {
                return new SeedRange(first, last);
            }
        }
        throw new UnusableException(Text.quoted(text, LENGTH_MAX) + " are no seeds; expected for example 1..10000");
    }
}
