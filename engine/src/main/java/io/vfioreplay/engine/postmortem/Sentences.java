package io.vfioreplay.engine.postmortem;

import io.vfioreplay.engine.diff.StreamDifference;
import io.vfioreplay.engine.postmortem.Postmortem.StateFault;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Errno;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One sentence for a ticket, for every outcome: what happened, with numbers, and what follows from it. */
final class Sentences {

    private final Matter matter;

    Sentences(Matter matter) {
        this.matter = matter;
    }

    String migrated(Moment running) {
        Fit fit = matter.fit();
        if (fit == null) {
            return "The destination reached RUNNING %s; whether it loaded what was saved only the source's recording can tell."
                    .formatted(running.place());
        }
        if (!matter.isCounted()) {
            return "Migration succeeded: the destination reached RUNNING %s; part of the device state went through channels of which these recordings show neither bytes nor amounts."
                    .formatted(running.place());
        }
        return matter.showsBytes()
                ? "Migration succeeded: the destination reached RUNNING %s with the same %d bytes of device state that the source handed out."
                        .formatted(running.place(), fit.loaded().length())
                : "Migration succeeded: the destination reached RUNNING %s with as many bytes of device state (%d) as the source handed out; the bytes themselves are not in these recordings."
                        .formatted(running.place(), fit.loaded().length());
    }

    String comparedInPart(Moment running) {
        Fit fit = matter.fit();
        if (fit == null && matter.saving() != null) {
            return "The destination reached RUNNING %s; how much device state was moved, and whether it is what the source held, is not in these recordings."
                    .formatted(running.place());
        }
        if (fit == null) {
            return "The destination reached RUNNING %s, but the source's recording shows no saving: whether the destination loaded what was saved only a recording of that can tell."
                    .formatted(running.place());
        }
        long seen = matter.comparedBytes();
        String compared = seen == 0
                ? "none of which could be compared"
                : "of which %d could be compared and are the same".formatted(seen);
        return "The destination reached RUNNING %s with %d bytes of device state, %s: the recording of the %s begins late, ends early or has a hole, and only a whole one would tell about the rest."
                .formatted(
                        running.place(),
                        loaded(),
                        compared,
                        matter.sideWithHole().label());
    }

    String alteredOnTheWire(WireCheck wire, StreamDifference first) {
        String where = wire.saved().isPresent()
                ? "the source handed out %s there and the stream between the two VMMs holds %s"
                : "the stream between the two VMMs holds %s there and the destination was given %s";
        return "Migration reported success, but byte %d of the stream changed on the way: %s."
                .formatted(first.offset(), where.formatted(first.source(), first.destination()));
    }

    String completedUnseen() {
        return "Both VMMs report that the migration was completed, but the recordings show no device being saved and loaded: whether the destination holds what the source held they cannot tell.";
    }

    String cancelAsked(Moment asked) {
        String back = matter.saving() != null && matter.saving().backToRunning != null
                ? ", and the source was taken back to RUNNING "
                        + matter.saving().backToRunning.place()
                : "";
        return "Migration was cancelled: somebody asked the VMM of the source for it %s after %d bytes had been saved%s; nothing had failed before."
                .formatted(asked.place(), total(), back);
    }

    String vmmKilled(Side side, VmmWord word) {
        return "Migration failed: the VMM of the %s was ended by signal %d%s."
                .formatted(side.label(), -word.status(), moved());
    }

    String vmmError(Side side, VmmWord error) {
        String tail = side == Side.SOURCE && !matter.destinationVmm().speaks()
                ? "; the log of the destination's host would tell what happened there"
                : "";
        return "Migration failed: the VMM of the %s reported \"%s\" %s%s%s."
                .formatted(side.label(), error.text(), error.moment().place(), moved(), tail);
    }

    String vmmFailed(Side side) {
        return "Migration failed by the word of the %s's VMM%s; its error messages, which are not in these recordings, would tell why."
                .formatted(side.label(), moved());
    }

    /** How much was moved when it failed, as far as that was seen. */
    private String moved() {
        boolean savingSeen = matter.saving() != null && matter.saving().view.showsData();
        boolean loadingSeen = matter.loading() != null && matter.loading().view.showsData();
        String saved = savingSeen ? " after %d bytes had been saved".formatted(total()) : "";
        if (!loadingSeen) {
            return saved;
        }
        return savingSeen
                ? saved + " and %d loaded".formatted(loaded())
                : " after %d bytes had been loaded".formatted(loaded());
    }

    String altered(Verdict verdict, StreamDifference first) {
        String what = change(first);
        if (verdict == Verdict.MIGRATED_WITH_DIFFERENCES) {
            return "Migration reported success, but %s: the destination runs with a device state that differs from the source.%s"
                    .formatted(what, betweenTheVmms(first));
        }
        return "Migration failed: %s%s.%s".formatted(what, consequence(), betweenTheVmms(first));
    }

    /** On which side of the place where the stream was recorded between the VMMs the byte changed, if it was recorded there. */
    private String betweenTheVmms(StreamDifference first) {
        WireCheck wire = matter.wire();
        if (wire == null || !first.isByte()) {
            return "";
        }
        Optional<StreamDifference> there = wire.saved();
        if (there.isEmpty() || there.get().offset() > first.offset()) {
            return " Where the stream was recorded between the two VMMs it was still %s.".formatted(first.source());
        }
        return there.get().offset() == first.offset()
                ? " Where the stream was recorded between the two VMMs it was already %s."
                        .formatted(there.get().destination())
                : "";
    }

    private String change(StreamDifference first) {
        Fit fit = matter.fit();
        String story = fit == null ? "" : ChunkStory.tell(fit);
        if (!first.isByte()) {
            return first.destination().equals(StreamDifference.END)
                    ? "the stream was committed at byte %d, but the source had saved %d: its last %s never reached the destination"
                            .formatted(first.offset(), saved(), last(saved() - first.offset()))
                    : "the destination was given %s and the source had saved only %d"
                            .formatted(EventWords.bytes(loaded()), saved());
        }
        String bytes = "byte %d of the stream changed on the way (saved %s, loaded %s)"
                .formatted(first.offset(), first.source(), first.destination());
        if (!story.isEmpty()) {
            return story
                    + " on the way, and from byte %d on the stream differs (saved %s, loaded %s)"
                            .formatted(first.offset(), first.source(), first.destination());
        }
        long differing = fit == null ? 1 : fit.diff().differingBytes();
        return differing > 1 ? bytes + ", the first of " + differing + " that differ" : bytes;
    }

    private static String last(long count) {
        return count == 1 ? "byte" : EventWords.bytes(count);
    }

    private String consequence() {
        Attempt loading = matter.loading();
        Trouble failure = matter.destinationFailure();
        Trouble silent = matter.destinationUnanswered();
        if (failure != null) {
            return "; the destination answered %s to %s %s"
                    .formatted(
                            Errno.name(failure.result()),
                            failure.text(),
                            failure.moment().place());
        }
        if (silent != null) {
            return "; the destination never answered %s %s"
                    .formatted(silent.text(), silent.moment().place());
        }
        boolean left = loading != null && loading.committed != null;
        return left ? "; the destination accepted it and was never set RUNNING" : "";
    }

    String stateDiffers(Verdict verdict, StateFault fault) {
        String who = switch (fault.blame()) {
            case LOAD -> "the destination was given the right bytes and holds others";
            case SAVE -> "the source device handed out something else than it held";
            default -> "the destination does not hold what the source held";
        };
        String begin = verdict == Verdict.FAILED ? "Migration failed: " : "Migration reported success, but ";
        return "%s%s: %s is %s on the source and %s on the destination."
                .formatted(begin, who, fault.path(), fault.source(), fault.destination());
    }

    String savedTooShort() {
        String running = matter.loading() != null && matter.loading().running != null
                ? "The destination runs, but the VMM"
                : "The VMM";
        return running
                + " took the source out of STOP_COPY after %d bytes, before the device said that its stream was over: the end of the device state may be missing on the destination."
                        .formatted(saved());
    }

    String bothRan() {
        return "The destination reached RUNNING with what was saved, but the source was set RUNNING again too: two copies of one device ran.";
    }

    String loadAborted() {
        return "Migration was cancelled: the destination device was reset after %d bytes had been loaded."
                .formatted(loaded());
    }

    String cancelled(Moment cancel) {
        Attempt saving = matter.saving();
        boolean stopped = saving != null && saving.paused != null;
        String from = stopped ? "its stopped state" : "PRE_COPY";
        if (saving != null && saving.backToRunning == null) {
            return "Migration was cancelled: after %d bytes had been saved the VMM asked the source to go from %s back to RUNNING %s, which was never answered; nothing had failed before."
                    .formatted(total(), from, cancel.place());
        }
        return "Migration was cancelled: the VMM took the source from %s back to RUNNING %s after %d bytes had been saved; nothing had failed before."
                .formatted(from, cancel.place(), total());
    }

    String refused(Side side, Trouble failure) {
        String until = side == Side.SOURCE
                ? "after it had handed out %d bytes".formatted(total())
                : "after it had accepted %d of %s bytes".formatted(loaded(), savedOrUnknown());
        if (failure.kind() == Trouble.Kind.ERROR_STATE) {
            return "Migration failed: the %s device said that it is in ERROR %s %s."
                    .formatted(side.label(), failure.moment().place(), until);
        }
        return "Migration failed: the %s device answered %s to %s %s %s."
                .formatted(
                        side.label(),
                        Errno.name(failure.result()),
                        failure.text(),
                        failure.moment().place(),
                        until);
    }

    String refusedAltered(Trouble failure) {
        return "Migration failed: the destination answered %s to %s %s, whose bytes are not those that the source had saved at byte %d."
                .formatted(
                        Errno.name(failure.result()),
                        failure.text(),
                        failure.moment().place(),
                        loaded());
    }

    String sourceSilent(Trouble silent) {
        return "Migration failed: the source never answered %s %s, and the load of the destination was given up after %d bytes."
                .formatted(silent.text(), silent.moment().place(), loaded());
    }

    String framingLost(Side side, Trouble failure, @Nullable Trouble framing) {
        String then = framing == null || framing.equals(failure)
                ? ""
                : ", and from %s on the connection carries what is no answer"
                        .formatted(framing.moment().place());
        String what = failure.result() > 0
                ? "%s, and was answered %s".formatted(failure.text(), Errno.name(failure.result()))
                : failure.text();
        return "Migration failed: a message was damaged on its way to the %s device: %s %s%s."
                .formatted(side.label(), what, failure.moment().place(), then);
    }

    String givenUp(Moment cancel, @Nullable Trouble unanswered) {
        if (unanswered == null) {
            return "Migration failed: the destination's recording stops in RESUMING after %d of %s bytes, and the source was set RUNNING again %s; the log of the destination's host would tell why."
                    .formatted(loaded(), savedOrUnknown(), cancel.place());
        }
        return "Migration failed: the destination never answered %s %s after %d of %s bytes, and the source was set RUNNING again %s."
                .formatted(unanswered.text(), unanswered.moment().place(), loaded(), savedOrUnknown(), cancel.place());
    }

    String twoMigrations() {
        return "These recordings are not of one migration: the device of one side speaks protocol v1 and that of the other v2, so neither could load what the other saves; give the recordings of one migration.";
    }

    String incomplete() {
        if (matter.saving() == null && matter.loading() == null) {
            Evidence any = matter.source() == null ? matter.destination() : matter.source();
            return "No migration was attempted in what was recorded%s: no device was asked to save or to load."
                    .formatted(any == null ? "" : last(any));
        }
        return "The recordings end before the migration did: %s; %s."
                .formatted(sourceProgress(), destinationProgress());
    }

    private String sourceProgress() {
        Attempt saving = matter.saving();
        if (matter.source() == null) {
            return "the source was not recorded";
        }
        if (saving == null) {
            return "no device of the source was asked to save" + last(matter.source());
        }
        Trouble silent = saving.first(Trouble.Kind.UNANSWERED);
        String end = silent != null
                ? " and never answered %s %s"
                        .formatted(silent.text(), silent.moment().place())
                : saving.endOfStream ? " and said that this was all" : "";
        return "the source handed out %d bytes%s".formatted(total(), end);
    }

    private String destinationProgress() {
        Attempt loading = matter.loading();
        if (matter.destination() == null) {
            return "the destination's recording would tell whether they arrived";
        }
        if (loading == null) {
            return "no device of the destination was asked to load" + last(matter.destination());
        }
        Trouble silent = loading.first(Trouble.Kind.UNANSWERED);
        String end = silent == null
                ? " and its recording stops there"
                : " and never answered %s %s"
                        .formatted(silent.text(), silent.moment().place());
        return "the destination accepted %d of %s bytes%s".formatted(loaded(), savedOrUnknown(), end);
    }

    private static String last(Evidence evidence) {
        Trouble last = evidence.observer().lastUnanswered();
        last = last == null ? evidence.observer().lastRefusal() : last;
        if (last == null) {
            return "";
        }
        return last.result() == Envelope.UNANSWERED
                ? " (%s %s was never answered)"
                        .formatted(last.text(), last.moment().place())
                : " (%s %s was answered %s)"
                        .formatted(last.text(), last.moment().place(), Errno.name(last.result()));
    }

    private long total() {
        return matter.saving() == null ? 0 : matter.saving().chunks.length();
    }

    private long saved() {
        return matter.fit() == null ? total() : matter.fit().saved().length();
    }

    private String savedOrUnknown() {
        return matter.fit() == null ? "an unknown number of" : Long.toString(saved());
    }

    private long loaded() {
        return matter.loading() == null ? 0 : matter.loading().chunks.length();
    }
}
