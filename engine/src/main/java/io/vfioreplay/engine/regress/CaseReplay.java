package io.vfioreplay.engine.regress;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.ingest.Derivation;
import io.vfioreplay.engine.postmortem.Conformance;
import io.vfioreplay.engine.postmortem.Evidence;
import io.vfioreplay.engine.postmortem.Examiner;
import io.vfioreplay.engine.postmortem.ModelFindings;
import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.engine.postmortem.SideFinding;
import io.vfioreplay.engine.replay.HostState;
import io.vfioreplay.engine.replay.JournalSource;
import io.vfioreplay.engine.replay.PredictionReport;
import io.vfioreplay.engine.replay.Predictor;
import io.vfioreplay.engine.replay.Predictor.Recording;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.hardware.rule.RuleBook;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The recordings of one case, open: they are replayed, and their events can be looked at. Everything of it is read-only but what
 * a packed journal or a capture becomes for a while. One thread.
 */
public final class CaseReplay implements AutoCloseable {

    /** By scope: of one recording, or of both sides, source first. */
    private final Map<String, Opened> recordings = new LinkedHashMap<>();

    private record Opened(JournalSource source, Timeline timeline) implements AutoCloseable {
        static Opened of(Path given) {
            JournalSource source = JournalSource.open(given, HostState.fold(), Progress.NONE);
            try {
                return new Opened(source, Timeline.openWhole(source.journal(), source.shown()));
            } catch (RuntimeException unusable) {
                source.close();
                throw unusable;
            }
        }

        @Override
        public void close() {
            timeline.close();
            source.close();
        }
    }

    private CaseReplay() {}

    /**
     * Opens the recordings of a case.
     *
     * @throws io.vfioreplay.journal.format.JournalException when a journal cannot be read
     * @throws io.vfioreplay.engine.capture.CaptureException when a capture cannot
     */
    public static CaseReplay open(RegressionCase subject) {
        CaseReplay replay = new CaseReplay();
        try {
            boolean isPair = subject.destination().isPresent();
            replay.recordings.put(isPair ? Fact.SOURCE : Fact.RECORDING, Opened.of(subject.source()));
            subject.destination().ifPresent(there -> replay.recordings.put(Fact.DESTINATION, Opened.of(there)));
            return replay;
        } catch (RuntimeException unusable) {
            replay.close();
            throw unusable;
        }
    }

    /**
     * Replays everything once.
     *
     * @throws io.vfioreplay.journal.format.CorruptJournalException at damage
     * @throws io.vfioreplay.engine.ingest.DifferentRedactionException when the two sides cannot be compared
     */
    public Observation observe(RegressionOptions options) {
        TreeMap<Fact, String> facts = new TreeMap<>();
        recordings.forEach((scope, recording) -> RecordingFacts.add(recording.timeline(), scope, facts));
        Opened alone = recordings.get(Fact.RECORDING);
        if (alone != null) {
            addRules(alone.timeline(), options, facts);
            addModels(alone.timeline(), options, facts);
        } else {
            addPostmortem(options, facts);
        }
        return Observation.now(facts);
    }

    private static void addRules(Timeline timeline, RegressionOptions options, SortedMap<Fact, String> facts) {
        Conformance conformance = Conformance.of(timeline);
        conformance.findings().stream()
                .filter(finding -> options.rules().has(finding.rule()))
                .forEach(finding -> putFinding(
                        finding.rule().id(),
                        finding.position(),
                        finding.device(),
                        finding.severity().label(),
                        facts));
        facts.put(
                Fact.of(Fact.RECORDING, Aspect.RECORDING, "findings beyond the first of each rule"),
                Long.toString(conformance.suppressed()));
    }

    private static void addModels(Timeline timeline, RegressionOptions options, SortedMap<Fact, String> facts) {
        if (options.isWithoutModels()) {
            return;
        }
        PredictionReport report = new Predictor(options.models(), options.model())
                .run(Recording.of(timeline), Long.MAX_VALUE, Progress.NONE);
        putModels(Fact.RECORDING, report.models(), facts);
        if (options.rules().has(RuleBook.rule(MigrationFacts.WRONG_ANSWER))) {
            report.wrong().stream()
                    .findFirst()
                    .ifPresent(first -> putWrongAnswer(first.position(), first.device(), facts));
            addBeforeRedaction(timeline, facts);
        }
    }

    /** What models found before the recording was redacted; they cannot read it any more. */
    private static void addBeforeRedaction(Timeline timeline, SortedMap<Fact, String> facts) {
        Set<Long> divergences = Set.copyOf(Derivation.divergences(timeline.description()));
        if (!divergences.isEmpty()) {
            timeline.replay(Range.ALL, Progress.NONE, (envelope, kind, values, payload) -> {
                if (divergences.contains(envelope.position())) {
                    putWrongAnswer(envelope.position(), envelope.device(), facts);
                }
            });
        }
    }

    private static void putWrongAnswer(long position, int device, SortedMap<Fact, String> facts) {
        String severity = RuleBook.rule(MigrationFacts.WRONG_ANSWER).severity().label();
        putFinding(MigrationFacts.WRONG_ANSWER, position, device, severity, facts);
    }

    private static void putFinding(
            String rule, long position, int device, String severity, SortedMap<Fact, String> facts) {
        String place = device < 0 ? "host" : "device" + device;
        facts.merge(
                new Fact(Fact.RECORDING, Aspect.FINDINGS, position, rule + " " + place),
                severity,
                MigrationFacts::both);
    }

    private static void putModels(String scope, SortedMap<Integer, String> models, SortedMap<Fact, String> facts) {
        models.forEach((device, version) ->
                facts.put(Fact.of(scope, Aspect.RECORDING, RecordingFacts.modelOf(device)), version));
    }

    private void addPostmortem(RegressionOptions options, SortedMap<Fact, String> facts) {
        Timeline source = timeline(Fact.SOURCE);
        Timeline destination = timeline(Fact.DESTINATION);
        Evidence from = counting(Evidence.read(source, Side.SOURCE, Progress.NONE), options.rules());
        Evidence to = counting(Evidence.read(destination, Side.DESTINATION, Progress.NONE), options.rules());
        if (!options.isWithoutModels()) {
            ModelFindings models = new ModelFindings(new Predictor(options.models(), options.model()));
            to = models.inDestination(to, destination, from, source);
            from = models.inSource(from, source);
            putModels(Fact.SOURCE, models.versions(Side.SOURCE), facts);
            putModels(Fact.DESTINATION, models.versions(Side.DESTINATION), facts);
        }
        MigrationFacts.add(Examiner.examine(Optional.of(from), Optional.of(to)), options.rules(), facts);
    }

    /** The evidence without the breaches of rules that do not count. */
    private static Evidence counting(Evidence evidence, RuleSelection rules) {
        List<SideFinding> findings = evidence.findings().stream()
                .filter(finding -> rules.has(finding.rule()))
                .toList();
        return evidence.with(findings);
    }

    /** The events of its recordings: of one, or of the source and then the destination. */
    public List<Timeline> timelines() {
        return recordings.values().stream().map(Opened::timeline).toList();
    }

    /** The recording of a scope; of {@link Fact#MIGRATION} there is none. */
    Optional<Timeline> find(String scope) {
        return Optional.ofNullable(recordings.get(scope)).map(Opened::timeline);
    }

    private Timeline timeline(String scope) {
        return find(scope).orElseThrow(() -> new IllegalStateException("no recording of the " + scope));
    }

    @Override
    public void close() {
        @Nullable RuntimeException failed = null;
        for (Opened recording : recordings.values()) {
            try {
                recording.close();
            } catch (RuntimeException one) {
                failed = one;
            }
        }
        if (failed != null) {
            throw failed;
        }
    }
}
