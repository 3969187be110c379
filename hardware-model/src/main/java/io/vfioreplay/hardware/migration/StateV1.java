package io.vfioreplay.hardware.migration;

/**
 * The bits of a v1 {@code device_state} and what a value of them means. The word is 32 bits wide; only bits 0 to 3 have
 * meanings, and bit 3 (NDMA) only in the two RFC dialects on a device that offers it.
 *
 * <p>Source: Linux 5.8 to 5.17 {@code struct vfio_device_migration_info}; revisions 2 and 3 of the documentation series
 * "vfio: Documentation for the migration region".
 */
public final class StateV1 {

    /** Bit 0: the device runs. */
    public static final int RUNNING = 0b0001;
    /** Bit 1: the device hands out its state. */
    public static final int SAVING = 0b0010;
    /** Bit 2: the device takes in a state. */
    public static final int RESUMING = 0b0100;
    /** Bit 3: the device starts no DMA; proposed by the RFC, reserved in the merged uAPI. */
    public static final int NDMA = 0b1000;
    /** SAVING and RESUMING together: what a failed device reports, never what a client may request. */
    public static final int ERROR = SAVING | RESUMING;
    /** The bits that say what the device does, without NDMA. */
    public static final int PHASE = RUNNING | SAVING | RESUMING;
    /** How many values bits 0 to 3 can have. */
    public static final int VALUES = 16;

    private StateV1() {}

    /** Whether all of these bits are set. */
    public static boolean has(int word, int bits) {
        return (word & bits) == bits;
    }

    /**
     * Whether a device of this dialect can be in this state, ERROR included.
     *
     * @param word bits 0 to 3; in the merged uAPI bit 3 is reserved and means nothing
     */
    public static boolean isReachable(DialectV1 dialect, int word) {
        boolean isError = (word & PHASE) == ERROR && (!dialect.knowsNdma() || (word & NDMA) == 0);
        return isError || isRequestable(dialect, word);
    }

    /** Whether a client may request this state: RESUMING goes with no other bit but NDMA. */
    public static boolean isRequestable(DialectV1 dialect, int word) {
        boolean ndmaIsKnown = dialect.offersNdma() || !dialect.knowsNdma() || (word & NDMA) == 0;
        return ndmaIsKnown && (!has(word, RESUMING) || (word & PHASE) == RESUMING);
    }

    /** What the bits of a value are called: {@code NDMA|SAVING|RUNNING}, {@code STOP} for none, {@code ERROR} for 6. */
    public static String names(int word) {
        if ((word & (PHASE | NDMA)) == 0) {
            return "STOP";
        }
        if ((word & (PHASE | NDMA)) == ERROR) {
            return "ERROR";
        }
        StringBuilder names = new StringBuilder();
        append(names, word, NDMA, "NDMA");
        append(names, word, RESUMING, "RESUMING");
        append(names, word, SAVING, "SAVING");
        append(names, word, RUNNING, "RUNNING");
        return names.toString();
    }

    private static void append(StringBuilder names, int word, int bit, String name) {
        if ((word & bit) != 0) {
            names.append(names.isEmpty() ? "" : "|").append(name);
        }
    }
}
