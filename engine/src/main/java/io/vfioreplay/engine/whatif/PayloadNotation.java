package io.vfioreplay.engine.whatif;

import io.vfioreplay.hardware.event.EventKind.PayloadUse;
import io.vfioreplay.hardware.event.Payload;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.OptionalLong;

/**
 * How the bytes of an event are written.
 *
 * <pre>
 *   data=00ff1234         bytes in their order, in hexadecimal digits
 *   data=0x00000001       a little-endian number, as wide as its digits: what a dump shows for up to 8 bytes
 *   data=1/4              the same with its width in bytes
 *   data="text"           UTF-8, with \" \\ \n and &#92;u0000
 *   status=hex:c0ff       for texts that are no UTF-8
 * </pre>
 */
final class PayloadNotation {

    private static final String HEX = "hex:";
    private static final String NUMBER = "0x";
    private static final int ESCAPE_DIGITS = 4;

    private PayloadNotation() {}

    /** The text that {@link #read} makes these bytes of. */
    static String text(PayloadUse use, Payload payload) {
        byte[] bytes = payload.toByteArray();
        if (use != PayloadUse.TEXT) {
            return HexFormat.of().formatHex(bytes);
        }
        String text = payload.utf8();
        boolean isText = Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes);
        return isText ? quoted(text) : HEX + HexFormat.of().formatHex(bytes);
    }

    /**
     * The bytes that were written.
     *
     * @throws EventSyntaxException when it is none of the forms
     */
    static Payload read(PayloadUse use, Word word) {
        String text = word.text();
        if (text.startsWith("\"")) {
            return Payload.ofUtf8(unquoted(word));
        }
        if (text.startsWith(HEX)) {
            return bytes(word.from(HEX.length()));
        }
        if (use == PayloadUse.TEXT) {
            return Payload.ofUtf8(text);
        }
        int slash = text.indexOf('/');
        if (slash >= 0) {
            return number(word, text.substring(0, slash), Numbers.read(text.substring(slash + 1)));
        }
        if (text.startsWith(NUMBER)) {
            int digits = text.length() - NUMBER.length();
            return number(word, text, digits % 2 == 0 ? OptionalLong.of(digits / 2) : OptionalLong.empty());
        }
        return bytes(word);
    }

    /** A number of this many bytes, the lowest first. */
    private static Payload number(Word word, String number, OptionalLong width) {
        OptionalLong value = Numbers.read(number);
        if (value.isEmpty() || width.isEmpty() || width.getAsLong() < 1 || width.getAsLong() > Long.BYTES) {
            throw word.wrong(
                    "\"" + word.text() + "\" is no number of 1 to 8 bytes; expected for example 0x00000001 or 1/4");
        }
        int bits = (int) width.getAsLong() * Byte.SIZE;
        if (bits < Long.SIZE && value.getAsLong() >>> bits != 0) {
            throw word.wrong("\"" + word.text() + "\" does not fit into " + width.getAsLong() + " bytes");
        }
        return Payload.ofLittleEndian(value.getAsLong(), (int) width.getAsLong());
    }

    private static Payload bytes(Word word) {
        if (word.text().endsWith("...")) {
            throw word.wrong(
                    "these are only the first bytes; expected all of them, or @POSITION for those of an event");
        }
        try {
            return Payload.of(HexFormat.of().parseHex(word.text()));
        } catch (IllegalArgumentException none) {
            throw word.wrong(
                    "\"" + word.text() + "\" are no bytes; expected hexadecimal digits two by two, a number such as"
                            + " 0x00000001 or 1/4, \"text\", or @POSITION");
        }
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                quoted.append("\\u%04x".formatted((int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    private static String unquoted(Word word) {
        String text = word.text();
        StringBuilder plain = new StringBuilder();
        int at = 1;
        while (at < text.length() && text.charAt(at) != '"') {
            char c = text.charAt(at++);
            if (c != '\\') {
                plain.append(c);
                continue;
            }
            char escaped = text.charAt(at++); // A word never ends within its quotes.
            switch (escaped) {
                case '"', '\\' -> plain.append(escaped);
                case 'n' -> plain.append('\n');
                case 'u' -> {
                    plain.append(codeUnit(word, at));
                    at += ESCAPE_DIGITS;
                }
                default -> throw word.from(at - 2).wrong("expected \\\", \\\\, \\n or \\u0000, found \\" + escaped);
            }
        }
        if (at != text.length() - 1) {
            throw word.from(at + 1)
                    .wrong("nothing may follow the closing quote, found \"" + text.substring(at + 1) + "\"");
        }
        return plain.toString();
    }

    private static char codeUnit(Word word, int at) {
        String digits = word.text()
                .substring(at, Math.min(at + ESCAPE_DIGITS, word.text().length()));
        try {
            if (digits.length() == ESCAPE_DIGITS) {
                return (char) HexFormat.fromHexDigits(digits);
            }
        } catch (IllegalArgumentException none) {
            // Told below.
        }
        throw word.from(at).wrong("expected four hexadecimal digits, found \"" + digits + "\"");
    }
}
