package io.vfioreplay.engine.capture.mmiotrace;

import io.vfioreplay.engine.capture.Capture.Numbering;
import io.vfioreplay.engine.capture.RecordTally;
import io.vfioreplay.engine.capture.bytes.LineSource;
import io.vfioreplay.engine.capture.mmiotrace.AddressMap.Device;
import io.vfioreplay.engine.capture.mmiotrace.AddressMap.Region;
import io.vfioreplay.engine.capture.mmiotrace.AddressMap.Window;
import io.vfioreplay.engine.capture.mmiotrace.TraceLine.Access;
import io.vfioreplay.engine.capture.mmiotrace.TraceLine.Damaged;
import io.vfioreplay.engine.capture.mmiotrace.TraceLine.Irrelevant;
import io.vfioreplay.engine.capture.mmiotrace.TraceLine.Lost;
import io.vfioreplay.engine.capture.mmiotrace.TraceLine.Mapped;
import io.vfioreplay.engine.capture.mmiotrace.TraceLine.Mark;
import io.vfioreplay.engine.capture.mmiotrace.TraceLine.Pci;
import io.vfioreplay.engine.capture.mmiotrace.TraceLine.Undecoded;
import io.vfioreplay.engine.capture.mmiotrace.TraceLine.Unmapped;
import io.vfioreplay.hardware.event.DamageKind;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.GapCause;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import io.vfioreplay.hardware.migration.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * Turns the lines of one mmiotrace into events. A read was answered and says {@link Envelope#OK}; a write is posted, so nobody
 * sees what became of it: {@link Envelope#UNOBSERVED}. One thread.
 */
final class TraceReader {

    private final LineSource lines;
    private final Numbering numbering;
    private final RecordTally tally;
    private final EventSink sink;
    private final AddressMap addresses = new AddressMap();
    private int devices;

    TraceReader(LineSource lines, Numbering numbering, RecordTally tally, EventSink sink) {
        this.lines = lines;
        this.numbering = numbering;
        this.tally = tally;
        this.sink = sink;
    }

    /** Takes the line at which the source stands. */
    void line() {
        if (lines.isCut()) {
            damaged(DamageKind.RECORD, "expected a line of an mmiotrace, found one that is too long");
            return;
        }
        TraceLine line = TraceLine.parse(lines.bytes(), lines.from(), lines.to());
        if (line instanceof Damaged wrong) {
            damaged(lines.isTorn() ? DamageKind.CUT : DamageKind.RECORD, wrong.why());
        } else if (line instanceof Irrelevant) {
            tally.irrelevant(line.kind());
        } else if (!understand(line)) {
            damaged(DamageKind.RECORD, "expected at most " + AddressMap.DEVICES_MAX + " devices, found more");
        } else {
            tally.understood(line.kind());
        }
    }

    /** The file is over. */
    void end() {
        lines.endDamage().ifPresent(why -> {
            tally.broken(why);
            sink.captureDamaged(host(Envelope.NO_TIME), DamageKind.CONTAINER, lines.end(), 0, Payload.ofUtf8(why));
        });
    }

    /** False when there are too many devices. */
    private boolean understand(TraceLine line) {
        if (line instanceof Access access) {
            return access(access);
        }
        if (line instanceof Mapped mapped) {
            return open(addresses.map(mapped.mapping(), mapped.address(), mapped.length()), mapped.timeNanos());
        }
        if (line instanceof Undecoded access) {
            return undecoded(access);
        }
        if (line instanceof Unmapped unmapped) {
            addresses.unmap(unmapped.mapping());
        } else if (line instanceof Pci pci) {
            addresses.add(pci.function());
        } else if (line instanceof Mark mark) {
            sink.markerPlaced(host(mark.timeNanos()), Payload.ofUtf8(mark.text()));
        } else if (line instanceof Lost lost) {
            // Without a time: the kernel notices later than it loses.
            Payload text = Payload.ofUtf8("the kernel's trace buffer ran over");
            sink.eventsLost(host(Envelope.NO_TIME), lost.count(), GapCause.CAPTURE, text);
        }
        return true;
    }

    private boolean access(Access access) {
        Window window = addresses.find(access.mapping(), access.address());
        if (window == null || !open(window, access.timeNanos())) {
            return false;
        }
        long offset = access.address() - window.base();
        Payload data = Payload.ofLittleEndian(access.value(), access.width());
        int region = window.region();
        if (access.write()) {
            Stamp stamp = stamp(access.timeNanos(), window.device(), Envelope.UNOBSERVED);
            sink.mmioWritten(stamp, region, offset, access.width(), EventSink.CPU, data);
        } else {
            Stamp stamp = stamp(access.timeNanos(), window.device(), Envelope.OK);
            sink.mmioRead(stamp, region, offset, access.width(), EventSink.CPU, data);
        }
        return true;
    }

    private boolean undecoded(Undecoded access) {
        Window window = addresses.find(access.mapping(), access.address());
        if (window == null || !open(window, access.timeNanos())) {
            return false;
        }
        String text = "an access of region %d at 0x%x by an instruction that the kernel could not decode: %s"
                .formatted(window.region(), access.address() - window.base(), access.opcode());
        Stamp stamp = stamp(access.timeNanos(), window.device(), Envelope.UNOBSERVED);
        sink.eventsLost(stamp, 1, GapCause.CAPTURE, Payload.ofUtf8(text));
        return true;
    }

    private boolean open(@Nullable Window window, long timeNanos) {
        if (window == null) {
            return false;
        }
        Device device = window.device();
        if (!device.isUsed() && devices == AddressMap.DEVICES_MAX) {
            return false;
        }
        if (!device.isUsed()) {
            device.number = numbering.firstDevice() + devices++;
            tally.device(device.name);
            Stamp stamp = stamp(timeNanos, device, Envelope.OK);
            sink.deviceOpened(stamp, Protocol.V2, Payload.ofUtf8(device.name));
            for (Region region : device.regions) {
                sink.regionDescribed(stamp, region.index(), region.flags(), region.sizeBytes());
            }
        }
        return true;
    }

    private void damaged(DamageKind kind, String text) {
        tally.damaged("line " + lines.number() + ", byte " + lines.offset() + ": " + text);
        int length = lines.to() - lines.from();
        sink.captureDamaged(host(Envelope.NO_TIME), kind, lines.offset(), length, Payload.ofUtf8(text));
    }

    private Stamp host(long timeNanos) {
        return stamp(timeNanos, Envelope.HOST, Envelope.OK);
    }

    private Stamp stamp(long timeNanos, Device device, int result) {
        return stamp(timeNanos, device.number, result);
    }

    private Stamp stamp(long timeNanos, int device, int result) {
        return new Stamp(
                Envelope.NO_POSITION,
                timeNanos,
                Envelope.NO_DURATION,
                device,
                numbering.witness(),
                lines.number(),
                result);
    }
}
