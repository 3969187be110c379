package io.vfioreplay.engine.replay;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.ingest.Derivation;
import io.vfioreplay.hardware.model.Evidence;
import io.vfioreplay.hardware.model.EvidenceCollector;
import io.vfioreplay.hardware.model.ExpectedStream;
import io.vfioreplay.hardware.model.KnownDeviceProvider;
import io.vfioreplay.hardware.model.PredictingHost;
import io.vfioreplay.hardware.model.PredictingHost.Choice;
import io.vfioreplay.hardware.model.WrongAnswer;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Replays the devices whose behaviour is known and compares each answer with the recorded one. One thread.
 */
public final class Predictor {

    private static final SortedMap<Integer, ExpectedStream> NOTHING_GIVEN = Collections.emptySortedMap();
    private static final SortedMap<Integer, Choice> NOTHING_KNOWN = Collections.emptySortedMap();

    private final KnownModels models;
    private final Optional<String> chosen;

    /**
     * A predictor.
     *
     * @param models to choose from
     * @param chosen the name of the model that every device has, or empty when the recording is to tell
     * @throws UnusableModelException when no model has that name
     */
    public Predictor(KnownModels models, Optional<String> chosen) {
        this.models = models;
        this.chosen = chosen;
        chosen.ifPresent(models::named);
    }

    /**
     * A recording and what it tells about the kinds of its devices.
     *
     * @param events the recording
     * @param evidence by device index
     */
    public record Recording(Replayable events, SortedMap<Integer, Evidence> evidence) {

        /** Reads a recording once for its evidence. */
        public static Recording of(Replayable events) {
            EvidenceCollector collector = new EvidenceCollector();
            events.replay(Range.ALL, Progress.NONE, collector);
            return new Recording(events, collector.evidence());
        }

        /** The same of a journal; the devices of a redacted one are of no known kind, since no model can read it. */
        public static Recording of(Timeline journal) {
            return Derivation.isRedacted(journal.description())
                    ? new Recording(journal, new TreeMap<>())
                    : of((Replayable) journal);
        }
    }

    /**
     * The models of a recording's devices before its first event, to be fed by the caller; without devices when none is known.
     *
     * @param recording what tells the kinds of its devices; its events are not read
     */
    public PredictingHost host(Recording recording) {
        return new PredictingHost(choices(recording, NOTHING_GIVEN, NOTHING_KNOWN));
    }

    /** Replays the events before {@code to}; a report without models when no device is known. */
    public PredictionReport run(Recording recording, long to, Progress progress) {
        return run(recording.events(), to, choices(recording, NOTHING_GIVEN, NOTHING_KNOWN), progress);
    }

    /**
     * Replays a destination that must be given what the source's model hands out. A device that is not recognised is of the
     * source's kind. ours: of several devices, those with the same index belong together.
     */
    public PredictionReport run(Recording destination, Recording source, long to, Progress progress) {
        SortedMap<Integer, Choice> given = choices(source, NOTHING_GIVEN, NOTHING_KNOWN);
        PredictionReport saved = run(source.events(), Long.MAX_VALUE, given, progress);
        TreeMap<Integer, ExpectedStream> streams = new TreeMap<>(saved.streams());
        streams.values().removeIf(stream -> stream.forLoading(0).length() == 0);
        return run(destination.events(), to, choices(destination, streams, given), progress);
    }

    private static PredictionReport run(
            Replayable events, long to, SortedMap<Integer, Choice> choices, Progress progress) {
        PredictingHost host = new PredictingHost(choices);
        if (!choices.isEmpty()) {
            events.replay(new Range(0, to), progress, host);
        }
        Optional<Divergence> divergence =
                host.predictions().wrong().stream().findFirst().map(wrong -> divergence(events, wrong));
        return new PredictionReport(
                host.models(),
                host.predictions().reads(),
                host.predictions().others(),
                host.predictions().wrong(),
                divergence,
                host.tree(),
                host.streams());
    }

    private SortedMap<Integer, Choice> choices(
            Recording recording, SortedMap<Integer, ExpectedStream> streams, SortedMap<Integer, Choice> given) {
        TreeMap<Integer, Choice> choices = new TreeMap<>();
        recording.evidence().forEach((index, evidence) -> {
            boolean isRecognised =
                    chosen.isPresent() || models.recognising(evidence).isPresent();
            boolean loads = evidence.loadedBytes() > 0;
            Optional<Choice> sourceKind = counterpart(given, index);
            Optional<Choice> inherited = sourceKind.filter(kind -> loads && !isRecognised);
            Evidence sizes = sourceKind
                    .filter(kind -> evidence.regionSizes().isEmpty())
                    .map(Choice::evidence)
                    .orElse(evidence);
            ExpectedStream expected = counterpart(streams, index)
                    .filter(any -> loads)
                    .map(any -> any.forLoading(evidence.loadedBytes()))
                    .orElseGet(ExpectedStream::new);
            kind(evidence)
                    .or(() -> inherited.map(Choice::provider))
                    .ifPresent(provider -> choices.put(index, new Choice(provider, sizes, expected)));
        });
        return choices;
    }

    /** What belongs to the device of this index on the other side, where there may be one device only, of any index. */
    private static <T> Optional<T> counterpart(SortedMap<Integer, T> ofOtherSide, int index) {
        return Optional.ofNullable(ofOtherSide.get(ofOtherSide.size() == 1 ? ofOtherSide.firstKey() : index));
    }

    private Optional<KnownDeviceProvider> kind(Evidence evidence) {
        return chosen.map(models::named).or(() -> models.recognising(evidence));
    }

    private static Divergence divergence(Replayable events, WrongAnswer wrong) {
        return new Divergence(
                wrong.position(),
                wrong.request(),
                wrong.recorded(),
                wrong.predicted(),
                Divergence.eventsUpTo(events, wrong.position()));
    }
}
