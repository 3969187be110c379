package io.vfioreplay.engine.postmortem;

import io.vfioreplay.engine.postmortem.SideSteps.Step;
import io.vfioreplay.engine.postmortem.TimelineStep.Kind;
import io.vfioreplay.hardware.event.Envelope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/**
 * The decisive steps of both sides in one order: by the common clock, and where a side has no times, the source's before the
 * destination's, each in the order of its recording.
 */
final class MergedTimeline {

    private static final int STEPS_MAX = 400;

    private MergedTimeline() {}

    /** The steps, at most {@value #STEPS_MAX} and a line for those left out in their middle. */
    static List<TimelineStep> of(Matter matter, Judgement judgement) {
        List<Placed> placed = new ArrayList<>();
        boolean timed = true;
        for (Side side : Side.values()) {
            List<Step> steps = steps(side, matter, judgement);
            timed &= steps.isEmpty() || steps.stream().anyMatch(step -> step.timeNanos() != Envelope.NO_TIME);
            placed.addAll(placed(steps, matter.clock()));
        }
        placed.sort(timed ? Placed.BY_TIME : Placed.BY_SIDE);
        return shown(placed);
    }

    /** A step on the common clock. */
    private record Placed(Step step, long nanos) {
        private static final Comparator<Placed> BY_SIDE = Comparator.comparing((Placed placed) -> placed.step.side())
                .thenComparing(placed -> placed.step.isHearsay())
                .thenComparing(placed -> placed.step.position())
                .thenComparing(placed -> placed.step.kind() != Kind.CLOCK);
        private static final Comparator<Placed> BY_TIME =
                Comparator.comparingLong(Placed::nanos).thenComparing(BY_SIDE);

        boolean hasTime() {
            return step.timeNanos() != Envelope.NO_TIME;
        }
    }

    private static List<Step> steps(Side side, Matter matter, Judgement judgement) {
        boolean source = side == Side.SOURCE;
        Moment at = judgement.at();
        long decisive = at == null || judgement.side() != side ? -1 : at.position();
        return source
                ? new SideSteps(side, matter.saving(), matter.sourceVmm(), decisive)
                        .with(matter.clock().source())
                : new SideSteps(side, matter.loading(), matter.destinationVmm(), decisive)
                        .with(matter.clock().destination());
    }

    /** A step without a time among others that have one happened when the one before it did. */
    private static List<Placed> placed(List<Step> steps, CommonClock clock) {
        List<Step> ordered = new ArrayList<>(steps);
        ordered.sort(Comparator.comparing(Step::isHearsay).thenComparing(Step::position));
        List<Placed> placed = new ArrayList<>();
        long nanos = Envelope.NO_TIME;
        for (Step step : ordered) {
            boolean has = step.timeNanos() != Envelope.NO_TIME;
            nanos = has ? clock.nanos(step.journal(), step.position(), step.timeNanos()) : nanos;
            placed.add(new Placed(step, nanos));
        }
        return placed;
    }

    private static List<TimelineStep> shown(List<Placed> placed) {
        long origin = placed.stream()
                .filter(Placed::hasTime)
                .mapToLong(Placed::nanos)
                .min()
                .orElse(0);
        List<TimelineStep> shown = new ArrayList<>();
        int leftOut = Math.max(0, placed.size() - STEPS_MAX);
        for (int i = 0; i < placed.size(); i++) {
            boolean hidden = leftOut > 0 && i >= STEPS_MAX / 2 && i < STEPS_MAX / 2 + leftOut;
            if (!hidden || i == STEPS_MAX / 2) {
                shown.add(shown(placed.get(i), origin, hidden ? leftOut : 0));
            }
        }
        return shown;
    }

    private static TimelineStep shown(Placed placed, long origin, int leftOut) {
        Step step = placed.step;
        OptionalLong nanos =
                placed.hasTime() ? OptionalLong.of(Nanos.between(origin, placed.nanos)) : OptionalLong.empty();
        return leftOut == 0
                ? new TimelineStep(nanos, step.side(), step.journal(), step.position(), step.kind(), step.what())
                : new TimelineStep(
                        nanos,
                        step.side(),
                        step.journal(),
                        step.position(),
                        Kind.VMM,
                        leftOut + " steps left out from here on");
    }
}
