package io.vfioreplay.engine.whatif;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.ingest.Derivation;
import io.vfioreplay.engine.postmortem.Evidence;
import io.vfioreplay.engine.postmortem.Evidence.Alternative;
import io.vfioreplay.engine.postmortem.Examiner;
import io.vfioreplay.engine.postmortem.ModelFindings;
import io.vfioreplay.engine.postmortem.Postmortem;
import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.engine.replay.KnownModels;
import io.vfioreplay.engine.replay.Predictor;
import io.vfioreplay.engine.replay.Predictor.Recording;
import io.vfioreplay.engine.replay.Replayable;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.engine.whatif.Consequences.Followed;
import io.vfioreplay.engine.whatif.WhatIfReport.SideReport;
import io.vfioreplay.engine.whatif.WhatIfReport.Touched;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.model.Answer;
import io.vfioreplay.hardware.model.PredictingHost;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Compares what really happened with what would have happened if some events of one or two journals had been others. The journals
 * are only read, and stay open until their owner closes them. One thread.
 *
 * <p>A branch is judged by the same models, rules and post-mortem as a journal. Devices of known kinds answer in it as their model
 * does, see {@link Consequences}; what one host does is not carried over to the other.
 */
public final class WhatIf {

    private final Map<Side, Timeline> journals = new EnumMap<>(Side.class);
    private final Map<Side, List<Edit.Written>> edits = new EnumMap<>(Side.class);
    private final Predictor predictor = new Predictor(KnownModels.installed(), Optional.empty());

    /** Nothing is edited yet. */
    public WhatIf(Timeline source, Optional<Timeline> destination) {
        journals.put(Side.SOURCE, source);
        destination.ifPresent(timeline -> journals.put(Side.DESTINATION, timeline));
    }

    /** What hand-written events can refer to: both journals; without a side, the source. */
    public EventContext context() {
        return (side, position) -> Optional.ofNullable(journals.get(side.orElse(Side.SOURCE)))
                .flatMap(timeline -> event(timeline, position));
    }

    private static Optional<Event> event(Timeline timeline, long position) {
        List<Event> found = new ArrayList<>(1);
        if (position >= 0 && position < timeline.eventCount()) {
            timeline.replay(
                    new Range(position, position + 1),
                    Progress.NONE,
                    (envelope, kind, values, payload) -> found.add(Event.copyOf(envelope, kind, values, payload)));
        }
        return found.stream().findFirst();
    }

    /**
     * Adds an edit as {@link EditReader} reads it.
     *
     * @throws EventSyntaxException when it cannot be understood, or there is no such event or side
     * @throws io.vfioreplay.engine.query.FilterSyntaxException when its filter cannot
     */
    public void edit(String text) {
        Side side = EditReader.side(text);
        Timeline journal = journals.get(side);
        if (journal == null) {
            throw new EventSyntaxException(
                    text, 1, "there is no journal of the destination; expected its path behind the source's");
        }
        Edit.Written written = new EditReader(context()).read(text);
        edits.computeIfAbsent(side, any -> new ArrayList<>()).add(written);
    }

    /**
     * Compares.
     *
     * @param at the position of each journal behind which the states are compared; {@link Long#MAX_VALUE} for the last
     */
    public WhatIfReport compare(long at, Progress progress) {
        Map<Side, Followed> branches = new EnumMap<>(Side.class);
        List<SideReport> sides = new ArrayList<>();
        edits.forEach((side, written) -> {
            Timeline journal = journals.get(side);
            if (journal != null) {
                Recording kinds = Recording.of(journal);
                Branch own = branch(journal, written);
                Followed followed = Consequences.follow(own, () -> predictor.host(kinds), progress);
                branches.put(side, followed);
                sides.add(report(side, own, followed, kinds, Math.min(at, journal.eventCount() - 1)));
            }
        });
        Postmortem really = examine(Map.of(), progress);
        Postmortem instead = branches.isEmpty() ? really : examine(branches, progress);
        List<MarkedFinding> before = Ending.findings(really, (side, position) -> Mark.of(position));
        List<MarkedFinding> after = Ending.findings(instead, (side, position) -> mark(branches, side, position));
        return new WhatIfReport(
                sides,
                Ending.of(really, (side, position) -> Mark.of(position)),
                Ending.of(instead, (side, position) -> mark(branches, side, position)),
                MarkedFinding.without(before, after),
                MarkedFinding.without(after, before));
    }

    private static Branch branch(Timeline journal, List<Edit.Written> written) {
        List<Edit> all = new ArrayList<>();
        written.forEach(each -> all.addAll(each.edits()));
        return new Branch(journal, journal.eventCount(), journal.originNanos(), all);
    }

    private SideReport report(Side side, Branch own, Followed followed, Recording kinds, long at) {
        List<Prediction> predictions = predictions(followed, predictor.host(kinds));
        List<String> texts = edits.getOrDefault(side, List.of()).stream()
                .map(Edit.Written::text)
                .toList();
        Touched touched = TouchedCount.of(own);
        Optional<Side> named = journals.size() == 1 ? Optional.empty() : Optional.of(side);
        return new SideReport(
                named, texts, touched, predictions, StateComparison.of(followed.branch(), at, Progress.NONE));
    }

    /** What the models say about what was written by hand and what follows from it, by position. */
    private static List<Prediction> predictions(Followed followed, PredictingHost host) {
        Branch branch = followed.branch();
        AnswerCheck check = new AnswerCheck(branch, host);
        branch.walk(Range.ALL, Progress.NONE, check);
        Map<Mark, Prediction> predictions = new TreeMap<>();
        check.predictions().forEach(each -> predictions.put(each.at(), each));
        followed.taken().forEach(taken -> {
            Mark at = branch.mark(taken.recorded().stamp().position());
            String answer = Answer.text(taken.answer());
            predictions.put(at, new Prediction(at, taken.predicted(), Prediction.Kind.FOLLOWS, answer));
        });
        return List.copyOf(predictions.values());
    }

    private Postmortem examine(Map<Side, Followed> branches, Progress progress) {
        ModelFindings models = new ModelFindings();
        Timeline source = journals.get(Side.SOURCE);
        Timeline destination = journals.get(Side.DESTINATION);
        if (source == null) {
            throw new IllegalStateException("no journal");
        }
        Replayable from = events(branches, Side.SOURCE, source);
        Evidence saved = Evidence.read(source, alternative(branches, Side.SOURCE, source), Side.SOURCE, progress);
        Optional<Evidence> loaded = Optional.empty();
        if (destination != null) {
            Replayable to = events(branches, Side.DESTINATION, destination);
            Evidence read = Evidence.read(
                    destination, alternative(branches, Side.DESTINATION, destination), Side.DESTINATION, progress);
            loaded = Optional.of(models.inDestination(read, to, saved, from));
        }
        return Examiner.examine(Optional.of(models.inSource(saved, from)), loaded);
    }

    private static Alternative alternative(Map<Side, Followed> branches, Side side, Timeline journal) {
        List<Long> recorded = Derivation.divergences(journal.description());
        Followed followed = branches.get(side);
        return followed == null
                ? new Alternative(journal, recorded)
                : new Alternative(followed.branch(), UneditedDivergences.of(followed.branch(), recorded));
    }

    private static Replayable events(Map<Side, Followed> branches, Side side, Timeline journal) {
        Followed followed = branches.get(side);
        return followed == null ? journal : followed.branch();
    }

    /** A single recording is given as the source's, and may be found to be the destination's. */
    private Mark mark(Map<Side, Followed> branches, Side side, long position) {
        Followed followed = branches.get(journals.size() == 1 ? Side.SOURCE : side);
        return followed == null || position < 0
                ? Mark.of(position)
                : followed.branch().mark(position);
    }
}
