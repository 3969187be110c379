package io.vfioreplay.hardware.rule;

import io.vfioreplay.hardware.event.DamageKind;
import io.vfioreplay.hardware.event.DmaDirection;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.GapCause;
import io.vfioreplay.hardware.event.MappingKind;
import io.vfioreplay.hardware.event.PartialEventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.ResetCause;
import io.vfioreplay.hardware.event.TrackingScope;

/**
 * Moves what is believed about the containers, the VCPUs and the set-up of devices past an event; it runs behind the
 * checks. What a gap does to the container and the set-up of a device is up to {@link Tracker}, as with all of the device.
 */
final class VmmTracker implements PartialEventSink {

    static final int UNMAP_ALL = 2;

    private static final int PCI_COMMAND = 4;
    private static final int TRIGGER = 32;

    private final Watch watch;

    VmmTracker(Watch watch) {
        this.watch = watch;
    }

    @Override
    public void dirtyTrackingStarted(Envelope event, TrackingScope scope, long pageSize, Payload ranges) {
        Container container = watch.containerOf(event);
        if (scope == TrackingScope.CONTAINER && event.succeeded()) {
            container.started();
        } else if (scope == TrackingScope.CONTAINER && event.result() == Envelope.UNANSWERED) {
            container.active = Logging.Active.UNKNOWN;
        }
    }

    @Override
    public void dirtyTrackingStopped(Envelope event, TrackingScope scope) {
        if (scope == TrackingScope.CONTAINER) {
            watch.containerOf(event).active = event.succeeded() ? Logging.Active.NO : Logging.Active.UNKNOWN;
        }
    }

    @Override
    public void dirtyPagesReported(
            Envelope event, TrackingScope scope, long iova, long size, long pageSize, Payload bitmap) {
        Container container = watch.containerOf(event);
        if (scope == TrackingScope.CONTAINER && event.succeeded()) {
            container.read(iova, size);
        } else if (scope == TrackingScope.CONTAINER && container.active == Logging.Active.YES) {
            container.refused = Math.max(0, event.result());
        }
    }

    @Override
    public void dmaMapped(Envelope event, long iova, long size, MappingKind backing, long flags, long fileOffset) {
        if (event.succeeded()) {
            watch.containerOf(event).mapped(iova, size);
        }
    }

    @Override
    public void dmaUnmapped(Envelope event, long iova, long size, long flags, Payload bitmap) {
        if (event.succeeded()) {
            watch.shared.unmapped(iova, size, (flags & UNMAP_ALL) != 0);
            watch.containerOf(event).unmapped(iova, size, (flags & UNMAP_ALL) != 0);
        }
    }

    @Override
    public void dmaCompleted(
            Envelope event, long id, int target, DmaDirection direction, long address, long length, Payload data) {
        boolean dirties = direction == DmaDirection.WRITE && target == RAM && event.succeeded();
        if (dirties && !watch.of(event).logging.isByMessage(address, length)) {
            watch.shared.written(address, length);
            watch.containerOf(event).written(address, length);
        }
    }

    @Override
    public void vcpusStarted(Envelope event, Payload reason) {
        watch.all().forEach(device -> device.setup.nothingIsLost());
    }

    @Override
    public void vcpusStopped(Envelope event, Payload reason) {
        watch.shared.wasReadAtRest = false;
        watch.all().forEach(device -> device.container.wasReadAtRest = false);
    }

    @Override
    public void deviceReset(Envelope event, ResetCause cause) {
        if (cause == ResetCause.REQUEST && event.succeeded() && watch.world.vcpusStand()) {
            watch.of(event).setup.wasReset();
        }
    }

    @Override
    public void configWritten(Envelope event, long offset, int length, int origin, Payload data) {
        if (event.succeeded() && offset <= PCI_COMMAND && offset + length > PCI_COMMAND) {
            watch.of(event).setup.wroteCommand();
        }
    }

    @Override
    public void interruptsConfigured(Envelope event, int index, int start, int count, long flags, int fds) {
        if (event.succeeded() && (flags & TRIGGER) != 0) {
            watch.of(event).setup.setInterrupts(count > 0);
        }
    }

    @Override
    public void eventsLost(Envelope event, long count, GapCause cause, Payload text) {
        forget(event);
    }

    @Override
    public void captureDamaged(Envelope event, DamageKind damage, long byteOffset, long length, Payload text) {
        if (Tracker.losesEvents(damage)) {
            forget(event);
        }
    }

    private void forget(Envelope event) {
        if (event.device() == Envelope.HOST) {
            watch.shared.forget();
        }
    }
}
