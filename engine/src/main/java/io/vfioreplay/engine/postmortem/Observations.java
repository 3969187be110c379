package io.vfioreplay.engine.postmortem;

import io.vfioreplay.engine.postmortem.Postmortem.StateFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The findings of a post-mortem: those that the rules made on either side, and those that only a comparison shows.
 *
 * @param matter both sides
 * @param judgement what was decided
 */
record Observations(Matter matter, Judgement judgement) {

    List<SideFinding> findings(boolean swapped, boolean downtimeUnknown) {
        List<SideFinding> found = new ArrayList<>();
        decisive(found);
        preCopyDiscarded(found);
        comparedInPart(found);
        leftEarly(found);
        bothRan(found);
        for (StateFault fault : matter.faults()) {
            add(found, "M-02", Side.DESTINATION, fault.position(), faultText(fault));
        }
        unanswered(found, Side.SOURCE, matter.saving());
        unanswered(found, Side.DESTINATION, matter.loading());
        if (swapped) {
            add(
                    found,
                    "M-06",
                    Side.SOURCE,
                    0,
                    "The two recordings were given in the wrong order: "
                            + "the device of the first one was loaded, that of the second one saved; they were taken the other way round.");
        }
        if (downtimeUnknown) {
            add(
                    found,
                    "M-05",
                    Side.DESTINATION,
                    runningAt(),
                    "The time between the stop of the source and the start of the destination is not known: a clock is missing, was set in between, or contradicts the other one.");
        }
        stepped(found, Side.SOURCE, matter.clock().source());
        stepped(found, Side.DESTINATION, matter.clock().destination());
        boolean oneRecording = Objects.equals(matter.destination(), matter.source());
        boolean bothAttempts = oneRecording && matter.saving() != null && matter.loading() != null;
        addAll(found, matter.source(), Side.SOURCE, bothAttempts ? null : matter.saving());
        if (!oneRecording) {
            addAll(found, matter.destination(), Side.DESTINATION, matter.loading());
        }
        return found;
    }

    private long runningAt() {
        Attempt loading = matter.loading();
        return loading == null || loading.running == null ? 0 : loading.running.position();
    }

    private void decisive(List<SideFinding> found) {
        Moment at = judgement.at();
        Side side = judgement.side();
        String rule = judgement.rule();
        boolean own = rule != null && rule.startsWith("M-") && !"M-02".equals(rule) && !"M-07".equals(rule);
        if (at != null && side != null && rule != null && own) {
            add(found, rule, side, at.position(), judgement.what());
        }
    }

    private void preCopyDiscarded(List<SideFinding> found) {
        Attempt saving = matter.saving();
        boolean isDiscarded = matter.isPreCopyDiscarded() || isRefusedWithoutPreCopy();
        if (saving != null && isDiscarded && saving.stopCopy != null) {
            String text =
                    "The client read %d bytes before STOP_COPY and forwarded none of them, only what it read in STOP_COPY; a device whose STOP_COPY part builds on its PRE_COPY part would lose state."
                            .formatted(saving.preCopyBytes());
            add(found, "R-78", Side.SOURCE, saving.stopCopy.position(), text);
        }
    }

    /** Whether the destination refused a stream that begins with what was read in STOP_COPY. */
    private boolean isRefusedWithoutPreCopy() {
        Trouble failure = matter.destinationFailure();
        return failure != null && new RefusedBytes(matter).compare(failure) == RefusedBytes.Answer.WITHOUT_PRE_COPY;
    }

    private void comparedInPart(List<SideFinding> found) {
        Attempt loading = matter.loading();
        if (matter.fit() != null && loading != null && loading.running != null && !matter.isComparedWhole()) {
            String text = "%d of %d loaded bytes could be compared: the recording of the %s has a hole or ends early."
                    .formatted(
                            matter.comparedBytes(),
                            matter.fit().loaded().length(),
                            matter.sideWithHole().label());
            add(found, "M-11", matter.sideWithHole(), matter.positionOfHole(), text);
        }
    }

    private void leftEarly(List<SideFinding> found) {
        Attempt saving = matter.saving();
        if (saving == null || saving.leftEarly == null) {
            return;
        }
        // Going back to RUNNING gives a migration up, and then nobody needs the rest: unless what there was decided it.
        boolean counts = saving.cancel == null || saving.endRule().equals(judgement.rule());
        if (counts && !isReported(saving.endRule())) {
            String text = "The VMM left STOP_COPY before a read had said that the stream was over.";
            add(found, saving.endRule(), Side.SOURCE, saving.leftEarly.position(), text);
        }
    }

    private void bothRan(List<SideFinding> found) {
        Attempt saving = matter.saving();
        Attempt loading = matter.loading();
        if (matter.isOfTwoMigrations()) {
            return;
        }
        if (saving != null && saving.backToRunning != null && loading != null && loading.running != null) {
            String text = "The source was set RUNNING although the destination reached RUNNING in the same migration.";
            add(found, "M-07", Side.SOURCE, saving.backToRunning.position(), text);
        }
    }

    private static void unanswered(List<SideFinding> found, Side side, @Nullable Attempt attempt) {
        Trouble silent = attempt == null ? null : attempt.first(Trouble.Kind.UNANSWERED);
        boolean reported =
                found.stream().anyMatch(finding -> finding.rule().id().equals("M-03"));
        if (silent != null && !reported) {
            String text = "%s %s was never answered: the device or its connection was gone."
                    .formatted(silent.text(), silent.moment().place());
            add(found, "M-03", side, silent.moment().position(), text);
        }
    }

    private static void stepped(List<SideFinding> found, Side side, HostClock clock) {
        for (ClockStep step : clock.steps()) {
            String text = "The clock of the %s was %s; the time that passed there is not known."
                    .formatted(side.label(), step.words());
            add(found, "M-14", side, step.moment().position(), text);
        }
    }

    private boolean isReported(String rule) {
        Evidence source = matter.source();
        return source != null
                && source.findings().stream()
                        .anyMatch(finding -> finding.rule().id().equals(rule));
    }

    private static String faultText(StateFault fault) {
        return "%s: the source held %s, the destination holds %s"
                .formatted(fault.path(), fault.source(), fault.destination());
    }

    /**
     * The sides are those that the devices had, whatever order the recordings were given in; what happened before or after the
     * attempt is a note.
     */
    private static void addAll(
            List<SideFinding> found, @Nullable Evidence evidence, Side side, @Nullable Attempt attempt) {
        if (evidence != null) {
            for (SideFinding finding : evidence.findings()) {
                found.add(finding.on(side, attempt == null || attempt.spans(finding.position())));
            }
        }
    }

    private static void add(List<SideFinding> found, String rule, Side side, long position, String message) {
        found.add(SideFinding.of(rule, side, position, message));
    }
}
