package io.vfioreplay.engine.postmortem;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.diff.EventSource;
import io.vfioreplay.engine.ingest.Derivation;
import io.vfioreplay.engine.ingest.JournalHeader;
import io.vfioreplay.engine.replay.Replayable;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.hardware.device.ObservedHost;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.Unflattener;
import io.vfioreplay.hardware.model.EvidenceCollector;
import io.vfioreplay.hardware.rule.Visibility;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of one side.
 *
 * @param observer has read the whole recording
 * @param events the recording, to read bytes again
 * @param findings what the rules found in it
 * @param digest of the state at its end, empty where it was not computed
 * @param kinds what tells the kind of each device
 * @param redaction how its bytes were replaced, as {@link Derivation#redaction} says it
 */
public record Evidence(
        MigrationObserver observer,
        EventSource events,
        List<SideFinding> findings,
        Optional<String> digest,
        EvidenceCollector kinds,
        String redaction) {

    /** Keeps a copy of the findings. */
    public Evidence {
        findings = List.copyOf(findings);
    }

    /** Events as something that can be read again from anywhere, without progress. */
    public static EventSource source(Replayable events) {
        return (from, to, sink) -> events.replay(new Range(from, to), Progress.NONE, sink);
    }

    /** Reads a recording once; without findings of rules and without a digest. */
    public static Evidence of(EventSource events) {
        MigrationObserver observer = new MigrationObserver();
        events.replay(0, Long.MAX_VALUE, observer);
        return new Evidence(
                observer,
                events,
                List.of(),
                Optional.empty(),
                new EvidenceCollector(),
                Derivation.redaction(new TreeMap<>()));
    }

    /**
     * Reads a journal once: the migration in it, the breaches of rules, and the digest of the state at its end.
     *
     * @throws io.vfioreplay.journal.format.CorruptJournalException at damage
     */
    public static Evidence read(Timeline timeline, Side side, Progress progress) {
        List<Long> divergences = Derivation.divergences(timeline.description());
        return read(timeline, new Alternative(timeline, divergences), side, progress);
    }

    /**
     * A course of things that could have happened in place of what is in a journal.
     *
     * @param events what is read
     * @param divergences where, among them, those events are of which a model said something else before the journal was redacted
     */
    public record Alternative(Replayable events, List<Long> divergences) {

        /** Keeps a copy of the positions. */
        public Alternative {
            divergences = List.copyOf(divergences);
        }
    }

    /**
     * The same of a course of things that could have happened instead.
     *
     * @param timeline the journal, which tells what its witnesses are
     * @param instead what is read
     */
    public static Evidence read(Timeline timeline, Alternative instead, Side side, Progress progress) {
        SortedMap<String, String> description =
                Derivation.withDivergences(timeline.description(), instead.divergences());
        return read(
                Witness.of(timeline),
                timeline.header().visible(),
                new Reading(description, instead.events(), side, progress));
    }

    /**
     * The same of events that are in no journal.
     *
     * @param header that of the journal that could be made of them, which tells what its witnesses are
     * @param events what is read
     */
    public static Evidence read(JournalHeader header, Replayable events, Side side) {
        return read(Witness.of(header), header.visible(), new Reading(new TreeMap<>(), events, side, Progress.NONE));
    }

    private record Reading(SortedMap<String, String> description, Replayable events, Side side, Progress progress) {}

    private static Evidence read(List<Witness> witnesses, Set<Visibility> visible, Reading reading) {
        MigrationObserver observer = new MigrationObserver(witnesses);
        ObservedHost host = new ObservedHost();
        List<SideFinding> findings = new ArrayList<>();
        HostRules checker =
                new HostRules(witnesses, visible, finding -> findings.add(SideFinding.of(reading.side, finding)));
        EvidenceCollector kinds = new EvidenceCollector();
        boolean isRedacted = Derivation.isRedacted(reading.description);
        FlatEventSink hostRows = new Unflattener(host);
        reading.events.replay(Range.ALL, reading.progress, (envelope, kind, values, payload) -> {
            observer.accept(envelope, kind, values, payload);
            hostRows.accept(envelope, kind, values, payload);
            checker.accept(envelope, kind, values, payload);
            if (!isRedacted) {
                kinds.accept(envelope, kind, values, payload);
            }
        });
        checker.finish();
        findings.addAll(ModelFindings.beforeRedaction(reading.description, reading.side));
        return new Evidence(
                observer,
                source(reading.events),
                findings,
                Optional.of(host.tree().digest()),
                kinds,
                Derivation.redaction(reading.description));
    }

    /** The same with more findings. */
    Evidence plus(List<SideFinding> more) {
        List<SideFinding> all = new ArrayList<>(findings);
        all.addAll(more);
        return with(all);
    }

    /** The same with other findings. */
    public Evidence with(List<SideFinding> other) {
        return new Evidence(observer, events, other, digest, kinds, redaction);
    }
}
