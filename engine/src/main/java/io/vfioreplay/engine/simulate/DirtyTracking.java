package io.vfioreplay.engine.simulate;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import io.vfioreplay.hardware.event.TrackingScope;

/** How the VMM of the source learns which pages devices wrote: from the container, from each device, or not at all. */
final class DirtyTracking {

    private static final int RANGE_BYTES = 16;

    private final Host host;
    private final boolean isOn;
    private final boolean isOfContainer;
    private boolean isLast;
    private boolean hasFailed;

    DirtyTracking(Host host) {
        this.host = host;
        this.isOn = host.scenario.policy().tracking().isPresent();
        this.isOfContainer = host.scenario
                .policy()
                .tracking()
                .filter(TrackingScope.CONTAINER::equals)
                .isPresent();
    }

    void start() {
        if (!isOn) {
            return;
        }
        if (host.scenario.has(Fault.REPORT_BEFORE_START)) {
            report(Errno.EINVAL);
        }
        started();
        if (host.scenario.has(Fault.LOGGING_STARTED_TWICE)) {
            started();
        }
    }

    private void started() {
        if (isOfContainer) {
            host.dirtyPages = 0;
            host.events.dirtyTrackingStarted(
                    host(Envelope.OK), TrackingScope.CONTAINER, GuestMemory.PAGE_BYTES, Payload.empty());
            return;
        }
        byte[] range = new byte[RANGE_BYTES];
        Payload.ofLittleEndian(GuestMemory.BASE, Long.BYTES).copyTo(0, range, 0, Long.BYTES);
        Payload.ofLittleEndian(GuestMemory.BYTES, Long.BYTES).copyTo(0, range, Long.BYTES, Long.BYTES);
        for (Rig rig : host.rigs) {
            rig.doings.dirtyPages = 0;
            host.events.dirtyTrackingStarted(rig.ok(), TrackingScope.DEVICE, GuestMemory.PAGE_BYTES, Payload.of(range));
        }
    }

    /** The dirty pages are read while the guest runs. */
    void read() {
        if (!isOn) {
            return;
        }
        boolean fails = host.scenario.has(Fault.FAILED_REPORT_IGNORED);
        report(fails ? Errno.EIO : Envelope.OK);
        hasFailed = fails;
    }

    /** The dirty pages are read for the last time, now that all devices are silent. */
    void readLast() {
        isLast = true;
        boolean isLeftOut = host.scenario.has(Fault.LAST_REPORT_MISSED) || hasFailed;
        if (isOn && !isLeftOut) {
            report(Envelope.OK);
        }
    }

    private void report(int result) {
        if (isOfContainer) {
            boolean lies = host.scenario.has(Fault.DIRTY_PAGE_UNREPORTED) && isLast;
            host.events.dirtyPagesReported(
                    host(result),
                    TrackingScope.CONTAINER,
                    GuestMemory.BASE,
                    GuestMemory.BYTES,
                    GuestMemory.PAGE_BYTES,
                    bitmap(result, lies ? 0 : host.dirtyPages));
            host.dirtyPages = 0;
            return;
        }
        for (Rig rig : host.rigs) {
            host.events.dirtyPagesReported(
                    rig.stamp(result),
                    TrackingScope.DEVICE,
                    GuestMemory.BASE,
                    GuestMemory.BYTES,
                    GuestMemory.PAGE_BYTES,
                    bitmap(result, rig.doings.dirtyPages));
            rig.doings.dirtyPages = 0;
        }
    }

    private static Payload bitmap(int result, long pages) {
        return result == Envelope.OK ? Payload.ofLittleEndian(pages, Long.BYTES) : Payload.empty();
    }

    void stop() {
        if (!isOn || host.scenario.has(Fault.LOGGING_LEFT_ON)) {
            return;
        }
        if (isOfContainer) {
            host.events.dirtyTrackingStopped(host(Envelope.OK), TrackingScope.CONTAINER);
        } else {
            host.rigs.forEach(rig -> host.events.dirtyTrackingStopped(rig.ok(), TrackingScope.DEVICE));
        }
    }

    private Stamp host(int result) {
        return host.stamp(Envelope.HOST, result);
    }
}
