package io.vfioreplay.engine.capture.qemu;

import io.vfioreplay.hardware.migration.Protocol;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a first look at the beginning of a capture tells: events are written in order, but some of them say what the ones before
 * them meant.
 *
 * @param protocol the migration protocol of the devices
 * @param evidence what shows it, in words
 * @param isVfio whether there is any VFIO device
 */
record Scouted(Protocol protocol, String evidence, boolean isVfio) {

    /** No more lines are looked at than these. */
    private static final long LINES_MAX = 200_000;

    private static final int MIGRATION_TYPE = 3;
    private static final int MIGRATION_SUBTYPE = 1;
    private static final int MIGRATION_SUBTYPE_MISPRINTED = 0x18; // 7.2 writes an 8 behind it.

    /** Looks at the lines of a capture from their beginning. */
    static Scouted of(LogLines lines) {
        TraceArgs args = new TraceArgs();
        boolean vfio = false;
        for (long i = 0; i < LINES_MAX && lines.next(); i++) {
            LogLine line = lines.file().line();
            if (line.kind() != LogLine.Kind.EVENT) {
                continue;
            }
            QemuEvent event = line.event();
            vfio |= event.label().startsWith("vfio_");
            int variant = variant(event, line, args);
            String where = "line " + lines.file().source().number();
            Scouted showing = variant < 0 ? null : showing(event, variant, args, where);
            if (showing != null) {
                return showing;
            }
        }
        return unknown(vfio);
    }

    /** Where nothing shows the protocol: v2 is assumed, which every kernel since 5.18 speaks. */
    static Scouted unknown(boolean isVfio) {
        return new Scouted(Protocol.V2, "no line shows the migration protocol; v2 is assumed", isVfio);
    }

    /** What an event at a place such as {@code line 12} shows, or null where it shows no protocol. */
    static @Nullable Scouted showing(QemuEvent event, int variant, TraceArgs args, String where) {
        Protocol protocol = protocol(event, variant, args);
        return protocol == null
                ? null
                : new Scouted(
                        protocol, "%s in %s shows protocol %s".formatted(event.label(), where, protocol.label()), true);
    }

    /** The index of the format that the text of an event fits, or -1. */
    static int variant(QemuEvent event, LogLine line, TraceArgs args) {
        List<TraceFormat> formats = event.formats();
        for (int i = 0; i < formats.size(); i++) {
            if (formats.get(i).matches(line.bytes(), line.textFrom(), line.textTo(), args, false)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether {@code vfio_get_dev_region} found a v1 migration region: type 3, subtype 1. */
    static boolean isMigrationRegion(TraceArgs args) {
        return args.number(2) == MIGRATION_TYPE
                && (args.number(3) == MIGRATION_SUBTYPE || args.number(3) == MIGRATION_SUBTYPE_MISPRINTED);
    }

    private static @Nullable Protocol protocol(QemuEvent event, int variant, TraceArgs args) {
        return switch (event) {
            case VFIO_MIGRATION_PROBE, VFIO_MIGRATION_SET_STATE, VFIO_VMSTATE_CHANGE ->
                variant == 0 ? Protocol.V1_UAPI : Protocol.V2;
            case VFIO_UPDATE_PENDING, VFIO_SAVE_BUFFER -> Protocol.V1_UAPI;
            case VFIO_GET_DEV_REGION -> variant >= 0 && isMigrationRegion(args) ? Protocol.V1_UAPI : null;
            case VFIO_MIGRATION_REALIZE,
                    VFIO_MIGRATION_SET_DEVICE_STATE,
                    VFIO_VMSTATE_CHANGE_PREPARE,
                    VFIO_SAVE_BLOCK,
                    VFIO_STATE_PENDING_ESTIMATE,
                    VFIO_STATE_PENDING_EXACT -> Protocol.V2;
            default -> null;
        };
    }
}
