package io.vfioreplay.engine.capture.qemu;

import io.vfioreplay.hardware.event.Envelope;

/**
 * The records of a binary trace, one after the other; what the accessors say is valid until the next {@link #next()}. One
 * thread.
 *
 * <pre>
 *  mapping:  u64 0 | u64 event id | u32 length | name
 *  event:    u64 1 | u64 event id | u64 time in ns | u32 length from the id on | u32 process | arguments
 * </pre>
 *
 * <p>A record that cannot be one is passed over up to the next place where two in a row can be, or the file ends. A record whose
 * length is possible and wrong shows by what follows it: where nothing does and another one begins inside, it ends there.
 *
 * <p>Source: QEMU {@code trace/simple.c}, version 4 of the format, which has no other specification.
 */
final class SimpleRecords {

    /** What a record is. */
    enum Kind {
        /** The name of an event. */
        MAPPING,
        /** An event. */
        EVENT,
        /** How many events were lost here, as QEMU says. */
        LOST,
        /** Something that is no record. */
        DAMAGED,
        /** The file ends inside it. */
        CUT
    }

    private static final int TYPE_BYTES = 8;
    private static final int ID = 8;
    private static final int MAPPING_LENGTH = 16;
    private static final int MAPPING_HEADER_BYTES = 20;
    private static final int TIME = 16;
    private static final int EVENT_LENGTH = 24;
    private static final int EVENT_HEADER_BYTES = 32;
    private static final int NAME_BYTES_MAX = 256;
    /** ours: a trace event has at most 10 arguments and QEMU cuts texts at 512 bytes. */
    private static final int RECORD_BYTES_MAX = 1 << 13;

    private static final int WINDOW_BYTES = 2 * (RECORD_BYTES_MAX + EVENT_HEADER_BYTES);
    private static final long LOST_ID = -2;
    private static final int NO_RECORD = -1;
    private static final int PARTIAL = 0;

    private final RecordBytes bytes;
    private final EventNames names;
    private Kind kind = Kind.DAMAGED;
    private long number;
    private long offset;
    private long length;
    private long timeNanos = Envelope.NO_TIME;
    private String found = "";
    private int held;

    /**
     * The records from where the window stands, behind the header of the file.
     *
     * @param names those learnt so far; what is not among them does not end a damage
     */
    SimpleRecords(RecordBytes bytes, EventNames names) {
        this.bytes = bytes;
        this.names = names;
    }

    /** Goes to the next record; false at the end. */
    boolean next() {
        bytes.pass(held);
        offset = bytes.offset();
        int available = bytes.available(WINDOW_BYTES);
        held = 0;
        if (available == 0) {
            return false;
        }
        number++;
        int whole = shape(0, false);
        if (whole == NO_RECORD) {
            passDamage(available);
        } else if (whole == PARTIAL) {
            take(Kind.CUT, available);
        } else {
            read(whole, available);
        }
        return true;
    }

    Kind kind() {
        return kind;
    }

    /** The number of the record, from 1; a damage counts as one. */
    long number() {
        return number;
    }

    /** Where it begins in the decompressed file. */
    long offset() {
        return offset;
    }

    /** How many bytes it has. */
    long length() {
        return length;
    }

    /** When it was written, ns of a monotonic clock; of a record that is no event, when the last one was. */
    long timeNanos() {
        return timeNanos;
    }

    /** The number of the event; of a mapping, of which event this is the name. */
    long id() {
        return bytes.u64(ID);
    }

    /** What is there, of a record that is damaged or cut. */
    String found() {
        return found;
    }

    /** Where the arguments of an event, or a name, begin in the window. */
    int from() {
        return kind == Kind.MAPPING ? MAPPING_HEADER_BYTES : EVENT_HEADER_BYTES;
    }

    /** Where they end. */
    int to() {
        return held;
    }

    /** A record that begins well: it is as long as it says, unless another one begins inside it. */
    private void read(int whole, int available) {
        boolean endsWell = whole <= available && isFollowed(whole);
        int other = endsWell ? NO_RECORD : search(Math.min(whole, available));
        if (other != NO_RECORD) {
            take(Kind.DAMAGED, other);
        } else if (whole > available) {
            take(Kind.CUT, available);
        } else {
            boolean isMapping = bytes.u64(0) == 0;
            timeNanos = isMapping ? timeNanos : bytes.u64(TIME);
            take(isMapping ? Kind.MAPPING : id() == LOST_ID ? Kind.LOST : Kind.EVENT, whole);
        }
    }

    private void take(Kind newKind, int newLength) {
        kind = newKind;
        length = newLength;
        held = newLength;
        found = kind == Kind.DAMAGED || kind == Kind.CUT ? shown(newLength) : "";
    }

    private void passDamage(int available) {
        kind = Kind.DAMAGED;
        found = shown(available);
        do {
            bytes.pass(1);
        } while (bytes.available(WINDOW_BYTES) > 0 && !begins(0));
        length = bytes.offset() - offset;
    }

    /** Where the first record inside the one at the beginning of the window begins. */
    private int search(int end) {
        for (int at = TYPE_BYTES; at < end; at++) {
            if (begins(at)) {
                return at;
            }
        }
        return NO_RECORD;
    }

    private boolean begins(int at) {
        int whole = shape(at, true);
        return whole > 0 && at + whole <= bytes.available(at + whole) && isFollowed(at + whole);
    }

    private boolean isFollowed(int at) {
        int rest = bytes.available(at + EVENT_HEADER_BYTES) - at;
        return rest == 0 || shape(at, false) != NO_RECORD;
    }

    /**
     * The length of the record at a place, {@link #PARTIAL} where the file ends before it shows, or {@link #NO_RECORD}.
     *
     * @param strict whether an event must be one that has a name
     */
    private int shape(int at, boolean strict) {
        int available = bytes.available(at + EVENT_HEADER_BYTES) - at;
        if (available < TYPE_BYTES) {
            return PARTIAL;
        }
        long type = bytes.u64(at);
        if (type == 0) {
            return available < MAPPING_HEADER_BYTES ? PARTIAL : mapping(at, available);
        }
        if (type == 1) {
            return available < EVENT_HEADER_BYTES ? PARTIAL : event(at, strict);
        }
        return NO_RECORD;
    }

    private int mapping(int at, int available) {
        int nameLength = bytes.u32(at + MAPPING_LENGTH);
        long id = bytes.u64(at + ID);
        if (id < 0 || id >= EventNames.IDS_MAX || nameLength < 1 || nameLength > NAME_BYTES_MAX) {
            return NO_RECORD;
        }
        int whole = MAPPING_HEADER_BYTES + nameLength;
        for (int i = MAPPING_HEADER_BYTES; i < Math.min(whole, available); i++) {
            if (!isNameByte(bytes.u8(at + i))) {
                return NO_RECORD;
            }
        }
        return whole;
    }

    private int event(int at, boolean strict) {
        int whole = bytes.u32(at + EVENT_LENGTH) + TYPE_BYTES;
        long id = bytes.u64(at + ID);
        boolean isEvent = id == LOST_ID || (strict ? names.isKnown(id) : id >= 0 && id < EventNames.IDS_MAX);
        boolean fits = whole >= EVENT_HEADER_BYTES && whole <= RECORD_BYTES_MAX && bytes.u64(at + TIME) >= 0;
        return isEvent && fits ? whole : NO_RECORD;
    }

    private String shown(int available) {
        if (available < EVENT_HEADER_BYTES) {
            return available + " bytes";
        }
        long type = bytes.u64(0);
        return switch (type == 0 || type == 1 ? (int) type : -1) {
            case 0 -> "the name of event 0x%x with %d bytes".formatted(id(), bytes.u32(MAPPING_LENGTH));
            case 1 -> "event 0x%x at %d ns with %d bytes".formatted(id(), bytes.u64(TIME), bytes.u32(EVENT_LENGTH));
            default -> "a record of type 0x%x".formatted(type);
        };
    }

    private static boolean isNameByte(byte b) {
        return (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9') || (b >= 'A' && b <= 'Z') || b == '_';
    }
}
