package io.vfioreplay.engine.postmortem;

import io.vfioreplay.hardware.event.Envelope;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One clock over two hosts: the source's, as it went when the attempt was decided, to which the destination's times are brought.
 *
 * @param source the clock of the source
 * @param destination the clock of the destination
 * @param bounds of their offset
 */
record CommonClock(HostClock source, HostClock destination, ClockBounds bounds) {

    /** No step, no offset known. */
    static final CommonClock UNKNOWN =
            new CommonClock(new HostClock(List.of(), 0), new HostClock(List.of(), 0), ClockBounds.NONE);

    /** The clock by what the attempts of both sides show. */
    static CommonClock of(Matter matter) {
        HostClock source = HostClock.of(matter.source(), matter.saving());
        HostClock destination = HostClock.of(matter.destination(), matter.loading());
        ClockBounds bounds =
                matter.isOfTwoMigrations() ? ClockBounds.NONE : new ClockPairs(matter, source, destination).bounds();
        return new CommonClock(source, destination, bounds);
    }

    /** A time of one side on the common clock; {@link Envelope#NO_TIME} stays what it is. */
    long nanos(Side side, long position, long timeNanos) {
        HostClock clock = side == Side.SOURCE ? source : destination;
        long own = clock.nanos(position, timeNanos);
        boolean moved = side == Side.DESTINATION && own != Envelope.NO_TIME;
        return moved ? Nanos.between(bounds.used().orElse(0), own) : own;
    }

    /** Whether the destination made its request before the source had its answer; where a clock is missing, it did. */
    boolean isBefore(Moment onDestination, Moment onSource) {
        return !onDestination.hasTime()
                || !onSource.hasTime()
                || nanos(Side.DESTINATION, onDestination.position(), onDestination.requestNanos())
                        <= nanos(Side.SOURCE, onSource.position(), onSource.timeNanos());
    }

    /** From a request on the source to an answer on the destination; empty where the clocks do not tell. */
    OptionalLong between(Moment onSource, Moment onDestination) {
        boolean told = onSource.hasTime()
                && onDestination.hasTime()
                && source.isSure(onSource.position())
                && destination.isSure(onDestination.position())
                && bounds.used().isPresent();
        if (!told) {
            return OptionalLong.empty();
        }
        long nanos = Nanos.between(
                nanos(Side.SOURCE, onSource.position(), onSource.requestNanos()),
                nanos(Side.DESTINATION, onDestination.position(), onDestination.timeNanos()));
        return nanos < 0 ? OptionalLong.empty() : OptionalLong.of(nanos);
    }

    /** What a post-mortem says of it. */
    Postmortem.Clocks report(Matter matter) {
        return new Postmortem.Clocks(nanos(bounds.min()), nanos(bounds.max()), bounds.used(), sentence(matter));
    }

    private String sentence(Matter matter) {
        Attempt saving = matter.saving();
        Attempt loading = matter.loading();
        if (saving == null && loading == null) {
            return "no side shows a migration";
        }
        if (saving == null || loading == null) {
            return "only one side shows the migration, so there is no second clock";
        }
        if (matter.isOfTwoMigrations()) {
            return "the recordings are not of one migration, so nothing tells how they stand to each other";
        }
        if (!saving.begin.hasTime() || !loading.begin.hasTime()) {
            boolean neither = !saving.begin.hasTime() && !loading.begin.hasTime();
            String who = saving.begin.hasTime() ? Side.DESTINATION.label() : Side.SOURCE.label();
            return neither ? "neither recording has times" : "the recording of the " + who + " has no times";
        }
        List<String> steps = new ArrayList<>();
        source.steps().forEach(step -> steps.add("the source's was " + step.words()));
        destination.steps().forEach(step -> steps.add("the destination's was " + step.words()));
        return steps.isEmpty() ? bounds.sentence() : bounds.sentence() + "; " + String.join(", ", steps);
    }

    private static OptionalLong nanos(ClockBounds.@Nullable Bound bound) {
        return bound == null ? OptionalLong.empty() : OptionalLong.of(bound.nanos());
    }
}
