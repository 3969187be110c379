package io.vfioreplay.engine.shrink;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.ingest.Derivation;
import io.vfioreplay.engine.ingest.DifferentRedactionException;
import io.vfioreplay.engine.postmortem.Evidence;
import io.vfioreplay.engine.postmortem.Evidence.Alternative;
import io.vfioreplay.engine.postmortem.Examiner;
import io.vfioreplay.engine.postmortem.ModelFindings;
import io.vfioreplay.engine.postmortem.Postmortem;
import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.engine.replay.Replayable;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.hardware.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Judges courses as {@code postmortem} judges the recordings that they come from: by the same witnesses, rules and models, in memory.
 * The recordings are only read, and stay open until their owner closes them. One thread.
 */
public final class Examination {

    private final Timeline source;
    private final Optional<Timeline> destination;
    private final ModelFindings models = new ModelFindings();

    /**
     * An examination of what comes from one or two recordings.
     *
     * @throws DifferentRedactionException when their bytes were replaced in different ways
     */
    public Examination(Timeline source, Optional<Timeline> destination) {
        destination.ifPresent(other -> DifferentRedactionException.refuse(source.description(), other.description()));
        this.source = source;
        this.destination = destination;
    }

    /** All that was recorded; it is in memory from now on. */
    public Course whole(Progress progress) {
        List<Item> items = new ArrayList<>();
        read(source, Side.SOURCE, items, progress);
        destination.ifPresent(timeline -> read(timeline, Side.DESTINATION, items, progress));
        return new Course(items);
    }

    private static void read(Timeline timeline, Side side, List<Item> items, Progress progress) {
        Set<Long> divergences = Set.copyOf(Derivation.divergences(timeline.description()));
        timeline.replay(
                Range.ALL,
                progress,
                (envelope, kind, values, payload) -> items.add(new Item(
                        side,
                        Event.copyOf(envelope, kind, values, payload),
                        divergences.contains(envelope.position()))));
    }

    /** The post-mortem of a course. */
    public Postmortem of(Course course) {
        Replayable saved = course.replayable(Side.SOURCE);
        Evidence from = read(source, course, Side.SOURCE);
        Optional<Evidence> to = destination.map(timeline -> {
            Replayable loaded = course.replayable(Side.DESTINATION);
            Evidence read = read(timeline, course, Side.DESTINATION);
            return models.inDestination(read, loaded, from, saved);
        });
        return Examiner.examine(Optional.of(models.inSource(from, saved)), to);
    }

    private static Evidence read(Timeline timeline, Course course, Side side) {
        Alternative shrunk = new Alternative(course.replayable(side), course.divergences(side));
        return Evidence.read(timeline, shrunk, side, Progress.NONE);
    }
}
