package io.vfioreplay.tool.text;

/** Numbers as bars of ASCII, which every terminal shows. */
final class Bars {

    private static final String LEVELS = " .:-=+*#%@";

    private Bars() {}

    /** A bar of {@code #}, as long as {@code room} for the greatest; at least one for what is not nothing. */
    static String bar(long count, long most, int room) {
        if (count <= 0 || room <= 0) {
            return "";
        }
        return "#".repeat((int) Math.max(1, Math.round((double) count / most * room)));
    }

    /** A character for each number, darker for greater ones; a space only for nothing. */
    static String line(long[] numbers) {
        long most = 1;
        for (long number : numbers) {
            most = Math.max(most, number);
        }
        StringBuilder line = new StringBuilder();
        for (long number : numbers) {
            int level = (int) Math.ceil((double) number / most * (LEVELS.length() - 1));
            line.append(LEVELS.charAt(level));
        }
        return line.toString();
    }
}
