package io.vfioreplay.engine.coverage;

import io.vfioreplay.hardware.event.DamageKind;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.GapCause;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.ResetCause;
import java.util.Set;

/** The faults that the events of a recording tell of. One thread. */
final class FaultWatch implements FlatEventSink {

    private final Set<Item> seen;
    private final Set<String> errors;

    /** Adds to {@code seen}, and to {@code errors} texts such as {@code deviceStateSet EINVAL}. */
    FaultWatch(Set<Item> seen, Set<String> errors) {
        this.seen = seen;
        this.errors = errors;
    }

    @Override
    public void accept(Envelope envelope, EventKind kind, long[] values, Payload payload) {
        if (Tables.isRequest(kind) && envelope.result() > 0) {
            seen.add(new Item(Tables.REFUSALS, kind.label()));
            errors.add(kind.label() + " " + Errno.name(envelope.result()));
        } else if (Tables.isRequest(kind) && envelope.result() == Envelope.UNANSWERED) {
            seen.add(new Item(Tables.UNANSWERED, kind.label()));
        }
        if (kind == EventKind.DEVICE_RESET) {
            add(Tables.RESETS, ResetCause.values(), values[0]);
        } else if (kind == EventKind.EVENTS_LOST) {
            add(Tables.GAPS, GapCause.values(), values[1]);
        } else if (kind == EventKind.CAPTURE_DAMAGED) {
            add(Tables.DAMAGES, DamageKind.values(), values[0]);
        } else if (Tables.isSpoken(kind)) {
            seen.add(new Item(Tables.VMMS, kind.label()));
        }
    }

    /** A newer program may know more than this one; what it means is not known here. */
    private void add(String table, Enum<?>[] all, long code) {
        if (code >= 0 && code < all.length) {
            seen.add(new Item(table, all[(int) code].name()));
        }
    }
}
