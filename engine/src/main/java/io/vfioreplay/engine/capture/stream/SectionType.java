package io.vfioreplay.engine.capture.stream;

import org.jspecify.annotations.Nullable;

/**
 * The byte that a part of a migration stream begins with.
 *
 * <p>Source: QEMU {@code migration/savevm.h}, {@code QEMU_VM_*}, the same from 2.4 to 10.x.
 */
enum SectionType {
    /** No more sections. */
    END_OF_FILE(0x00),
    /** The first section of something that is saved in several rounds; has a name. */
    START(0x01),
    /** One round more. */
    PART(0x02),
    /** The last round. */
    END(0x03),
    /** All of a device; has a name. */
    FULL(0x04),
    /** JSON that describes the sections, behind the end. */
    DESCRIPTION(0x06),
    /** The machine's name and what the stream depends on. */
    CONFIGURATION(0x07),
    /** From one VMM to the other. */
    COMMAND(0x08);

    /** What a section ends with, before its id. */
    static final int FOOTER = 0x7e;
    /** What an optional part of a device's or of the configuration's state begins with. */
    static final int SUBSECTION = 0x05;
    /** {@link #FOOTER} and an id. */
    static final int FOOTER_BYTES = 5;

    private final int code;

    SectionType(int code) {
        this.code = code;
    }

    /** The type with this byte, or null. */
    static @Nullable SectionType of(int code) {
        return switch (code) {
            case 0x00 -> END_OF_FILE;
            case 0x01 -> START;
            case 0x02 -> PART;
            case 0x03 -> END;
            case 0x04 -> FULL;
            case 0x06 -> DESCRIPTION;
            case 0x07 -> CONFIGURATION;
            case 0x08 -> COMMAND;
            default -> null;
        };
    }

    int code() {
        return code;
    }
}
