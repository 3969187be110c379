package io.vfioreplay.hardware.rule;

/**
 * Offsets of the registers at the start of a v1 migration region, in bytes.
 *
 * <p>Source: Linux 5.8 to 5.17 {@code struct vfio_device_migration_info}.
 */
final class RegisterV1 {

    static final int DEVICE_STATE = 0;
    static final int RESERVED = 4;
    static final int PENDING_BYTES = 8;
    static final int DATA_OFFSET = 16;
    static final int DATA_SIZE = 24;
    /** The length of all registers; the data stand behind them. */
    static final int HEADER_BYTES = 32;

    private RegisterV1() {}

    /** Whether an access has the place and the width of one register. */
    static boolean isWhole(int offset, int width) {
        return switch (offset) {
            case DEVICE_STATE, RESERVED -> width == Integer.BYTES;
            case PENDING_BYTES, DATA_OFFSET, DATA_SIZE -> width == Long.BYTES;
            default -> false;
        };
    }

    /** The name of the register that has this byte, for people. */
    static String name(int offset) {
        if (offset < 0 || offset >= HEADER_BYTES) {
            return "no register";
        }
        return switch (offset / Integer.BYTES) {
            case 0 -> "device_state";
            case 1 -> "reserved";
            case 2, 3 -> "pending_bytes";
            case 4, 5 -> "data_offset";
            default -> "data_size";
        };
    }
}
