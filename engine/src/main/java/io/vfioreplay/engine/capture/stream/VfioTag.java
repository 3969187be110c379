package io.vfioreplay.engine.capture.stream;

import org.jspecify.annotations.Nullable;

/**
 * The 64-bit big-endian words that divide the section of a VFIO device.
 *
 * <p>Source: QEMU {@code VFIO_MIG_FLAG_*}, {@code hw/vfio/migration.c} (7.2), {@code hw/vfio/vfio-migration-internal.h} (10.x).
 */
enum VfioTag {
    /** The section ends here. */
    END_OF_STATE(1),
    /** PCI configuration space and interrupts follow; their length is not told. */
    DEV_CONFIG_STATE(2),
    /** Nothing follows: the device was told to begin. */
    DEV_SETUP_STATE(3),
    /** A 64-bit length and as many bytes of the device follow. */
    DEV_DATA_STATE(4),
    /** The initial data was all sent; ends the section like {@link #END_OF_STATE}. Since QEMU 8.1. */
    DEV_INIT_DATA_SENT(5),
    /** The configuration, sent elsewhere, may be loaded; ends the section too. Since QEMU 10.1. */
    DEV_CONFIG_LOAD_READY(6);

    /** How long a tag is. */
    static final int BYTES = Long.BYTES;

    private static final long PREFIX = 0xffffffffef100000L;
    private static final VfioTag[] ALL = values();

    private final int code;

    VfioTag(int code) {
        this.code = code;
    }

    /** The tag that is this word, or null. */
    static @Nullable VfioTag of(long word) {
        long code = word - PREFIX;
        return code >= 1 && code <= ALL.length ? ALL[(int) code - 1] : null;
    }

    /** Whether a tag is at this place. */
    static boolean isAt(StreamBytes bytes, int at) {
        return bytes.has(at, BYTES) && of(bytes.be64(at)) != null;
    }

    long word() {
        return PREFIX + code;
    }
}
