package io.vfioreplay.hardware.rule;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.PartialEventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.TrackingScope;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.migration.StateV1;
import io.vfioreplay.hardware.migration.StateV2;

/** Checks of the dirty page tracking of IOMMU containers. */
final class ContainerChecks implements PartialEventSink {

    private static final long PAGE_BYTES_MIN = 4096;
    private static final long PAGES_MAX = Integer.MAX_VALUE;
    private static final int UNMAP_WITH_BITMAP = 1;
    private static final int UNMAP_WITHOUT_RANGE = 2 | 4;

    private final Watch watch;

    ContainerChecks(Watch watch) {
        this.watch = watch;
    }

    @Override
    public void dirtyTrackingStarted(Envelope event, TrackingScope scope, long pageSize, Payload ranges) {
        boolean runs = watch.containerOf(event).active == Logging.Active.YES;
        if (scope == TrackingScope.CONTAINER && event.result() > 0 && runs) {
            watch.report(
                    ContainerRules.R_117,
                    event,
                    () -> "starting the tracking that runs was refused with %s; expected success"
                            .formatted(Errno.name(event.result())));
        }
    }

    @Override
    public void dirtyTrackingStopped(Envelope event, TrackingScope scope) {
        Container container = watch.containerOf(event);
        boolean stands = container.active == Logging.Active.NO && container.wasStarted;
        if (scope != TrackingScope.CONTAINER) {
            return;
        }
        if (event.result() > 0 && stands) {
            watch.report(
                    ContainerRules.R_117,
                    event,
                    () -> "stopping the tracking that was stopped before was refused with %s; expected success"
                            .formatted(Errno.name(event.result())));
        } else if (event.succeeded() && missesLastRead(container)) {
            watch.report(
                    ContainerRules.R_123,
                    event,
                    () ->
                            "tracking was stopped and the dirty pages were not read since the VCPUs stopped; expected a last read");
        }
    }

    private boolean missesLastRead(Container container) {
        return container.active == Logging.Active.YES
                && container.wasRead
                && !container.wasReadAtRest
                && watch.world.vcpusStand()
                && watch.all().stream().anyMatch(ContainerChecks::isSaved);
    }

    private static boolean isSaved(Watched device) {
        return device.isV2
                ? device.isSurely(StateV2.STOP_COPY, StateV2.STOP)
                : device.v1.isSurely(StateV1.SAVING) || device.v1.isSurely(0);
    }

    @Override
    public void dirtyPagesReported(
            Envelope event, TrackingScope scope, long iova, long size, long pageSize, Payload bitmap) {
        if (scope != TrackingScope.CONTAINER) {
            return;
        }
        Container container = watch.containerOf(event);
        if (event.result() > 0 && container.active == Logging.Active.NO) {
            String when = container.wasStarted ? "after tracking was stopped" : "before tracking was started";
            watch.report(
                    ContainerRules.R_123,
                    event,
                    () -> "dirty pages were asked for %s and refused with %s"
                            .formatted(when, Errno.name(event.result())));
        } else if (event.result() == Envelope.OK && container.active == Logging.Active.NO) {
            watch.report(
                    ContainerRules.R_117,
                    event,
                    () -> "dirty pages were answered although tracking does not run; expected EINVAL");
        } else if (event.result() == Envelope.OK) {
            checkRead(container, event, new Query(iova, size, pageSize, bitmap));
        }
    }

    private record Query(long iova, long size, long pageSize, Payload bitmap) {

        String range() {
            return "0x%x bytes at 0x%x".formatted(size, iova);
        }

        boolean isClean() {
            return bitmap.length() > 0 && isZero(bitmap);
        }
    }

    private void checkRead(Container container, Envelope event, Query query) {
        String wrong = wrongWith(container, query);
        String unread = query.isClean() ? container.unreadIn(query.iova, query.size) : "";
        if (!wrong.isEmpty()) {
            watch.report(
                    ContainerRules.R_118,
                    event,
                    () -> "the dirty pages of %s were answered although %s; expected EINVAL"
                            .formatted(query.range(), wrong));
        } else if (!unread.isEmpty()) {
            watch.report(
                    ContainerRules.R_119,
                    event,
                    () -> "no page of %s is dirty, and a device wrote %s since the last read"
                            .formatted(query.range(), unread));
        }
    }

    private static String wrongWith(Container container, Query query) {
        long page = query.pageSize == 0 ? PAGE_BYTES_MIN : query.pageSize;
        if (page < PAGE_BYTES_MIN || Long.bitCount(page) != 1) {
            return "pages of %d bytes cannot be".formatted(page);
        }
        if (query.size == 0) {
            return "that is nothing";
        }
        if (((query.iova | query.size) & (page - 1)) != 0) {
            return "that is not whole pages of %d bytes".formatted(page);
        }
        if (Long.compareUnsigned(query.iova + query.size - 1, query.iova) < 0) {
            return "that passes the end of the address space";
        }
        return wrongBitmap(query, Long.divideUnsigned(query.size, page), container);
    }

    private static String wrongBitmap(Query query, long pages, Container container) {
        if (Long.compareUnsigned(pages, PAGES_MAX) > 0) {
            return "that is more pages than one query may name";
        }
        long needed = (pages + Long.SIZE - 1) / Long.SIZE * Long.BYTES;
        if (query.bitmap.length() > 0 && query.bitmap.length() < needed) {
            return "the bitmap has %d bytes and needs %d".formatted(query.bitmap.length(), needed);
        }
        String cut = container.windowCutBy(query.iova, query.size);
        return cut.isEmpty() ? "" : "that cuts the window of " + cut;
    }

    @Override
    public void deviceStateSet(Envelope event, DeviceState requested, int dataFd) {
        boolean stops = requested.protocol() == Protocol.V2
                ? requested.equals(StateV2.STOP_COPY.asDeviceState())
                : (requested.number() & StateV1.PHASE) == StateV1.SAVING;
        int refused = Math.max(refused(watch.of(event).container), refused(watch.shared));
        if (event.succeeded() && stops && refused != 0) {
            watch.report(
                    ContainerRules.R_123,
                    event,
                    () -> "the migration goes on to %s although the dirty pages could not be read (%s)"
                            .formatted(requested.label(), Errno.name(refused)));
        }
    }

    private static int refused(Container container) {
        return container.active == Logging.Active.YES ? container.refused : 0;
    }

    private static boolean isZero(Payload bitmap) {
        for (int i = 0; i < bitmap.length(); i++) {
            if (bitmap.byteAt(i) != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void dmaUnmapped(Envelope event, long iova, long size, long flags, Payload bitmap) {
        if (!event.succeeded()) {
            return;
        }
        if ((flags & UNMAP_WITH_BITMAP) == 0) {
            checkLost(event, iova, size, (flags & VmmTracker.UNMAP_ALL) != 0);
        } else if ((flags & UNMAP_WITHOUT_RANGE) != 0) {
            reportUnmap(event, "of flags 0x%x succeeded; a bitmap needs a range".formatted(flags));
        } else if (watch.containerOf(event).active == Logging.Active.NO && watch.containerOf(event).wasStarted) {
            reportUnmap(event, "with a bitmap succeeded although tracking was stopped; expected EINVAL");
        }
    }

    private void checkLost(Envelope event, long iova, long size, boolean all) {
        String own = lost(watch.containerOf(event), iova, size, all);
        String lost = own.isEmpty() ? lost(watch.shared, iova, size, all) : own;
        if (!lost.isEmpty()) {
            reportUnmap(
                    event,
                    "did not ask for dirty pages, and a device wrote %s since they were last read".formatted(lost));
        }
    }

    private static String lost(Container container, long iova, long size, boolean all) {
        if (container.active != Logging.Active.YES) {
            return "";
        }
        return all ? container.unreadIn(0, -1) : container.unreadIn(iova, size);
    }

    private void reportUnmap(Envelope event, String what) {
        watch.report(ContainerRules.R_120, event, () -> "an unmap " + what);
    }
}
