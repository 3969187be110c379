package io.vfioreplay.hardware.rule;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.PartialEventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.ResetCause;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.migration.StateV1;

/**
 * Checks of the v1 data window, R-53 to, and the tracker of {@link WindowProtocol}, which nobody else asks. It
 * has to run before the tracker of the states.
 *
 * <p>ours: the RFC says nothing of the registers, so that its dialects are held to those of the merged uAPI.
 */
final class WindowChecks implements PartialEventSink {

    private static final int EINTR = 4;
    private static final int DEVICE_REGION_MIN = 9;
    private static final int HAS_CAPABILITIES = 8;
    private static final int SAVING = StateV1.SAVING;
    private static final int RESUMING = StateV1.RESUMING;
    private static final int RUNNING = StateV1.RUNNING;

    private final Watch watch;
    private final SegmentChecks segments;

    WindowChecks(Watch watch) {
        this.watch = watch;
        this.segments = new SegmentChecks(watch);
    }

    static boolean isSaving(Watched device) {
        return !device.isV2 && device.v1.surelyHas(SAVING) && device.v1.surelyLacks(RESUMING);
    }

    static boolean isResuming(Watched device) {
        return !device.isV2 && device.v1.surelyHas(RESUMING) && device.v1.surelyLacks(SAVING);
    }

    @Override
    public void migrationRegisterRead(Envelope event, int offset, int width, long value) {
        Watched device = watch.of(event);
        if (device.isV2 || !isStream(offset) || !isAnswered(device, event, width)) {
            return;
        }
        switch (offset) {
            case RegisterV1.PENDING_BYTES -> segments.pendingRead(device, event, value);
            case RegisterV1.DATA_OFFSET -> segments.offsetRead(device, event, value);
            default -> segments.sizeRead(device, event, value);
        }
    }

    private static boolean isStream(int offset) {
        return offset >= RegisterV1.PENDING_BYTES && offset < RegisterV1.HEADER_BYTES;
    }

    /** Whether the access was whole and succeeded; otherwise remembers what came of it. */
    private static boolean isAnswered(Watched device, Envelope event, int width) {
        boolean inStream = isSaving(device) || isResuming(device);
        boolean isRetry = event.result() == Errno.EAGAIN || event.result() == EINTR;
        if (event.result() > 0 && inStream && !isRetry) {
            device.window.failed(event.result());
        } else if (event.result() < 0 || width != Long.BYTES) {
            device.window.blur();
        }
        return event.result() == Envelope.OK && width == Long.BYTES;
    }

    @Override
    public void migrationRegisterWritten(Envelope event, int offset, int width, long value) {
        Watched device = watch.of(event);
        if (!device.isV2 && offset == RegisterV1.DATA_SIZE && isAnswered(device, event, width)) {
            segments.sizeWritten(device, event, value);
        }
    }

    @Override
    public void migrationWindowRead(Envelope event, long offset, int length, Payload data) {
        Watched device = watch.of(event);
        if (!device.isV2) {
            checkHeader(event, offset, "read");
            if (isAnswered(device, event, Long.BYTES)) {
                segments.dataRead(device, event, offset, length);
            }
        }
    }

    @Override
    public void migrationWindowWritten(Envelope event, long offset, int length, Payload data) {
        Watched device = watch.of(event);
        if (!device.isV2) {
            checkHeader(event, offset, "written");
            if (isAnswered(device, event, Long.BYTES)) {
                segments.dataWritten(device, event, offset, length);
            }
        }
    }

    /**
     * ours: no event tells the type of a region; on a v1 device a region with capabilities behind those that PCI has is taken
     * for the migration region.
     */
    @Override
    public void regionDescribed(Envelope event, int region, long flags, long size) {
        boolean isMigration = !watch.of(event).isV2 && region >= DEVICE_REGION_MIN && (flags & HAS_CAPABILITIES) != 0;
        if (event.succeeded() && isMigration && Long.compareUnsigned(size, RegisterV1.HEADER_BYTES) < 0) {
            watch.report(
                    WindowRules.R_62,
                    event,
                    () -> "region %d has capabilities and %d bytes; expected room for the 32 bytes of registers"
                            .formatted(region, size));
        }
    }

    private void checkHeader(Envelope event, long offset, String what) {
        if (event.succeeded() && Long.compareUnsigned(offset, RegisterV1.HEADER_BYTES) < 0) {
            watch.report(
                    WindowRules.R_62,
                    event,
                    () -> "data was %s at %d of the migration region, where its registers are; expected 32 or more"
                            .formatted(what, offset));
        }
    }

    @Override
    public void deviceStateSet(Envelope event, DeviceState requested, int dataFd) {
        Watched device = watch.of(event);
        if (device.isV2 || requested.protocol() == Protocol.V2) {
            return;
        }
        if (event.result() == Envelope.OK) {
            int word = requested.number();
            checkEnd(device, event, word);
            move(device, word);
        } else {
            device.window.blur();
        }
    }

    private void checkEnd(Watched device, Envelope event, int word) {
        boolean isSaved = isSaving(device) && device.v1.surelyLacks(RUNNING) && (word & StateV1.PHASE) == 0;
        boolean isResumed = isResuming(device) && (word & StateV1.PHASE) == RUNNING;
        if (device.window.wentOn && (isSaved || isResumed)) {
            watch.report(
                    WindowRules.R_61,
                    event,
                    () ->
                            "the %s is complete for the client, but an access to the stream had failed with %s and the stream went on"
                                    .formatted(isSaved ? "save" : "resume", Errno.name(device.window.failed)));
        }
    }

    private static void move(Watched device, int word) {
        if (device.v1.state != WatchedV1.UNKNOWN && ((device.v1.state ^ word) & StateV1.PHASE) == 0) {
            return;
        }
        boolean begins = (word & SAVING) != 0
                ? device.v1.surelyLacks(SAVING)
                : (word & RESUMING) != 0 && device.v1.surelyLacks(RESUMING);
        if (begins) {
            device.window.begin((word & SAVING) != 0);
        } else if ((word & (SAVING | RESUMING)) != 0) {
            device.window.stateChanged();
        } else {
            device.window.forget();
        }
    }

    @Override
    public void deviceReset(Envelope event, ResetCause cause) {
        watch.of(event).window.forget();
    }
}
