package io.vfioreplay.hardware.state;

import java.util.Comparator;

/**
 * The order of paths in a {@link StateTree}: segment by segment, hexadecimal offsets ({@code 0x4} before {@code 0x10}) and
 * runs of digits ({@code bar2} before {@code bar10}) by value, everything else by UTF-16 code unit. No locale takes part.
 */
final class PathOrder implements Comparator<String> {

    static final PathOrder INSTANCE = new PathOrder();

    private static final String HEX = "0x";
    private static final char SEPARATOR = '/';

    private PathOrder() {}

    /** Paths next to each other mostly differ in their last segment, so what they have in common is passed over first. */
    @Override
    public int compare(String left, String right) {
        int differs = 0;
        int end = Math.min(left.length(), right.length());
        while (differs < end && left.charAt(differs) == right.charAt(differs)) {
            differs++;
        }
        if (differs == left.length() || differs == right.length()) {
            return Integer.compare(left.length(), right.length());
        }
        int from = left.lastIndexOf(SEPARATOR, differs - 1) + 1;
        return segments(left, from, segmentEnd(left, from), right, from, segmentEnd(right, from));
    }

    private static int segments(String left, int from, int to, String right, int rightFrom, int rightTo) {
        if (left.startsWith(HEX, from) && right.startsWith(HEX, rightFrom) && to - from != rightTo - rightFrom) {
            return Integer.compare(to - from, rightTo - rightFrom);
        }
        int i = from;
        int j = rightFrom;
        while (i < to && j < rightTo) {
            if (isDigit(left.charAt(i)) && isDigit(right.charAt(j))) {
                int order = Integer.compare(digits(left, i, to), digits(right, j, rightTo));
                if (order != 0) {
                    return order;
                }
            }
            int order = Character.compare(left.charAt(i++), right.charAt(j++));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(to - i, rightTo - j);
    }

    private static int digits(String text, int from, int to) {
        int at = from;
        while (at < to && isDigit(text.charAt(at))) {
            at++;
        }
        return at - from;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static int segmentEnd(String path, int from) {
        int end = path.indexOf(SEPARATOR, from);
        return end < 0 ? path.length() : end;
    }
}
