package io.vfioreplay.engine.travel;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.index.JournalIndex;
import io.vfioreplay.engine.postmortem.Evidence;
import io.vfioreplay.engine.postmortem.Examination;
import io.vfioreplay.engine.postmortem.Examiner;
import io.vfioreplay.engine.postmortem.ModelFindings;
import io.vfioreplay.engine.postmortem.Parting;
import io.vfioreplay.engine.postmortem.Postmortem;
import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.engine.postmortem.SideFinding;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.rule.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What has to be read from end to end: the post-mortem, the findings, the times. Each is made when it is first needed, and once. One
 * thread.
 */
final class Examined {

    /** A post-mortem of so many events takes about a second or two, which nobody minds when opening. */
    private static final long UNASKED_EVENTS_MAX = 2_000_000;

    private final Map<Side, Recording> recordings;
    private final Map<Side, Times> own = new EnumMap<>(Side.class);
    private final Map<Side, Times> common = new EnumMap<>(Side.class);
    private @Nullable Examination examination;

    Examined(Map<Side, Recording> recordings) {
        this.recordings = recordings;
    }

    /** Where a session opens, as long as that is quick to find. */
    Failure failure(Progress progress) {
        if (examination != null || isQuick()) {
            return examine(progress);
        }
        Optional<SideFinding> known = stored().flatMap(findings ->
                findings.stream().filter(SideFinding::isError).findFirst());
        return known.map(Examined::failure)
                .orElseGet(
                        () -> new Failure(
                                Side.SOURCE,
                                timeline(Side.SOURCE).eventCount() - 1,
                                Failure.Origin.NOT_EXAMINED,
                                "this is the end: the failure was not looked for, since there are many events; go failure does it"));
    }

    /** Where things went wrong, however long it takes to find. */
    Failure examine(Progress progress) {
        Postmortem postmortem = postmortem(progress);
        Optional<Postmortem.Cause> cause = postmortem.cause();
        if (cause.isPresent()) {
            return new Failure(
                    given(cause.get().side()),
                    cause.get().position(),
                    Failure.Origin.POSTMORTEM,
                    postmortem.sentence());
        }
        return findings(progress).stream()
                .filter(SideFinding::isError)
                .findFirst()
                .map(Examined::failure)
                .orElseGet(() -> end(postmortem));
    }

    private static Failure failure(SideFinding finding) {
        return new Failure(
                finding.side(),
                finding.position(),
                Failure.Origin.FINDING,
                finding.rule().id() + ": " + finding.message());
    }

    private Failure end(Postmortem postmortem) {
        long last = timeline(Side.SOURCE).eventCount() - 1;
        return new Failure(Side.SOURCE, last, Failure.Origin.END, postmortem.sentence());
    }

    Postmortem postmortem(Progress progress) {
        return examination(progress).postmortem();
    }

    /** Where the streams part, with the sides as they were given. */
    Optional<Parting> parting(Progress progress) {
        return recordings.size() < 2
                ? Optional.empty()
                : examination(progress).parting().map(parting -> isSwapped() ? parting.swapped() : parting);
    }

    /** What was found, by side and position, with the sides as they were given. */
    List<SideFinding> findings(Progress progress) {
        if (examination == null) {
            Optional<List<SideFinding>> stored = isQuick() ? Optional.empty() : stored();
            if (stored.isPresent()) {
                return stored.get();
            }
        }
        List<SideFinding> findings = new ArrayList<>();
        for (SideFinding finding : postmortem(progress).findings()) {
            findings.add(new SideFinding(
                    finding.rule(), finding.severity(), given(finding.side()), finding.position(), finding.message()));
        }
        return ordered(findings);
    }

    private Optional<List<SideFinding>> stored() {
        List<SideFinding> all = new ArrayList<>();
        for (Map.Entry<Side, Recording> entry : recordings.entrySet()) {
            Optional<List<Finding>> stored = entry.getValue().index().flatMap(JournalIndex::findings);
            if (stored.isEmpty()) {
                return Optional.empty();
            }
            stored.get().forEach(finding -> all.add(SideFinding.of(entry.getKey(), finding)));
        }
        return Optional.of(ordered(all));
    }

    private static List<SideFinding> ordered(List<SideFinding> findings) {
        findings.sort(Comparator.comparing(SideFinding::side).thenComparing(SideFinding::position));
        return findings;
    }

    /** Which event of a recording was the last at a time of its own clock. */
    Times times(Side side, Progress progress) {
        return own.computeIfAbsent(side, any -> new Times(timeline(side), Times.Scale.OWN, progress));
    }

    /**
     * Where the other recording was when this one was at a position; empty where one of them has no times.
     *
     * <p>Journals that were not examined since they are long are compared by their own clocks.
     */
    OptionalLong counterpart(Side side, long position, Progress progress) {
        Side other = other(side);
        if (position < 0) {
            return OptionalLong.of(Envelope.NO_POSITION);
        }
        Times here = common(side, progress);
        Times there = common(other, progress);
        long now = here.at(position);
        return now == Envelope.NO_TIME || !there.isTimed() ? OptionalLong.empty() : OptionalLong.of(there.lastAt(now));
    }

    private Times common(Side side, Progress progress) {
        if (examination == null && !isQuick()) {
            return times(side, progress);
        }
        Times known = common.get(side);
        if (known == null) {
            Examination examined = examination(progress);
            Side truly = given(side);
            known = new Times(
                    timeline(side), (position, time) -> examined.clock().nanos(truly, position, time), progress);
            common.put(side, known);
        }
        return known;
    }

    private Examination examination(Progress progress) {
        Examination known = examination;
        if (known == null) {
            known = examined(progress);
            examination = known;
        }
        return known;
    }

    private Examination examined(Progress progress) {
        ModelFindings models = new ModelFindings();
        Timeline source = timeline(Side.SOURCE);
        Evidence from = Evidence.read(source, Side.SOURCE, progress);
        Optional<Evidence> to = Optional.ofNullable(recordings.get(Side.DESTINATION))
                .map(recording -> {
                    Timeline there = recording.timeline();
                    return models.inDestination(Evidence.read(there, Side.DESTINATION, progress), there, from, source);
                });
        return Examiner.examination(Optional.of(models.inSource(from, source)), to);
    }

    private Timeline timeline(Side side) {
        Recording recording = recordings.get(side);
        if (recording == null) {
            throw new IllegalStateException("no recording of the " + side.label());
        }
        return recording.timeline();
    }

    private boolean isQuick() {
        long events = 0;
        for (Recording recording : recordings.values()) {
            events += recording.timeline().eventCount();
        }
        return events <= UNASKED_EVENTS_MAX;
    }

    /** Whether the recordings were given in the wrong order, as far as that is known. */
    boolean isSwapped() {
        return examination != null && examination.postmortem().isSwapped();
    }

    /** The side as it was given of one that was found to be truly this; and the other way round. */
    private Side given(Side truly) {
        return recordings.size() < 2 ? Side.SOURCE : isSwapped() ? other(truly) : truly;
    }

    private static Side other(Side side) {
        return side == Side.SOURCE ? Side.DESTINATION : Side.SOURCE;
    }
}
