package io.vfioreplay.engine.capture.qemu;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The text of a trace event as a pattern that gives its arguments back: the inverse of the {@code printf} that wrote it.
 * Immutable.
 *
 * <p>Conversions: {@code %d} a decimal number with or without a sign, {@code %x} a hexadecimal one without its {@code 0x},
 * {@code %p} a pointer, {@code %c} one character, {@code %s} any text up to what must follow it. Everything else stands for
 * itself. A text ends where what must follow it stands first; only the last one that something follows is extended until that
 * ends the line, since a shorter text in front never keeps the rest from fitting. So the time is that of one pass over the line
 * for each text, whatever the line holds.
 *
 * <p>Source: QEMU {@code hw/vfio/trace-events} and others, 7.2 to 10.2.
 */
final class TraceFormat {

    /** No text that something follows is longer: names of devices, regions and states. It bounds what is kept of a line. */
    static final int INNER_TEXT_BYTES_MAX = 1 << 10;

    private static final int HEX_DIGITS_MAX = 16;
    private static final int DECIMAL_DIGITS_MAX = 20;
    private static final byte[] NIL = "(nil)".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NONE = new byte[0];
    private static final Piece[] NO_PIECES = new Piece[0];

    private enum Type {
        LITERAL,
        DECIMAL,
        HEX,
        POINTER,
        CHARACTER,
        TEXT
    }

    /** A conversion, or the bytes that stand for themselves. */
    private static final class Piece {
        private final Type type;
        private final byte[] literal;

        Piece(Type type, byte[] literal) {
            this.type = type;
            this.literal = literal;
        }
    }

    /** What stands in front of the first text, between two texts, and behind the last one. */
    private final Piece[][] segments;

    private final boolean[] texts;
    private final String pattern;

    private TraceFormat(String pattern, List<Piece> pieces) {
        this.pattern = pattern;
        this.segments = segments(pattern, pieces);
        List<Piece> arguments =
                pieces.stream().filter(piece -> piece.type != Type.LITERAL).toList();
        this.texts = new boolean[arguments.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = arguments.get(i).type == Type.TEXT;
        }
    }

    private static Piece[][] segments(String pattern, List<Piece> pieces) {
        List<Piece[]> segments = new ArrayList<>();
        List<Piece> segment = new ArrayList<>();
        for (Piece piece : pieces) {
            if (piece.type == Type.TEXT) {
                if (!segments.isEmpty() && segment.isEmpty()) {
                    throw new IllegalArgumentException("two texts with nothing between them: \"" + pattern + "\"");
                }
                segments.add(segment.toArray(NO_PIECES));
                segment.clear();
            } else {
                segment.add(piece);
            }
        }
        segments.add(segment.toArray(NO_PIECES));
        return segments.toArray(new Piece[0][]);
    }

    /** The pattern of a format; throws {@link IllegalArgumentException} on a conversion that it does not know. */
    static TraceFormat of(String pattern) {
        List<Piece> pieces = new ArrayList<>();
        int at = 0;
        while (at < pattern.length()) {
            int percent = pattern.indexOf('%', at);
            int end = percent < 0 ? pattern.length() : percent;
            if (end > at) {
                pieces.add(new Piece(Type.LITERAL, pattern.substring(at, end).getBytes(StandardCharsets.UTF_8)));
            }
            if (percent >= 0) {
                pieces.add(new Piece(type(pattern, percent + 1), NONE));
            }
            at = percent < 0 ? end : percent + 2;
        }
        return new TraceFormat(pattern, pieces);
    }

    private static Type type(String pattern, int at) {
        return switch (at < pattern.length() ? pattern.charAt(at) : ' ') {
            case 'd' -> Type.DECIMAL;
            case 'x' -> Type.HEX;
            case 'p' -> Type.POINTER;
            case 'c' -> Type.CHARACTER;
            case 's' -> Type.TEXT;
            default -> throw new IllegalArgumentException("conversion at %d of \"%s\"".formatted(at, pattern));
        };
    }

    /** How many arguments there are. */
    int arguments() {
        return texts.length;
    }

    /** Whether the argument at {@code index} is a text; the others are numbers. */
    boolean isText(int index) {
        return texts[index];
    }

    /** The format as it was given. */
    String pattern() {
        return pattern;
    }

    /**
     * Whether all of these bytes fit; then {@code args} holds the arguments.
     *
     * @param open whether more may follow behind what fits, after a blank or a comma, as in a later version of an event
     */
    boolean matches(byte[] bytes, int from, int to, TraceArgs args, boolean open) {
        args.clear(bytes);
        int at = segment(segments[0], bytes, from, to, args);
        for (int i = 1; i < segments.length && at >= 0; i++) {
            at = text(i, bytes, at, to, args, open);
        }
        return at >= 0 && isEnd(bytes, at, to, open);
    }

    private static boolean isEnd(byte[] bytes, int at, int to, boolean open) {
        return at == to || (open && (bytes[at] == ' ' || bytes[at] == ','));
    }

    /** Reads a text and the segment behind it; returns where that ends, or -1. */
    private int text(int index, byte[] bytes, int from, int to, TraceArgs args, boolean open) {
        Piece[] segment = segments[index];
        int count = args.count();
        if (segment.length == 0) {
            args.addText(from, to);
            return to;
        }
        boolean last = index == segments.length - 1;
        boolean isLiteral = segment[0].type == Type.LITERAL;
        int first = isLiteral ? segment[0].literal[0] : 0;
        int longest = Math.min(to, from + INNER_TEXT_BYTES_MAX);
        for (int end = from; end <= longest; end++) {
            if (!isLiteral || (end < to && bytes[end] == first)) {
                args.cut(count);
                args.addText(from, end);
                int next = segment(segment, bytes, end, to, args);
                if (next >= 0 && (!last || isEnd(bytes, next, to, open))) {
                    return next;
                }
            }
        }
        return -1;
    }

    private static int segment(Piece[] segment, byte[] bytes, int from, int to, TraceArgs args) {
        int at = from;
        for (int i = 0; i < segment.length && at >= 0; i++) {
            Piece piece = segment[i];
            at = piece.type == Type.LITERAL
                    ? literal(piece.literal, bytes, at, to)
                    : value(piece.type, bytes, at, to, args);
        }
        return at;
    }

    private static int literal(byte[] literal, byte[] bytes, int at, int to) {
        if (to - at < literal.length) {
            return -1;
        }
        for (int i = 0; i < literal.length; i++) {
            if (bytes[at + i] != literal[i]) {
                return -1;
            }
        }
        return at + literal.length;
    }

    private static int value(Type type, byte[] bytes, int at, int to, TraceArgs args) {
        return switch (type) {
            case DECIMAL -> decimal(bytes, at, to, args);
            case HEX -> hex(bytes, at, to, args);
            case POINTER -> pointer(bytes, at, to, args);
            case CHARACTER -> character(bytes, at, to, args);
            case LITERAL, TEXT -> throw new IllegalStateException("no value: " + type);
        };
    }

    private static int decimal(byte[] bytes, int from, int to, TraceArgs args) {
        boolean negative = from < to && bytes[from] == '-';
        int first = negative ? from + 1 : from;
        int at = first;
        long value = 0;
        while (at < to && bytes[at] >= '0' && bytes[at] <= '9' && at - first < DECIMAL_DIGITS_MAX) {
            value = value * 10 + bytes[at] - '0';
            at++;
        }
        if (at == first) {
            return -1;
        }
        args.addNumber(negative ? -value : value);
        return at;
    }

    private static int hex(byte[] bytes, int from, int to, TraceArgs args) {
        int at = from;
        long value = 0;
        while (at < to && at - from < HEX_DIGITS_MAX) {
            int digit = Character.digit(bytes[at], 16);
            if (digit < 0) {
                break;
            }
            value = value << 4 | digit;
            at++;
        }
        if (at == from) {
            return -1;
        }
        args.addNumber(value);
        return at;
    }

    private static int pointer(byte[] bytes, int from, int to, TraceArgs args) {
        int nil = literal(NIL, bytes, from, to);
        if (nil >= 0) {
            args.addNumber(0);
            return nil;
        }
        boolean prefixed = to - from > 2 && bytes[from] == '0' && bytes[from + 1] == 'x';
        return prefixed ? hex(bytes, from + 2, to, args) : -1;
    }

    private static int character(byte[] bytes, int from, int to, TraceArgs args) {
        if (from >= to) {
            return -1;
        }
        args.addNumber(bytes[from]);
        return from + 1;
    }
}
