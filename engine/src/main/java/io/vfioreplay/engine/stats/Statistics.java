package io.vfioreplay.engine.stats;

import io.vfioreplay.engine.query.Filter;
import io.vfioreplay.engine.query.Matcher;
import io.vfioreplay.hardware.device.Phases;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Unflattener;
import java.util.List;

/**
 * Counts, rates and histograms over events: of all, and of groups. In bounded memory: at most 12 KB for each of at most
 * {@value Grouping#GROUPS_MAX} groups of each grouping. One thread.
 */
public final class Statistics {

    private final PhaseNames phaseNames = new PhaseNames();
    private final List<Grouping> groupings;
    private final boolean needsPhases;
    private final Tally all = new Tally();
    private final Activity activity = new Activity();
    private final Access access = new Access();

    /**
     * Statistics of nothing yet.
     *
     * @param groupings by what to count, each by one or more dimensions together
     */
    public Statistics(List<List<Dimension>> groupings) {
        this.groupings = groupings.stream()
                .map(dimensions -> new Grouping(dimensions, phaseNames))
                .toList();
        this.needsPhases = groupings.stream().anyMatch(dimensions -> dimensions.contains(Dimension.PHASE));
    }

    /** All events together. */
    public Tally all() {
        return all;
    }

    /** When they happened. */
    public Activity activity() {
        return activity;
    }

    /** The groups, in the order of the constructor. */
    public List<Grouping> groupings() {
        return groupings;
    }

    /**
     * A pass over events, which adds those to these statistics that the filter is true of. One at a time.
     *
     * @param originNanos as in {@link Filter#matcher(long)}
     */
    public Pass pass(Filter filter, long originNanos) {
        phaseNames.forgetDevices();
        return new Pass(filter, originNanos);
    }

    private void add(Envelope envelope, EventKind kind, long[] values, int payloadBytes) {
        access.look(kind, values);
        all.add(envelope, payloadBytes);
        if (envelope.timeNanos() != Envelope.NO_TIME) {
            activity.add(envelope.timeNanos());
        }
        for (int i = 0; i < groupings.size(); i++) {
            groupings.get(i).add(envelope, kind, access, payloadBytes);
        }
    }

    /** Takes in the events of a journal in order, from its beginning. */
    public final class Pass implements FlatEventSink {

        private final Matcher matcher;
        private final boolean needsHistory;
        private final Phases phases = new Phases();
        private final Unflattener changes = new Unflattener(phases);

        private Pass(Filter filter, long originNanos) {
            this.matcher = filter.matcher(originNanos);
            this.needsHistory = filter.needsHistory() || needsPhases;
        }

        /** Whether it must be shown the events before those that are to be counted. */
        public boolean needsHistory() {
            return needsHistory;
        }

        @Override
        public void accept(Envelope envelope, EventKind kind, long[] values, Payload payload) {
            if (matcher.matches(envelope, kind, values, payload)) {
                add(envelope, kind, values, payload.length());
            }
            follow(envelope, kind, values, payload);
        }

        /** Takes in an event that is not to be counted, since it lies before those that are. */
        public void pass(Envelope envelope, EventKind kind, long[] values, Payload payload) {
            matcher.pass(envelope, kind, values, payload);
            follow(envelope, kind, values, payload);
        }

        private void follow(Envelope envelope, EventKind kind, long[] values, Payload payload) {
            if (needsPhases && Phases.mayChange(kind)) {
                changes.accept(envelope, kind, values, payload);
                phaseNames.changed(envelope.device(), phases);
            }
        }
    }
}
