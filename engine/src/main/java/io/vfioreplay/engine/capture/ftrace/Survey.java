package io.vfioreplay.engine.capture.ftrace;

import io.vfioreplay.engine.capture.ftrace.EventTable.Entry;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.migration.StateV1;
import io.vfioreplay.hardware.migration.StateV2;
import java.util.BitSet;

/**
 * What must be known of a trace before it is read: which events it has, when it begins, and which threads belong together.
 * It grows with the number of threads, not with that of lines.
 */
final class Survey {

    /** Events of processors with a higher number are taken for those of one. */
    static final int CPUS_MAX = 1 << 12;

    private final EventTable table;
    private final Sides sides = new Sides();
    private final BitSet cpus = new BitSet();
    private long firstNanos = Envelope.NO_TIME;

    Survey(EventTable table) {
        this.table = table;
    }

    void line(TraceLine line) {
        if (line.kind() != TraceLine.Kind.EVENT) {
            return;
        }
        if (firstNanos == Envelope.NO_TIME) {
            firstNanos = line.timeNanos();
        }
        cpus.set(Math.min(line.cpu(), CPUS_MAX));
        Entry entry = table.find(line.bytes(), line.nameFrom(), line.nameTo());
        entry.setSeen();
        for (int i = 0; i < entry.claims().size(); i++) {
            MappedEvent claim = entry.claims().get(i);
            if (!claim.mapping().isNamedByText()) {
                seen(line, claim);
            }
        }
    }

    private void seen(TraceLine line, MappedEvent event) {
        sides.seen(line);
        if (!event.setsState()) {
            return;
        }
        event.fields().read(line.bytes(), line.textFrom(), line.textTo());
        Rule rule = event.ruleThatHolds();
        if (rule != null && !event.fields().isFaulty() && rule.action() == Action.DEVICE_STATE_SET) {
            Values values = new Values(event.mapping().protocol());
            if (rule.fill(values, event.fields(), false).isEmpty()) {
                sides.stateSet(line.tid(), isResuming(event.mapping().protocol(), values.intOf(Parameter.STATE)));
            }
        }
    }

    private static boolean isResuming(Protocol protocol, int state) {
        return protocol == Protocol.V2
                ? state == StateV2.RESUMING.number()
                : (state & StateV1.PHASE) == StateV1.RESUMING;
    }

    /** How many processors there are events of. */
    int cpuCount() {
        return cpus.cardinality();
    }

    /** The time of the first event, {@link Envelope#NO_TIME} if there is none. */
    long firstNanos() {
        return firstNanos;
    }

    /** Who belongs to whom. */
    Sides sides() {
        return sides;
    }
}
