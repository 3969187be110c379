package io.vfioreplay.hardware.rule;

import io.vfioreplay.hardware.event.ControlOrigin;
import io.vfioreplay.hardware.event.DamageKind;
import io.vfioreplay.hardware.event.DmaDirection;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.GapCause;
import io.vfioreplay.hardware.event.MappingKind;
import io.vfioreplay.hardware.event.PartialEventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.ResetCause;
import io.vfioreplay.hardware.event.TrackingScope;
import io.vfioreplay.hardware.memory.IommuMappings;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.migration.StateV1;
import java.util.OptionalInt;

/**
 * Moves what is believed about the {@link World} and the {@link Surroundings} past an event. It runs behind the checks and before
 * the trackers of the states, since it asks what a device was before.
 */
final class WorldTracker implements PartialEventSink {

    private static final int RUNNING = StateV1.RUNNING;
    private static final int SAVING = StateV1.SAVING;
    private static final int RESUMING = StateV1.RESUMING;

    private final Watch watch;
    private final World world;
    private final GraceBarrier barrier;

    WorldTracker(Watch watch) {
        this.watch = watch;
        this.world = watch.world;
        this.barrier = new GraceBarrier(watch);
    }

    @Override
    public void deviceReset(Envelope event, ResetCause cause) {
        if (event.result() > 0) {
            return;
        }
        Surroundings around = watch.of(event).around;
        around.restart();
        if (GraceBarrier.isRfc(watch.of(event))) {
            world.log.givenUp();
            world.log.mayBeWritten(event.device());
        }
    }

    @Override
    public void deviceStateSet(Envelope event, DeviceState requested, int dataFd) {
        Watched device = watch.of(event);
        if (!GraceBarrier.isRfc(device) || requested.protocol() == Protocol.V2) {
            return;
        }
        device.around.touchedBy = "";
        if (event.result() == Envelope.OK) {
            moveAttempt(device, requested.number());
            moveLog(device, event, requested.number());
        }
    }

    private static void moveAttempt(Watched device, int word) {
        boolean leavesResuming = device.v1.surelyHas(RESUMING) && device.v1.surelyLacks(SAVING);
        if ((word & (RESUMING | SAVING)) != 0) {
            device.around.isLoaded = false;
            device.around.hasPassed = false;
        } else {
            device.around.isLoaded |= leavesResuming;
            device.around.hasPassed |= device.around.isLoaded && (word & (RUNNING | StateV1.NDMA)) == RUNNING;
        }
    }

    private void moveLog(Watched device, Envelope event, int word) {
        boolean isNoisy = (word & RUNNING) != 0 && !isQuieted(device, word);
        if (isNoisy) {
            world.log.mayBeWritten(event.device());
        }
        if ((word & RUNNING) != 0 && (word & SAVING) == 0) {
            world.log.givenUp();
        }
        boolean ends = (word & StateV1.PHASE) == 0 && device.v1.surelyHas(SAVING) && device.v1.surelyLacks(RUNNING);
        boolean isLast =
                barrier.first(other -> other != device && isSaving(other)).isEmpty();
        if (ends && isLast && world.log.lacksPages()) {
            world.log.unread = unread();
            world.log.unreadPosition = event.position();
            world.log.unreadDevice = event.device();
        }
    }

    private static boolean isQuieted(Watched device, int word) {
        return device.v1.dialect.offersNdma() && (word & StateV1.NDMA) != 0;
    }

    private static boolean isSaving(Watched device) {
        return GraceBarrier.isRfc(device) && device.v1.surelyHas(SAVING);
    }

    private String unread() {
        return world.log.wasRead
                ? "the save is over, and device%d could make DMA after the dirty log was last read; expected a read when all devices are quiet"
                        .formatted(world.log.noisySinceRead)
                : "the save is over, and the dirty log was never read; expected a read when all devices are quiet";
    }

    @Override
    public void vcpusStarted(Envelope event, Payload reason) {
        if (event.succeeded()) {
            world.vcpusStarted();
            watch.all().forEach(device -> device.around.isLoaded = false);
            watch.all().forEach(device -> device.around.hasPassed = false);
        }
    }

    @Override
    public void vcpusStopped(Envelope event, Payload reason) {
        if (event.succeeded()) {
            world.vcpusStopped(event);
        }
    }

    @Override
    public void dirtyTrackingStarted(Envelope event, TrackingScope scope, long pageSize, Payload ranges) {
        if (scope == TrackingScope.CONTAINER && event.result() == Envelope.OK) {
            world.log.started();
        }
    }

    @Override
    public void dirtyTrackingStopped(Envelope event, TrackingScope scope) {
        if (scope != TrackingScope.CONTAINER || event.result() > 0) {
            return;
        }
        if (barrier.first(WorldTracker::isSaving).isPresent()) {
            world.log.frozen(firstNoisy());
        } else {
            world.log.stopped();
        }
    }

    private int firstNoisy() {
        OptionalInt noisy = barrier.first(GraceBarrier::isNoisy);
        return noisy.isPresent() ? noisy.getAsInt() : ContainerLog.NOBODY;
    }

    @Override
    public void dirtyPagesReported(
            Envelope event, TrackingScope scope, long iova, long size, long pageSize, Payload bitmap) {
        if (scope == TrackingScope.CONTAINER && event.result() == Envelope.OK) {
            world.log.read(firstNoisy());
        }
    }

    @Override
    public void dmaMapped(Envelope event, long iova, long size, MappingKind backing, long flags, long fileOffset) {
        if (!event.succeeded()) {
            return;
        }
        Ranges windows = watch.of(event).around.peerWindows;
        windows.remove(iova, size);
        if (backing == MappingKind.PEER_MMIO) {
            windows.add(iova, size);
        }
    }

    @Override
    public void dmaUnmapped(Envelope event, long iova, long size, long flags, Payload bitmap) {
        Ranges windows = watch.of(event).around.peerWindows;
        if (event.succeeded() && (flags & IommuMappings.UNMAP_ALL) != 0) {
            windows.clear();
        } else if (event.succeeded()) {
            windows.remove(iova, size);
        }
    }

    @Override
    public void pageFaultBegan(Envelope event, long address) {
        watch.of(event).around.faultBegan(address);
    }

    @Override
    public void pageFaultEnded(Envelope event, long address) {
        watch.of(event).around.faultEnded(address);
    }

    @Override
    public void mmioRead(Envelope event, int region, long offset, int length, int origin, Payload data) {
        touched(event, origin);
    }

    @Override
    public void mmioWritten(Envelope event, int region, long offset, int length, int origin, Payload data) {
        touched(event, origin);
    }

    private void touched(Envelope event, int origin) {
        Watched device = watch.of(event);
        if (TouchChecks.isQuiet(device) && device.v1.isSettled(event) && device.around.touchedBy.isEmpty()) {
            device.around.touchedBy = origin == CPU ? "a CPU" : "the peer device" + origin;
        }
    }

    @Override
    public void dmaIssued(Envelope event, long id, int target, DmaDirection direction, long address, long length) {
        watch.of(event).around.showsIssues = true;
    }

    @Override
    public void migrationControlTouched(Envelope event, ControlOrigin origin) {
        if (origin != ControlOrigin.KERNEL) {
            watch.of(event).around.controlTouchedBy = TouchChecks.name(origin);
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
        world.log.forget();
        if (event.device() == Envelope.HOST) {
            world.forget();
        }
    }
}
