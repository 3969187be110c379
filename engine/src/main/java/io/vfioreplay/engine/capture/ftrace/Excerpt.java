package io.vfioreplay.engine.capture.ftrace;

/** Text of a capture as it may stand in a message: short, and without control characters. */
final class Excerpt {

    private static final int CHARS_MAX = 80;

    private Excerpt() {}

    /** The beginning of a text. */
    static String of(String text) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), CHARS_MAX); i++) {
            char c = text.charAt(i);
            shown.append(c >= ' ' && c < 0x7f ? c : '?');
        }
        return text.length() > CHARS_MAX ? shown + "..." : shown.toString();
    }
}
