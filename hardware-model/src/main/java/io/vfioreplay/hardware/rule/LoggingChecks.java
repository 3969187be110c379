package io.vfioreplay.hardware.rule;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.PartialEventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.TrackingScope;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.StateV2;

/** Checks of the device's own dirty page log. */
final class LoggingChecks implements PartialEventSink {

    private static final int RANGE_BYTES = 16;
    private static final int RANGES_MAX = 256;
    private static final int PAGE_BYTES_MIN = 4096;
    private static final int ENOTCONN = 107;

    private final Watch watch;

    LoggingChecks(Watch watch) {
        this.watch = watch;
    }

    @Override
    public void dirtyTrackingStarted(Envelope event, TrackingScope scope, long pageSize, Payload ranges) {
        Logging logging = watch.of(event).logging;
        if (scope != TrackingScope.DEVICE) {
            return;
        }
        boolean runs = logging.active == Logging.Active.YES;
        if (event.result() > 0 && runs) {
            watch.report(
                    TrackingRules.R_112,
                    event,
                    () -> "logging could not be started (%s): it was started before and never stopped"
                            .formatted(Errno.name(event.result())));
        } else if (event.result() == Envelope.OK) {
            String wrong = runs ? "it runs already" : wrongWith(ranges);
            report(event, wrong);
        }
    }

    private void report(Envelope event, String wrong) {
        if (!wrong.isEmpty()) {
            watch.report(
                    TrackingRules.R_111, event, () -> "logging was started although " + wrong + "; expected a refusal");
        }
    }

    private String wrongWith(Payload ranges) {
        int count = ranges.length() / RANGE_BYTES;
        if (count == 0) {
            return watch.seesDataFd() ? "no range was given" : "";
        }
        if (count > RANGES_MAX) {
            return "%d ranges were given and a page holds %d".formatted(count, RANGES_MAX);
        }
        Ranges seen = new Ranges(RANGES_MAX);
        for (int i = 0; i < count; i++) {
            String wrong = wrongRange(number(ranges, i * RANGE_BYTES), number(ranges, i * RANGE_BYTES + 8), seen);
            if (!wrong.isEmpty()) {
                return wrong;
            }
        }
        return "";
    }

    private static String wrongRange(long iova, long size, Ranges seen) {
        String range = "the range of 0x%x bytes at 0x%x".formatted(size, iova);
        if ((iova | size) % PAGE_BYTES_MIN != 0) {
            return range + " is not whole pages";
        }
        if (size != 0 && Long.compareUnsigned(iova + size - 1, iova) < 0) {
            return range + " passes the end of the address space";
        }
        if (seen.mayTouch(iova, size)) {
            return range + " overlaps another";
        }
        seen.add(iova, size);
        return "";
    }

    private static long number(Payload payload, int at) {
        byte[] bytes = new byte[Long.BYTES];
        payload.copyTo(at, bytes, 0, bytes.length);
        return Payload.of(bytes).littleEndian();
    }

    @Override
    public void dirtyTrackingStopped(Envelope event, TrackingScope scope) {
        Watched device = watch.of(event);
        String unreported = device.logging.firstUnreported();
        boolean stopped = device.isSurely(StateV2.STOP, StateV2.STOP_COPY);
        if (scope == TrackingScope.DEVICE && event.result() == Envelope.OK && stopped && !unreported.isEmpty()) {
            watch.report(
                    TrackingRules.R_116,
                    event,
                    () -> "logging was stopped, and %s was written by the device after its last report"
                            .formatted(unreported));
        }
    }

    @Override
    public void deviceClosed(Envelope event) {
        if (watch.of(event).logging.active == Logging.Active.YES) {
            watch.report(
                    TrackingRules.R_112,
                    event,
                    () -> "the device was closed while its logging ran; expected a stop after the migration");
        }
    }

    @Override
    public void dirtyPagesReported(
            Envelope event, TrackingScope scope, long iova, long size, long pageSize, Payload bitmap) {
        Logging logging = watch.of(event).logging;
        if (scope != TrackingScope.DEVICE) {
            return;
        }
        if (event.result() == Envelope.OK) {
            checkReport(logging, event, pageSize);
        } else if (event.result() > 0 && logging.active == Logging.Active.YES && logging.resetSinceStart) {
            watch.report(
                    TrackingRules.R_109,
                    event,
                    () -> "a report was refused with %s; the device was reset while logging ran and nobody stopped it"
                            .formatted(Errno.name(event.result())));
        }
    }

    private void checkReport(Logging logging, Envelope event, long pageSize) {
        boolean badPage = pageSize != 0 && (pageSize < PAGE_BYTES_MIN || Long.bitCount(pageSize) != 1);
        if (logging.active == Logging.Active.NO) {
            watch.report(
                    TrackingRules.R_113,
                    event,
                    () -> "a report succeeded although logging was not started; expected a refusal");
        } else if (badPage) {
            watch.report(
                    TrackingRules.R_113,
                    event,
                    () -> "a report with pages of %d bytes succeeded; expected a refusal".formatted(pageSize));
        } else if (logging.failed == Errno.EIO || logging.failed == ENOTCONN) {
            watch.report(
                    TrackingRules.R_115,
                    event,
                    () -> "a report succeeded after one had failed with %s; expected errors until a new start"
                            .formatted(Errno.name(logging.failed)));
        }
    }

    @Override
    public void deviceStateSet(Envelope event, DeviceState requested, int dataFd) {
        Logging logging = watch.of(event).logging;
        boolean goesOn = event.result() == Envelope.OK && requested.equals(StateV2.STOP_COPY.asDeviceState());
        if (goesOn && logging.active == Logging.Active.YES && logging.failed != 0) {
            watch.report(
                    TrackingRules.R_113,
                    event,
                    () ->
                            "the migration goes on to STOP_COPY although a report had failed with %s; the log cannot be trusted"
                                    .formatted(Errno.name(logging.failed)));
        }
    }
}
