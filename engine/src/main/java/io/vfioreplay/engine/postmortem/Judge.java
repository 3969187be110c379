package io.vfioreplay.engine.postmortem;

import io.vfioreplay.engine.diff.StreamDifference;
import io.vfioreplay.engine.postmortem.Postmortem.StateFault;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides on one {@link Matter}: the ladder migrated, cancelled, failed, incomplete, where the first rung that holds is the
 * verdict, and within it the earliest cause is to blame.
 *
 * <p>Source: ours; the table of verdicts and blames is in the project's notes on its architecture.
 */
final class Judge {

    private final Matter matter;
    private final Sentences say;
    private final VmmVerdict vmm;

    Judge(Matter matter) {
        this.matter = matter;
        this.say = new Sentences(matter);
        this.vmm = new VmmVerdict(matter);
    }

    Judgement judge() {
        Attempt loading = matter.loading();
        if (matter.isOfTwoMigrations()) {
            return Judgement.plain(Verdict.INCOMPLETE, Blame.UNKNOWN, say.twoMigrations());
        }
        if (loading != null && loading.running != null) {
            return reachedRunning(loading.running);
        }
        if (loading != null && loading.committed != null && vmm.isCompleted()) {
            return reachedRunning(loading.committed);
        }
        Judgement cancelled = cancelled();
        if (cancelled != null) {
            return cancelled;
        }
        Judgement failed = failed();
        if (failed != null) {
            return failed;
        }
        boolean unseen = loading == null || matter.saving() == null;
        return unseen && vmm.isCompleted()
                ? Judgement.plain(Verdict.MIGRATED, Blame.UNKNOWN, say.completedUnseen())
                : incomplete();
    }

    private Judgement reachedRunning(Moment running) {
        Optional<StreamDifference> difference = matter.established();
        if (difference.isPresent()) {
            return altered(Verdict.MIGRATED_WITH_DIFFERENCES, difference.get());
        }
        if (!matter.faults().isEmpty()) {
            return fault(Verdict.MIGRATED_WITH_DIFFERENCES, matter.faults().get(0));
        }
        WireCheck wire = matter.wire();
        if (wire != null && wire.difference().isPresent()) {
            StreamDifference first = wire.difference().get();
            return new Judgement(
                    Verdict.MIGRATED_WITH_DIFFERENCES,
                    Blame.TRANSPORT,
                    wire.side(),
                    wire.moment(first),
                    "M-15",
                    say.alteredOnTheWire(wire, first));
        }
        Attempt saving = matter.saving();
        if (saving != null && saving.leftEarly != null) {
            return savedTooShort(Verdict.MIGRATED, saving, saving.leftEarly);
        }
        if (saving != null && saving.backToRunning != null) {
            return new Judgement(Verdict.MIGRATED, Blame.VMM, Side.SOURCE, saving.backToRunning, "M-07", say.bothRan());
        }
        boolean partly = matter.fit() == null ? matter.source() != null : !matter.isComparedWhole();
        return Judgement.plain(
                Verdict.MIGRATED,
                partly ? Blame.UNKNOWN : Blame.NONE,
                partly ? say.comparedInPart(running) : say.migrated(running));
    }

    private Judgement savedTooShort(Verdict verdict, Attempt saving, Moment left) {
        return new Judgement(verdict, Blame.VMM, Side.SOURCE, left, saving.endRule(), say.savedTooShort());
    }

    private @Nullable Judgement cancelled() {
        Attempt saving = matter.saving();
        Attempt loading = matter.loading();
        VmmWord word = vmm.cancelAsked();
        if (word != null) {
            Moment asked = word.moment();
            return matter.isFailedBeforeCancel(asked)
                    ? null
                    : new Judgement(
                            Verdict.CANCELLED,
                            Blame.VMM,
                            word.journal(Side.SOURCE),
                            asked,
                            "M-04",
                            say.cancelAsked(asked));
        }
        if (!matter.sourceVmm().isSilent()) {
            return null;
        }
        if (saving == null || saving.cancel == null) {
            boolean isSourceFine = matter.sourceFailure() == null && matter.sourceUnanswered() == null;
            boolean given = isSourceFine && loading != null && loading.reset != null && loading.firstFailure() == null;
            boolean altered = matter.alteration().isPresent();
            return given && !altered && loading != null
                    ? new Judgement(
                            Verdict.CANCELLED, Blame.VMM, Side.DESTINATION, loading.reset, "M-04", say.loadAborted())
                    : null;
        }
        Moment cancel = saving.cancel;
        boolean stoppedWhileLoading = loading != null && loading.entered && loading.committed == null;
        boolean refusesToBegin = loading != null && !loading.entered && loading.firstFailure() != null;
        boolean gaveUp = vmm.gaveUpForAnError();
        boolean gaveUpOnDestination =
                stoppedWhileLoading && (matter.destinationUnanswered() != null || !saving.cancelledFromSaving);
        if (matter.isFailedBeforeCancel(cancel) || gaveUpOnDestination || refusesToBegin || gaveUp) {
            return null;
        }
        return new Judgement(Verdict.CANCELLED, Blame.VMM, Side.SOURCE, cancel, "M-04", say.cancelled(cancel));
    }

    private @Nullable Judgement failed() {
        Trouble source = matter.sourceFailure();
        if (source != null) {
            return sourceFailed(source);
        }
        Trouble failure = matter.destinationFailure();
        Attempt loading = matter.loading();
        Trouble silent = matter.sourceUnanswered();
        if (silent != null && loading != null && loading.reset != null && failure == null) {
            return new Judgement(
                    Verdict.FAILED,
                    Blame.SOURCE_DEVICE,
                    Side.SOURCE,
                    silent.moment(),
                    "M-03",
                    say.sourceSilent(silent));
        }
        boolean committed = loading != null && loading.committing != null;
        Optional<StreamDifference> altered = matter.alteration();
        if (altered.isPresent() && (committed || failure != null)) {
            return altered(Verdict.FAILED, altered.get());
        }
        if (failure != null) {
            return destinationFailed(failure);
        }
        if (committed && !matter.faults().isEmpty()) {
            return fault(Verdict.FAILED, matter.faults().get(0));
        }
        Judgement said = vmm.failed(say);
        return said != null ? said : givenUp();
    }

    private Judgement sourceFailed(Trouble failure) {
        Attempt saving = matter.saving();
        Trouble framing = saving == null ? null : saving.first(Trouble.Kind.FRAMING);
        boolean lost = saving != null && saving.hasFramingTrouble();
        return new Judgement(
                Verdict.FAILED,
                lost ? Blame.TRANSPORT : Blame.SOURCE_DEVICE,
                Side.SOURCE,
                failure.moment(),
                lost ? "M-09" : "M-08",
                lost ? say.framingLost(Side.SOURCE, failure, framing) : say.refused(Side.SOURCE, failure));
    }

    private Judgement destinationFailed(Trouble failure) {
        Attempt loading = matter.loading();
        Attempt saving = matter.saving();
        if (loading != null && loading.hasFramingTrouble()) {
            return framingLost(loading, failure);
        }
        if (new RefusedBytes(matter).compare(failure) == RefusedBytes.Answer.DIFFERENT) {
            return new Judgement(
                    Verdict.FAILED,
                    Blame.TRANSPORT,
                    Side.DESTINATION,
                    failure.moment(),
                    "M-01",
                    say.refusedAltered(failure));
        }
        if (loading != null && loading.committing != null && saving != null && saving.leftEarly != null) {
            return savedTooShort(Verdict.FAILED, saving, saving.leftEarly);
        }
        return new Judgement(
                Verdict.FAILED,
                Blame.DESTINATION_DEVICE,
                Side.DESTINATION,
                failure.moment(),
                "M-08",
                say.refused(Side.DESTINATION, failure));
    }

    private Judgement framingLost(Attempt loading, Trouble failure) {
        Trouble malformed = loading.malformed();
        Trouble first = malformed == null ? failure : malformed;
        return new Judgement(
                Verdict.FAILED,
                Blame.TRANSPORT,
                Side.DESTINATION,
                first.moment(),
                "M-09",
                say.framingLost(Side.DESTINATION, first, loading.first(Trouble.Kind.FRAMING)));
    }

    private @Nullable Judgement givenUp() {
        Attempt saving = matter.saving();
        Attempt loading = matter.loading();
        if (saving == null || loading == null) {
            return null;
        }
        Trouble unanswered = matter.destinationUnanswered();
        if (saving.leftEarly != null && unanswered != null && loading.committing != null) {
            return savedTooShort(Verdict.FAILED, saving, saving.leftEarly);
        }
        if (saving.cancel == null) {
            return null;
        }
        return new Judgement(
                Verdict.FAILED,
                unanswered == null ? Blame.UNKNOWN : Blame.DESTINATION_DEVICE,
                Side.DESTINATION,
                unanswered == null ? null : unanswered.moment(),
                unanswered == null ? "M-10" : "M-03",
                say.givenUp(saving.cancel, unanswered));
    }

    private Judgement incomplete() {
        return Judgement.plain(Verdict.INCOMPLETE, Blame.UNKNOWN, say.incomplete());
    }

    private Judgement altered(Verdict verdict, StreamDifference difference) {
        Fit fit = matter.fit();
        Attempt loading = matter.loading();
        Attempt saving = matter.saving();
        if (fit == null || loading == null) {
            throw new IllegalStateException("a stream difference without two streams");
        }
        Trouble malformed = loading.malformed();
        ChunkIndex chunks = fit.loaded().chunks();
        if (malformed != null && loading.committed == null) {
            return new Judgement(
                    verdict,
                    Blame.TRANSPORT,
                    Side.DESTINATION,
                    malformed.moment(),
                    "M-09",
                    say.framingLost(Side.DESTINATION, malformed, null));
        }
        Moment at = loading.committing == null ? loading.begin : loading.committing;
        if (chunks.count() > 0) {
            int chunk = chunks.chunkAt(difference.offset());
            at = new Moment(
                    chunks.position(chunk), at.timeNanos(), at.durationNanos(), chunks.record(chunk), at.witness());
        }
        boolean shortSave = saving != null && saving.leftEarly != null && !difference.isByte();
        return new Judgement(
                verdict,
                shortSave ? Blame.VMM : cutByRefusal(difference) ? Blame.DESTINATION_DEVICE : Blame.TRANSPORT,
                Side.DESTINATION,
                at,
                "M-01",
                say.altered(verdict, difference));
    }

    private boolean cutByRefusal(StreamDifference difference) {
        Attempt loading = matter.loading();
        boolean isCut = difference.destination().equals(StreamDifference.END);
        return loading != null && loading.refusedData() && isCut;
    }

    private Judgement fault(Verdict verdict, StateFault fault) {
        Moment at = new Moment(fault.position(), 0, 0, 0, Witness.OF_MESSAGES);
        return new Judgement(verdict, fault.blame(), Side.DESTINATION, at, "M-02", say.stateDiffers(verdict, fault));
    }
}
