package io.vfioreplay.engine.capture.ftrace;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The fields {@code NAME=VALUE} of one event that its rules ask for, read from the text of one line at a time. A question for a
 * field that is not there, or no number, is answered 0 and remembered as a {@link #fault()}.
 */
final class Fields {

    private static final int NO_FAULT = -1;

    private final List<Asked> asked = new ArrayList<>();
    private byte[] bytes = new byte[0];
    private byte[][] names = new byte[0][];
    private int[] froms = new int[0];
    private int[] tos = new int[0];
    private long[] numbers = new long[0];
    private boolean[] isNumber = new boolean[0];
    private int fault = NO_FAULT;

    /** A field that is asked for. */
    private record Asked(String name, FieldType type) {}

    /** Asks for the same fields, and can read another text at the same time. */
    Fields copy() {
        Fields copy = new Fields();
        asked.forEach(field -> copy.slot(field.name(), field.type()));
        return copy;
    }

    /** The number by which rules ask for this field. */
    int slot(String name, FieldType type) {
        for (int i = 0; i < asked.size(); i++) {
            if (asked.get(i).name().equals(name) && asked.get(i).type() == type) {
                return i;
            }
        }
        asked.add(new Asked(name, type));
        names = Arrays.copyOf(names, asked.size());
        names[asked.size() - 1] = name.getBytes(StandardCharsets.US_ASCII);
        froms = new int[asked.size()];
        tos = new int[asked.size()];
        numbers = new long[asked.size()];
        isNumber = new boolean[asked.size()];
        return asked.size() - 1;
    }

    /** Reads the text that lies there; of a field that stands there twice the first counts. */
    void read(byte[] buffer, int from, int to) {
        bytes = buffer;
        fault = NO_FAULT;
        Arrays.fill(tos, 0);
        Arrays.fill(isNumber, false);
        int at = from;
        while (at < to) {
            int equals = at;
            while (equals < to && buffer[equals] != '=' && buffer[equals] != ' ') {
                equals++;
            }
            int end = equals;
            while (end < to && buffer[end] != ' ') {
                end++;
            }
            if (equals < end) {
                found(at, equals, end);
            }
            at = end + 1;
        }
    }

    private void found(int nameFrom, int equals, int end) {
        int valueTo = end > equals + 1 && bytes[end - 1] == ',' ? end - 1 : end;
        for (int i = 0; i < froms.length; i++) {
            byte[] name = names[i];
            boolean isAsLong = equals - nameFrom == name.length;
            if (isAsLong && tos[i] == 0 && Arrays.equals(bytes, nameFrom, equals, name, 0, name.length)) {
                froms[i] = equals + 1;
                tos[i] = valueTo;
            }
        }
    }

    /** The number in this field; read once, since several rules may ask. */
    long value(int slot) {
        if (isNumber[slot]) {
            return numbers[slot];
        }
        FieldType type = asked.get(slot).type();
        if (tos[slot] == 0 || !type.fits(bytes, froms[slot], tos[slot])) {
            fault = slot;
            return 0;
        }
        isNumber[slot] = true;
        numbers[slot] = type.parse(bytes, froms[slot], tos[slot]);
        return numbers[slot];
    }

    /** Whether the value of this field is this word. */
    boolean isWord(int slot, byte[] word) {
        if (tos[slot] == 0) {
            fault = slot;
            return false;
        }
        return Arrays.equals(bytes, froms[slot], tos[slot], word, 0, word.length);
    }

    /** Whether a question could not be answered since {@link #read}. */
    boolean isFaulty() {
        return fault != NO_FAULT;
    }

    /** What was found and expected, where {@link #isFaulty()}. */
    String fault() {
        Asked field = asked.get(fault);
        if (tos[fault] == 0) {
            return "found no field %s, expected %s=NUMBER".formatted(field.name(), field.name());
        }
        String value = new String(bytes, froms[fault], tos[fault] - froms[fault], StandardCharsets.ISO_8859_1);
        return "found %s=%s, expected a %s"
                .formatted(field.name(), Excerpt.of(value), field.type().word());
    }
}
