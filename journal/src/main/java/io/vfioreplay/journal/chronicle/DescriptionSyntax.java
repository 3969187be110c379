package io.vfioreplay.journal.chronicle;

/**
 * What a description may look like before the library sees it.
 *
 * <pre>
 *  text  = { token ": " token LF }
 *  token = quoted | plain
 *  quoted = ( '"' | "'" ) { any byte from 0x20 on, but this quote and '\'; or '\' and any such byte } the same quote
 *  plain = bytes from 0x20 on without ':' '#' ',' '{' '}' '[' ']', of which the first is no space, '!', '@', '%', '|' or '>'
 * </pre>
 */
final class DescriptionSyntax {

    private static final String PLAIN_NEVER = ":#,{}[]";
    private static final String PLAIN_NEVER_FIRST = "!@%|>'\"";

    private DescriptionSyntax() {}

    /** Throws {@link IllegalArgumentException} with the place of the first byte that does not fit. */
    static void check(byte[] text) {
        int at = 0;
        while (at < text.length) {
            at = token(text, at);
            at = expect(text, at, ':');
            at = expect(text, at, ' ');
            at = token(text, at);
            at = expect(text, at, '\n');
        }
    }

    private static int token(byte[] text, int at) {
        byte first = at < text.length ? text[at] : 0;
        return first == '"' || first == '\'' ? quoted(text, at + 1, first) : plain(text, at);
    }

    private static int quoted(byte[] text, int from, byte quote) {
        int at = from;
        while (at < text.length && text[at] != quote) {
            at += text[at] == '\\' ? 2 : 1;
            if (Byte.toUnsignedInt(text[Math.min(at, text.length) - 1]) < ' ') {
                throw unexpected(at - 1);
            }
        }
        return expect(text, at, quote);
    }

    private static int plain(byte[] text, int from) {
        if (from >= text.length || !isPlainFirst(text[from])) {
            throw unexpected(from);
        }
        int at = from;
        while (at < text.length
                && Byte.toUnsignedInt(text[at]) >= ' '
                && PLAIN_NEVER.indexOf(Byte.toUnsignedInt(text[at])) < 0) {
            at++;
        }
        return at;
    }

    private static boolean isPlainFirst(byte first) {
        return Byte.toUnsignedInt(first) > ' '
                && (PLAIN_NEVER + PLAIN_NEVER_FIRST).indexOf(Byte.toUnsignedInt(first)) < 0;
    }

    private static int expect(byte[] text, int at, int expected) {
        if (at >= text.length || text[at] != expected) {
            throw unexpected(at);
        }
        return at + 1;
    }

    private static IllegalArgumentException unexpected(int at) {
        return new IllegalArgumentException("unexpected at byte " + at);
    }
}
