package io.vfioreplay.engine.codec;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.EventKind.PayloadUse;
import io.vfioreplay.hardware.event.Field;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.migration.Protocol;
import java.util.stream.IntStream;

/**
 * Whether a row of {@link EventKind}'s table holds what its fields can hold. Checked when an event is taken and again when it
 * is decoded, so that whatever comes out of a journal can be turned into a call. Allocates nothing unless it refuses.
 */
public final class RowCheck {

    /** What {@link #wrongField} answers when there is none. */
    public static final int NONE = -1;

    private static final Field[][] FIELDS = fields();
    /** By kind, the indexes of the values that cannot be every number. */
    private static final int[][] LIMITED = limited();

    private static final boolean[] HAS_PAYLOAD = hasPayload();

    private RowCheck() {}

    /**
     * Refuses an event that could not be read back.
     *
     * @throws IllegalArgumentException when a value, the envelope or the payload is not what its kind can have
     */
    public static void check(Envelope envelope, EventKind kind, long[] values, Payload payload) {
        int wrong = wrongField(kind, values);
        if (wrong != NONE) {
            throw new IllegalArgumentException(describe(kind, wrong, values[wrong]));
        }
        if (!HAS_PAYLOAD[kind.code()] && payload.length() > 0) {
            throw new IllegalArgumentException(
                    kind.label() + " has no payload, but came with " + payload.length() + " bytes");
        }
        if (envelope.device() < Envelope.HOST
                || envelope.witness() < 0
                || envelope.result() < Envelope.UNOBSERVED
                || envelope.record() < Envelope.NO_RECORD
                || envelope.durationNanos() < Envelope.NO_DURATION) {
            throw new IllegalArgumentException("device " + envelope.device() + ", witness " + envelope.witness()
                    + ", result " + envelope.result() + ", record " + envelope.record() + ", duration "
                    + envelope.durationNanos());
        }
    }

    /** The index of the first field with a number that its type does not have, or {@link #NONE}. */
    static int wrongField(EventKind kind, long[] values) {
        Field[] fields = FIELDS[kind.code()];
        for (int field : LIMITED[kind.code()]) {
            if (!isPossible(fields[field], values[field])) {
                return field;
            }
        }
        return NONE;
    }

    /** Whether a field can have every number. */
    static boolean takesEveryNumber(Field field) {
        return switch (field.type()) {
            case DECIMAL, HEX -> true;
            case STATE, PROTOCOL, CHOICE, ORIGIN, TARGET -> false;
        };
    }

    static String describe(EventKind kind, int field, long value) {
        return "field " + FIELDS[kind.code()][field].name() + " of " + kind.label() + " cannot be " + value;
    }

    private static boolean isPossible(Field field, long value) {
        return switch (field.type()) {
            case DECIMAL, HEX -> true;
            case STATE -> isProtocol(value >>> Integer.SIZE);
            case PROTOCOL -> isProtocol(value);
            case CHOICE -> value >= 0 && value < field.choices().size();
            case ORIGIN, TARGET -> value >= -1 && value <= Integer.MAX_VALUE;
        };
    }

    /** Not by {@link Protocol#ofCode}, which makes an {@code Optional} for every event. */
    private static boolean isProtocol(long code) {
        return code >= Protocol.V1_UAPI.code() && code <= Protocol.V2.code();
    }

    private static Field[][] fields() {
        EventKind[] kinds = EventKind.values();
        Field[][] fields = new Field[kinds.length][];
        for (EventKind kind : kinds) {
            fields[kind.code()] = kind.fields().toArray(new Field[0]);
        }
        return fields;
    }

    private static int[][] limited() {
        int[][] limited = new int[FIELDS.length][];
        for (int code = 0; code < FIELDS.length; code++) {
            Field[] fields = FIELDS[code];
            limited[code] = IntStream.range(0, fields.length)
                    .filter(i -> !takesEveryNumber(fields[i]))
                    .toArray();
        }
        return limited;
    }

    private static boolean[] hasPayload() {
        boolean[] hasPayload = new boolean[FIELDS.length];
        for (EventKind kind : EventKind.values()) {
            hasPayload[kind.code()] = kind.payloadUse() != PayloadUse.NONE;
        }
        return hasPayload;
    }
}
