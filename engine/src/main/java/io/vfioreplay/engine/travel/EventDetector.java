package io.vfioreplay.engine.travel;

import io.vfioreplay.engine.index.JournalIndex;
import io.vfioreplay.engine.index.Term;
import io.vfioreplay.engine.query.Filter;
import io.vfioreplay.engine.query.Matcher;
import io.vfioreplay.engine.travel.FieldPattern.Memory;
import io.vfioreplay.hardware.device.ObservedHost;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.memory.IommuMappings;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds events: those that pass a filter, which may ask for the phase, and those that touch memory. One thread. */
final class EventDetector implements Detector {

    private static final Set<EventKind> MEMORY = Set.of(
            EventKind.DMA_ISSUED,
            EventKind.DMA_COMPLETED,
            EventKind.DMA_MAPPED,
            EventKind.DMA_UNMAPPED,
            EventKind.DIRTY_PAGES_REPORTED);

    private final FieldPattern pattern;
    private final Filter filter;
    private final long originNanos;
    private Matcher matcher;

    EventDetector(FieldPattern pattern, long originNanos) {
        this.pattern = pattern;
        this.filter = pattern instanceof FieldPattern.Events events ? events.filter() : Filter.ALL;
        this.originNanos = originNanos;
        this.matcher = filter.matcher(originNanos);
    }

    @Override
    public boolean needsState() {
        return filter.needsHistory();
    }

    /** ours: memory is looked for by kinds of events; what touches memory is rare beside accesses to registers. */
    @Override
    public Collection<Term> changes(JournalIndex index) {
        return index.terms().stream().filter(this::canMatch).toList();
    }

    private boolean canMatch(Term term) {
        if (!(term instanceof Term.Happened happened)) {
            return false;
        }
        return !(pattern instanceof Memory memory)
                || (MEMORY.contains(happened.kind())
                        && (memory.device() == FieldPattern.EVERY_DEVICE || memory.device() == happened.device()));
    }

    @Override
    public Collection<Term> folds(JournalIndex index) {
        return List.of();
    }

    @Override
    public boolean appears(int device) {
        return false;
    }

    @Override
    public boolean foldsEverything() {
        return filter.needsHistory();
    }

    @Override
    public boolean isFolded(ObservedHost host, Envelope envelope, EventKind kind, long[] values) {
        return false;
    }

    @Override
    public void begin(ObservedHost host) {
        matcher = filter.matcher(originNanos, host);
    }

    @Override
    public void passed(Envelope envelope, EventKind kind, long[] values) {}

    @Override
    public void before(ObservedHost host, Envelope envelope, EventKind kind, long[] values) {}

    @Override
    public boolean behind(
            ObservedHost host,
            Envelope envelope,
            EventKind kind,
            long[] values,
            Payload payload,
            Change.Consumer consumer) {
        boolean found = pattern instanceof Memory memory
                ? touches(memory, envelope, kind, values, payload)
                : matcher.matches(envelope, kind, values, payload);
        return !found
                || consumer.accept(new Change(
                        envelope.position(),
                        envelope.timeNanos(),
                        pattern.text(),
                        Optional.empty(),
                        Optional.of(EventPhrase.of(envelope, kind, values))));
    }

    private static boolean touches(Memory memory, Envelope envelope, EventKind kind, long[] values, Payload payload) {
        boolean device = memory.device() == FieldPattern.EVERY_DEVICE || memory.device() == envelope.device();
        if (!device || !envelope.succeeded()) {
            return false;
        }
        return switch (kind) {
            case DMA_ISSUED, DMA_COMPLETED -> memory.touches(values[3], values[4]);
            case DMA_MAPPED -> memory.touches(values[0], values[1]);
            case DMA_UNMAPPED -> (values[2] & IommuMappings.UNMAP_ALL) != 0 || memory.touches(values[0], values[1]);
            case DIRTY_PAGES_REPORTED -> isDirty(memory, values, payload);
            default -> false;
        };
    }

    /** Whether a page that was reported as dirty has one of the bytes. */
    private static boolean isDirty(Memory memory, long[] values, Payload bitmap) {
        long pageSize = values[3];
        if (pageSize <= 0) {
            return false;
        }
        for (int at = 0; at < bitmap.length(); at++) {
            int bits = bitmap.byteAt(at) & 0xff;
            for (int bit = 0; bits != 0 && bit < Byte.SIZE; bit++) {
                long into = ((long) at * Byte.SIZE + bit) * pageSize;
                boolean within = Long.compareUnsigned(into, values[2]) < 0;
                if (within && (bits >> bit & 1) != 0 && memory.touches(values[1] + into, pageSize)) {
                    return true;
                }
            }
        }
        return false;
    }
}
