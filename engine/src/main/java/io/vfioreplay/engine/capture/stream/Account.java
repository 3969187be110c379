package io.vfioreplay.engine.capture.stream;

import io.vfioreplay.engine.capture.Capture.Numbering;
import io.vfioreplay.engine.capture.RecordTally;
import io.vfioreplay.hardware.event.DamageKind;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import io.vfioreplay.hardware.migration.Protocol;
import org.jspecify.annotations.Nullable;

/** Makes the events of one stream and counts how each section came out. */
final class Account implements Sections.Opener {

    private final EventSink sink;
    private final Numbering numbering;
    private final RecordTally tally;
    private int devices;
    private int device = Sections.NO_DEVICE;
    private boolean cut;
    private @Nullable String damage;
    private @Nullable String fileDamage;

    Account(EventSink sink, Numbering numbering, RecordTally tally) {
        this.sink = sink;
        this.numbering = numbering;
        this.tally = tally;
    }

    /**
     * Opens a device. The stream does not tell which protocol it speaks: both versions are framed alike, and what a device
     * saves is its own. Ours: {@link Protocol#V2}, which every QEMU since 8.0 speaks.
     */
    @Override
    public int open(String name) {
        device = devices++;
        tally.device(name);
        tally.event();
        sink.deviceOpened(stamp(), Protocol.V2, Payload.ofUtf8(name));
        return device;
    }

    /** What comes is of this VFIO device, or of {@link Sections#NO_DEVICE}. */
    void about(int ofDevice) {
        device = ofDevice;
    }

    /** A piece of a device's data. */
    void carried(int section, long streamOffset, long length, Payload data) {
        tally.event();
        sink.migrationDataCarried(stamp(), section, streamOffset, length, data);
    }

    /** Something that is worth a mark. */
    void marked(String text) {
        tally.event();
        sink.markerPlaced(stamp(), Payload.ofUtf8(text));
    }

    /** Something could not be understood. */
    void damaged(DamageKind kind, long offset, long length, String text) {
        cut |= kind == DamageKind.CUT;
        String where = "section " + (tally.records() + 1) + ", byte " + offset + ": " + text;
        damage = damage == null ? where : damage;
        tally.event();
        sink.captureDamaged(stamp(), kind, offset, length, Payload.ofUtf8(text));
    }

    /** The file itself is broken and ends here. */
    void broken(long offset, String why) {
        fileDamage = why;
        tally.event();
        sink.captureDamaged(stamp(), DamageKind.CONTAINER, offset, 0, Payload.ofUtf8(why));
    }

    /** Whether anything in the section that is being read could not be understood. */
    boolean isDamaged() {
        return damage != null;
    }

    /** Whether the stream was found to end within a section. */
    boolean isCut() {
        return cut;
    }

    /** The section is over. */
    void sectionEnds(String kind, boolean relevant) {
        if (damage != null) {
            tally.damaged(damage);
        } else if (relevant) {
            tally.understood(kind);
        } else {
            tally.irrelevant(kind);
        }
        damage = null;
        device = Sections.NO_DEVICE;
    }

    /** The stream is over; what was damaged since the last section is in none. */
    void streamEnds() {
        if (damage != null) {
            tally.remember(damage);
        }
        if (fileDamage != null) {
            tally.broken(fileDamage);
        }
    }

    private Stamp stamp() {
        int number = device == Sections.NO_DEVICE ? Envelope.HOST : numbering.firstDevice() + device;
        return new Stamp(
                Envelope.NO_POSITION,
                Envelope.NO_TIME,
                Envelope.NO_DURATION,
                number,
                numbering.witness(),
                tally.records() + 1,
                Envelope.OK);
    }
}
