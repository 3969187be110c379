package io.vfioreplay.engine.wire;

import io.vfioreplay.hardware.event.DmaDirection;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Payload;

/**
 * The bodies of messages, made of events; the counterpart of what a capture's decoders read.
 *
 * <p>Source: vfio-user specification, sections VERSION to MIG_DATA_WRITE; Linux {@code include/uapi/linux/vfio.h},
 * {@code VFIO_DEVICE_FEATURE_*}. What an event does not tell is as libvfio-user and QEMU send it.
 */
final class Body {

    /** No message of vfio-user says what this event does. */
    static final int NO_COMMAND = 0;

    private static final int VERSION = 1;
    private static final int DMA_MAP = 2;
    private static final int DMA_UNMAP = 3;
    private static final int GET_INFO = 4;
    private static final int GET_REGION_INFO = 5;
    private static final int GET_IRQ_INFO = 7;
    private static final int SET_IRQS = 8;
    private static final int REGION_READ = 9;
    private static final int REGION_WRITE = 10;
    private static final int DMA_READ = 11;
    private static final int DMA_WRITE = 12;
    private static final int RESET = 13;
    private static final int FEATURE = 16;
    private static final int MIG_DATA_READ = 17;
    private static final int MIG_DATA_WRITE = 18;

    private static final int CONFIG_REGION = 7;
    private static final int GET = 1 << 16;
    private static final int SET = 2 << 16;
    private static final int UNMAP_WITH_BITMAP = 1;
    private static final int RANGE_BYTES = 16;

    private Body() {}

    /** The command of the message that this event stands for, or {@link #NO_COMMAND}. */
    static int command(EventKind kind, long[] values) {
        return switch (kind) {
            case PROTOCOL_NEGOTIATED -> VERSION;
            case DMA_MAPPED -> DMA_MAP;
            case DMA_UNMAPPED -> DMA_UNMAP;
            case DEVICE_DESCRIBED -> GET_INFO;
            case REGION_DESCRIBED -> GET_REGION_INFO;
            case INTERRUPT_DESCRIBED -> GET_IRQ_INFO;
            case INTERRUPTS_CONFIGURED -> SET_IRQS;
            case MMIO_READ, CONFIG_READ -> REGION_READ;
            case MMIO_WRITTEN, CONFIG_WRITTEN -> REGION_WRITE;
            case DMA_ISSUED, DMA_COMPLETED -> values[2] == DmaDirection.READ.ordinal() ? DMA_READ : DMA_WRITE;
            case DEVICE_RESET -> RESET;
            case FEATURE_REQUESTED,
                    MIGRATION_FEATURES_READ,
                    DEVICE_STATE_SET,
                    DEVICE_STATE_READ,
                    DIRTY_TRACKING_STARTED,
                    DIRTY_TRACKING_STOPPED,
                    DIRTY_PAGES_REPORTED -> FEATURE;
            case MIGRATION_DATA_READ -> MIG_DATA_READ;
            case MIGRATION_DATA_WRITTEN -> MIG_DATA_WRITE;
            case OTHER_REQUEST -> (int) values[0];
            case DEVICE_OPENED,
                    DEVICE_CLOSED,
                    MIGRATION_REGISTER_READ,
                    MIGRATION_REGISTER_WRITTEN,
                    MIGRATION_WINDOW_READ,
                    MIGRATION_WINDOW_WRITTEN,
                    DATA_FD_CLOSED,
                    PRECOPY_INFO_READ,
                    MIGRATION_DATA_SIZE_READ,
                    VCPUS_STARTED,
                    VCPUS_STOPPED,
                    INTERRUPT_RAISED,
                    PAGE_FAULT_BEGAN,
                    PAGE_FAULT_ENDED,
                    MIGRATION_CONTROL_TOUCHED,
                    EXTERNAL_STATE_CHANGED,
                    INTERNAL_STATE_CHANGED,
                    MARKER_PLACED,
                    EVENTS_LOST,
                    CAPTURE_DAMAGED,
                    MIGRATION_STATUS_REPORTED,
                    ERROR_REPORTED,
                    CANCEL_REQUESTED,
                    VMM_EXITED,
                    MIGRATION_DATA_CARRIED -> NO_COMMAND;
        };
    }

    /** The command whose layout the body has: what was kept as it was has none, whatever its command. */
    private static int layout(EventKind kind, long[] values) {
        return kind == EventKind.OTHER_REQUEST ? NO_COMMAND : command(kind, values);
    }

    static boolean isFromServer(int command) {
        return command == DMA_READ || command == DMA_WRITE;
    }

    static void version(WireBytes out, int major, int minor, Payload capabilities) {
        out.u16(major).u16(minor).put(capabilities);
        if (capabilities.length() > 0) {
            out.u8(0);
        }
    }

    /** The body of the request of an exchange other than VERSION. */
    static void request(WireBytes out, EventKind kind, long[] v, Payload payload) {
        switch (layout(kind, v)) {
            case DMA_MAP -> out.u32(32).u32(v[3]).u64(v[4]).u64(v[0]).u64(v[1]);
            case DMA_UNMAP -> unmap(out, v, payload);
            case GET_INFO -> out.u32(16).u32(0).u32(0).u32(0);
            case GET_REGION_INFO -> out.u32(32).u32(0).u32(v[0]).u32(0).u64(0).u64(0);
            case GET_IRQ_INFO -> out.u32(16).u32(0).u32(v[0]).u32(0);
            case SET_IRQS -> out.u32(20).u32(v[3]).u32(v[0]).u32(v[1]).u32(v[2]);
            case REGION_READ -> region(out, kind, v);
            case REGION_WRITE -> region(out, kind, v).put(payload);
            case DMA_READ -> out.u64(v[3]).u64(v[4]);
            case DMA_WRITE -> out.u64(v[3]).u64(v[4]).put(payload);
            case FEATURE -> feature(out, kind, v, payload);
            case MIG_DATA_READ -> out.u32(v[1] + 8).u32(v[1]);
            case MIG_DATA_WRITE -> out.u32(v[1] + 8).u32(v[1]).put(payload);
            default -> out.put(payload);
        }
    }

    /** The body of its reply, if all went well. */
    static void reply(WireBytes out, EventKind kind, long[] v, Payload payload) {
        switch (layout(kind, v)) {
            case VERSION -> version(out, (int) v[1], (int) v[2], payload);
            case DMA_UNMAP -> {
                unmap(out, v, Payload.empty());
                out.put(payload);
            }
            case GET_INFO -> out.u32(16).u32(v[0]).u32(v[1]).u32(v[2]);
            case GET_REGION_INFO ->
                out.u32(32).u32(v[1]).u32(v[0]).u32(0).u64(v[2]).u64(0);
            case GET_IRQ_INFO -> out.u32(16).u32(v[1]).u32(v[0]).u32(v[2]);
            case REGION_READ -> region(out, kind, v).put(payload);
            case REGION_WRITE -> region(out, kind, v);
            case DMA_READ -> out.u64(v[3]).u64(v[4]).put(payload);
            case DMA_WRITE -> out.u64(v[3]).u64(v[4]);
            case FEATURE -> featureReply(out, kind, v, payload);
            case MIG_DATA_READ -> out.u32(v[1] + 8).u32(v[2]).put(payload);
            default -> {
                // The reply has no body.
            }
        }
    }

    private static void unmap(WireBytes out, long[] v, Payload bitmap) {
        boolean asks = (v[2] & UNMAP_WITH_BITMAP) != 0;
        out.u32(asks ? 40 + bitmap.length() : 24).u32(v[2]).u64(v[0]).u64(v[1]);
        if (asks) {
            out.u64(4096).u64(bitmap.length());
        }
    }

    private static WireBytes region(WireBytes out, EventKind kind, long[] v) {
        return kind == EventKind.CONFIG_READ || kind == EventKind.CONFIG_WRITTEN
                ? out.u64(v[0]).u32(CONFIG_REGION).u32(v[1])
                : out.u64(v[1]).u32(v[0]).u32(v[2]);
    }

    private static void feature(WireBytes out, EventKind kind, long[] v, Payload payload) {
        if (kind == EventKind.MIGRATION_FEATURES_READ) {
            out.u32(16).u32(GET | 1);
        } else if (kind == EventKind.DEVICE_STATE_SET) {
            out.u32(16).u32(SET | 2).u32(v[0]).u32(v[1]);
        } else if (kind == EventKind.DEVICE_STATE_READ) {
            out.u32(16).u32(GET | 2);
        } else if (kind == EventKind.DIRTY_TRACKING_STARTED) {
            long ranges = payload.length() / RANGE_BYTES;
            out.u32(24 + payload.length())
                    .u32(SET | 6)
                    .u64(v[1])
                    .u32(ranges)
                    .u32(0)
                    .put(payload);
        } else if (kind == EventKind.DIRTY_TRACKING_STOPPED) {
            out.u32(8).u32(SET | 7);
        } else if (kind == EventKind.DIRTY_PAGES_REPORTED) {
            out.u32(32 + payload.length()).u32(GET | 8).u64(v[1]).u64(v[2]).u64(v[3]);
        } else {
            out.u32(8).u32(v[1] << 16 | v[0]);
        }
    }

    private static void featureReply(WireBytes out, EventKind kind, long[] v, Payload payload) {
        feature(out, kind, v, payload);
        if (kind == EventKind.MIGRATION_FEATURES_READ) {
            out.u64(v[0]);
        } else if (kind == EventKind.DEVICE_STATE_READ) {
            out.u32(v[0]).u32(v[1]);
        } else if (kind == EventKind.DIRTY_PAGES_REPORTED) {
            out.put(payload);
        }
    }
}
