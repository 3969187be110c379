package io.vfioreplay.engine.simulate;

import io.vfioreplay.hardware.event.ControlOrigin;
import io.vfioreplay.hardware.event.DmaDirection;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.MappingKind;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.ResetCause;
import io.vfioreplay.hardware.event.Stamp;
import io.vfioreplay.hardware.event.TrackingScope;
import io.vfioreplay.hardware.migration.DeviceState;
import java.util.List;

/**
 * What nobody would do who works with devices rather than records events: any event, with any result. It is recorded, and no model
 * hears of it.
 */
final class Whims {

    private static final int READ_WRITE = 3;
    private static final int BITMAP_FLAG = 1;
    private static final int PIECE_BYTES = 64;
    private static final List<Integer> RESULTS = List.of(
            Envelope.OK,
            Envelope.OK,
            Envelope.OK,
            Envelope.UNANSWERED,
            Envelope.FAILED,
            Errno.EINVAL,
            Errno.EIO,
            Errno.EAGAIN,
            Errno.ENOMSG,
            Errno.ENODEV);

    private final Host host;
    private final Randomness random;

    Whims(Host host, Randomness random) {
        this.host = host;
        this.random = random;
    }

    private Stamp any(Rig rig) {
        return rig.stamp(random.oneOf(RESULTS));
    }

    private Stamp anyOfHost() {
        return host.stamp(Envelope.HOST, random.oneOf(RESULTS));
    }

    /** The next one. */
    void follow() {
        Rig rig = random.oneOf(host.rigs);
        switch (random.below(5)) {
            case 0 -> state(rig);
            case 1 -> data(rig);
            case 2 -> pages(rig);
            case 3 -> device(rig);
            default -> host();
        }
    }

    private void state(Rig rig) {
        DeviceState state = DeviceState.of(host.scenario.protocol(), random.below(10));
        int fd = random.percent(50) ? EventSink.NO_DATA_FD : random.below(30);
        switch (random.below(5)) {
            case 0, 1 -> host.events.deviceStateSet(any(rig), state, fd);
            case 2 -> host.events.deviceStateRead(any(rig), state, EventSink.NO_DATA_FD);
            case 3 -> host.events.migrationFeaturesRead(any(rig), random.below(10));
            default -> host.events.deviceReset(any(rig), random.oneOf(List.of(ResetCause.values())));
        }
    }

    private void data(Rig rig) {
        int length = random.below(PIECE_BYTES);
        int shown = random.percent(70) ? length : random.below(length + 1);
        Payload data = Payload.of(random.bytes(shown));
        switch (random.below(8)) {
            case 0 -> host.events.migrationDataRead(any(rig), rig.dataFd, length, shown, data);
            case 1 -> host.events.migrationDataWritten(any(rig), rig.dataFd, length, shown, data);
            case 2 -> host.events.precopyInfoRead(any(rig), length, shown, 0);
            case 3 -> host.events.migrationDataSizeRead(any(rig), length);
            case 4 -> host.events.migrationRegisterRead(any(rig), Long.BYTES * random.below(4), width(), length);
            case 5 -> host.events.migrationRegisterWritten(any(rig), Long.BYTES * random.below(4), width(), length);
            case 6 -> host.events.migrationWindowRead(any(rig), length, shown, data);
            default -> host.events.migrationWindowWritten(any(rig), length, shown, data);
        }
    }

    private int width() {
        return random.percent(70) ? Long.BYTES : Integer.BYTES;
    }

    private void pages(Rig rig) {
        TrackingScope scope = random.oneOf(List.of(TrackingScope.values()));
        Stamp stamp = scope == TrackingScope.CONTAINER ? anyOfHost() : any(rig);
        long iova = GuestMemory.BASE + (long) random.below(GuestMemory.PAGES) * GuestMemory.PAGE_BYTES;
        long size = (1 + random.below(3)) * (long) GuestMemory.PAGE_BYTES;
        Payload bitmap = Payload.ofLittleEndian(random.next(), Long.BYTES);
        switch (random.below(6)) {
            case 0 -> host.events.dirtyTrackingStarted(stamp, scope, GuestMemory.PAGE_BYTES, Payload.empty());
            case 1 -> host.events.dirtyTrackingStopped(stamp, scope);
            case 2, 3 -> host.events.dirtyPagesReported(stamp, scope, iova, size, GuestMemory.PAGE_BYTES, bitmap);
            case 4 ->
                host.events.dmaMapped(any(rig), iova, size, random.oneOf(List.of(MappingKind.values())), READ_WRITE, 0);
            default ->
                host.events.dmaUnmapped(
                        any(rig),
                        iova,
                        size,
                        random.below(2) * (long) BITMAP_FLAG,
                        random.percent(50) ? bitmap : Payload.empty());
        }
    }

    private void device(Rig rig) {
        DmaDirection direction = random.oneOf(List.of(DmaDirection.values()));
        long address = GuestMemory.BASE + random.below(GuestMemory.BYTES - PIECE_BYTES);
        int target = random.below(host.rigs.size() + 1) - 1;
        int length = 1 + random.below(PIECE_BYTES);
        int id = random.below(4);
        switch (random.below(8)) {
            case 0 -> host.events.dmaIssued(any(rig), id, target, direction, address, length);
            case 1 ->
                host.events.dmaCompleted(
                        any(rig), id, target, direction, address, length, Payload.of(random.bytes(length)));
            case 2 -> host.events.interruptRaised(any(rig), random.below(3), random.below(4));
            case 3 -> host.events.interruptsConfigured(any(rig), random.below(3), 0, random.below(4), 36, 1);
            case 4 -> host.events.pageFaultBegan(any(rig), address);
            case 5 -> host.events.pageFaultEnded(any(rig), address);
            case 6 -> host.events.internalStateChanged(any(rig), Payload.of(random.bytes(4)));
            default -> host.events.mmioRead(any(rig), 0, 0, 4, target, Payload.of(random.bytes(4)));
        }
    }

    private void host() {
        switch (random.below(4)) {
            case 0 -> host.startVcpus();
            case 1 -> host.stopVcpus();
            case 2 -> host.pass(random.below(1_000_000));
            default -> {
                Rig rig = random.oneOf(host.rigs);
                host.events.migrationControlTouched(rig.ok(), random.oneOf(List.of(ControlOrigin.values())));
            }
        }
    }
}
