package io.vfioreplay.engine.postmortem;

import io.vfioreplay.engine.ingest.DifferentRedactionException;
import io.vfioreplay.engine.postmortem.Postmortem.Cause;
import io.vfioreplay.engine.postmortem.Postmortem.Compared;
import io.vfioreplay.engine.postmortem.Postmortem.Digests;
import io.vfioreplay.engine.postmortem.Postmortem.Forwarded;
import io.vfioreplay.engine.postmortem.Postmortem.Phase;
import io.vfioreplay.engine.postmortem.Postmortem.Stream;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.MigrationSide;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes a {@link Postmortem} of the evidence of one or both sides. Pure: the same evidence gives the same answer. */
public final class Examiner {

    private Examiner() {}

    /**
     * Examines what there is.
     *
     * @param source evidence of the source
     * @param destination evidence of the destination
     * @throws IllegalArgumentException when both are empty
     * @throws DifferentRedactionException when their bytes were replaced in different ways
     */
    public static Postmortem examine(Optional<Evidence> source, Optional<Evidence> destination) {
        return examination(source, destination).postmortem();
    }

    /**
     * Examines a recording that was given for both sides: by itself, since it cannot be compared with itself, and the sentence says so
     * first, unless the recording shows both sides.
     */
    public static Postmortem examineGivenTwice(Evidence both) {
        Postmortem alone = examine(Optional.of(both), Optional.empty());
        MigrationObserver observer = both.observer();
        boolean showsBoth = observer.savingAttempts() > 0 && observer.loadingAttempts() > 0;
        return showsBoth
                ? alone
                : alone.with(
                        "Source and destination are the same recording, so there is nothing to compare it with; give that of the other side. By itself: "
                                + alone.sentence());
    }

    /**
     * The same with what it takes to look at both recordings side by side.
     *
     * @throws IllegalArgumentException when both are empty
     * @throws DifferentRedactionException when their bytes were replaced in different ways
     */
    public static Examination examination(Optional<Evidence> source, Optional<Evidence> destination) {
        if (source.isEmpty() && destination.isEmpty()) {
            throw new IllegalArgumentException("a post-mortem needs at least one recording");
        }
        source.ifPresent(one ->
                destination.ifPresent(other -> DifferentRedactionException.refuse(one.redaction(), other.redaction())));
        boolean swapped = isSwapped(source, destination);
        Evidence from = (swapped ? destination : source).orElse(null);
        Evidence to = (swapped ? source : destination).orElse(null);
        if (from != null && to == null && endedLoading(from)) {
            to = from;
            from = null;
        } else if (from != null && to == null && from.observer().loadingAttempts() > 0) {
            to = from;
            from = from.observer().savingAttempts() > 0 ? from : null;
        } else if (to != null && from == null && to.observer().savingAttempts() > 0) {
            from = to;
            to = to.observer().loadingAttempts() > 0 ? to : null;
        }
        Decision decision = Decision.of(from, to);
        Matter matter = decision.matter();
        return new Examination(report(decision, swapped), new MergedClock(matter.clock()), Parting.of(matter));
    }

    /** Whether only the words of a VMM tell that it loaded. */
    private static boolean endedLoading(Evidence only) {
        return only.observer().savingAttempts() == 0
                && only.observer().loadingAttempts() == 0
                && only.observer().words().stream()
                        .anyMatch(word -> word.side() == MigrationSide.RECORDED && word.endsLoading());
    }

    private static boolean isSwapped(Optional<Evidence> source, Optional<Evidence> destination) {
        boolean sourceSaves =
                source.map(side -> side.observer().savingAttempts() > 0).orElse(false);
        boolean sourceLoads =
                source.map(side -> side.observer().loadingAttempts() > 0).orElse(false);
        boolean destinationSaves =
                destination.map(side -> side.observer().savingAttempts() > 0).orElse(false);
        boolean destinationLoads =
                destination.map(side -> side.observer().loadingAttempts() > 0).orElse(false);
        boolean both = source.isPresent() && destination.isPresent();
        return both && !sourceSaves && !destinationLoads && (sourceLoads || destinationSaves);
    }

    private static Postmortem report(Decision decision, boolean swapped) {
        Matter matter = decision.matter();
        Judgement judgement = decision.judgement();
        OptionalLong downtime = downtime(matter);
        boolean ran = matter.saving() != null
                && matter.loading() != null
                && matter.loading().running != null
                && !matter.isOfTwoMigrations();
        return new Postmortem(
                judgement.verdict(),
                judgement.blame(),
                sentence(decision),
                cause(matter, judgement),
                new Observations(matter, judgement).findings(swapped, ran && downtime.isEmpty()),
                stream(matter),
                matter.faults(),
                phases(matter),
                downtime,
                matter.clock().report(matter),
                MergedTimeline.of(matter, judgement),
                new Digests(digest(matter.source()), digest(matter.destination())));
    }

    private static String sentence(Decision decision) {
        Attempt saving = decision.matter().saving();
        return decision.devices() < 2 || saving == null
                ? decision.judgement().what()
                : "%s (Of the %d devices that were moved together none fared worse than %s.)"
                        .formatted(decision.judgement().what(), decision.devices(), saving.name);
    }

    private static Optional<String> digest(@Nullable Evidence evidence) {
        return evidence == null ? Optional.empty() : evidence.digest();
    }

    private static Optional<Cause> cause(Matter matter, Judgement judgement) {
        Side side = judgement.side();
        Moment at = judgement.at();
        if (side == null || at == null) {
            return Optional.empty();
        }
        Evidence evidence = side == Side.SOURCE ? matter.source() : matter.destination();
        if (evidence == null) {
            return Optional.empty();
        }
        List<Cause> found = new ArrayList<>();
        evidence.events()
                .replay(
                        at.position(),
                        at.position() + 1,
                        (envelope, kind, values, payload) -> found.add(new Cause(
                                side,
                                envelope.position(),
                                envelope.record(),
                                EventWords.line(envelope, kind, values),
                                Optional.ofNullable(judgement.rule()))));
        return found.stream().findFirst();
    }

    private static Stream stream(Matter matter) {
        Attempt saving = matter.saving();
        SortedMap<String, Long> perState = new TreeMap<>();
        if (saving != null && saving.view.showsData() && !saving.isStopUnseen()) {
            perState.put(StateRole.PRE_COPY.name(), saving.preCopyBytes());
            perState.put(StateRole.STOP_COPY.name(), 0L);
            saving.bytesPerRole.forEach((role, bytes) -> perState.put(role.name(), bytes));
        }
        Fit fit = matter.fit();
        Compared compared = matter.compared();
        return new Stream(
                saving == null ? OptionalLong.empty() : bytes(matter.source(), saving),
                perState,
                bytes(matter.destination(), matter.loading()),
                fit == null || (compared == Compared.NOTHING && matter.isCounted())
                        ? Forwarded.UNKNOWN
                        : fit.forwarded(),
                compared,
                matter.difference().or(matter::onTheWire));
    }

    private static OptionalLong bytes(@Nullable Evidence evidence, @Nullable Attempt attempt) {
        if (evidence == null || (attempt != null && (attempt.uncounted || !attempt.view.showsData()))) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(attempt == null ? 0 : attempt.chunks.length());
    }

    private static List<Phase> phases(Matter matter) {
        List<Phase> phases = new ArrayList<>();
        if (matter.saving() != null) {
            addPhases(phases, Side.SOURCE, matter.saving().spans, matter.clock().source());
        }
        if (matter.loading() != null) {
            addPhases(
                    phases,
                    Side.DESTINATION,
                    matter.loading().spans,
                    matter.clock().destination());
        }
        return phases;
    }

    private static void addPhases(List<Phase> phases, Side side, List<Attempt.Span> spans, HostClock clock) {
        for (int i = 0; i < spans.size(); i++) {
            Attempt.Span span = spans.get(i);
            boolean last = i + 1 == spans.size();
            long endPosition = last ? span.to : spans.get(i + 1).from.position();
            long end = last ? span.toNanos : spans.get(i + 1).from.timeNanos();
            boolean known = span.from.hasTime()
                    && end != Envelope.NO_TIME
                    && !clock.isSteppedBetween(span.from.position(), endPosition);
            OptionalLong nanos =
                    known ? OptionalLong.of(Math.max(0, end - span.from.timeNanos())) : OptionalLong.empty();
            phases.add(new Phase(side, span.state, span.from.position(), span.to, nanos));
        }
    }

    private static OptionalLong downtime(Matter matter) {
        Attempt saving = matter.saving();
        Moment paused = saving == null || saving.isStopUnseen() ? null : saving.paused;
        Moment running = matter.loading() == null ? null : matter.loading().running;
        return paused == null || running == null
                ? OptionalLong.empty()
                : matter.clock().between(paused, running);
    }
}
