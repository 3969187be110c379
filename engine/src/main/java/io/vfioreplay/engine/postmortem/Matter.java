package io.vfioreplay.engine.postmortem;

import io.vfioreplay.engine.diff.StreamDifference;
import io.vfioreplay.engine.postmortem.Postmortem.Compared;
import io.vfioreplay.engine.postmortem.Postmortem.Forwarded;
import io.vfioreplay.engine.postmortem.Postmortem.StateFault;
import io.vfioreplay.hardware.event.MigrationSide;
import io.vfioreplay.hardware.migration.Protocol;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a verdict is decided on.
 *
 * @param source evidence of the source, or null
 * @param destination evidence of the destination, or null
 * @param saving the shared attempt on the source, or null
 * @param loading the shared attempt on the destination, or null
 * @param fit how the streams compare, or null
 * @param faults what the destination held and should not have
 * @param sourceVmm what the VMM of the source said
 * @param destinationVmm what the VMM of the destination said
 * @param wire what travelled between them, or null
 * @param clock how the times of both sides compare
 */
record Matter(
        @Nullable Evidence source,
        @Nullable Evidence destination,
        @Nullable Attempt saving,
        @Nullable Attempt loading,
        @Nullable Fit fit,
        List<StateFault> faults,
        VmmStory sourceVmm,
        VmmStory destinationVmm,
        @Nullable WireCheck wire,
        CommonClock clock) {

    static Matter of(@Nullable Evidence source, @Nullable Evidence destination, Pairing pair) {
        Attempt saving = pair.saving();
        Attempt loading = pair.loading();
        Matter plain = new Matter(
                source,
                destination,
                saving,
                loading,
                null,
                List.of(),
                VmmStory.of(MigrationSide.SOURCE, source, destination, saving),
                VmmStory.of(MigrationSide.DESTINATION, destination, source, loading),
                null,
                CommonClock.UNKNOWN);
        if (saving == null || loading == null || source == null || destination == null) {
            return plain.clocked();
        }
        if (!saving.view.showsData() || !loading.view.showsData() || plain.isOfTwoMigrations()) {
            return plain.clocked();
        }
        Fit fit = Fit.best(saving, source.events(), loading, destination.events());
        Matter streams = plain.with(fit, List.of()).clocked();
        return streams.isComparedWhole()
                ? streams.with(fit, StateCheck.compare(saving, source.events(), loading, fit))
                : streams;
    }

    private Matter with(Fit newFit, List<StateFault> newFaults) {
        return new Matter(
                source,
                destination,
                saving,
                loading,
                newFit,
                newFaults,
                sourceVmm,
                destinationVmm,
                WireCheck.of(source, destination, newFit),
                clock);
    }

    private Matter clocked() {
        return new Matter(
                source,
                destination,
                saving,
                loading,
                fit,
                faults,
                sourceVmm,
                destinationVmm,
                wire,
                CommonClock.of(this));
    }

    /** Whether the two recordings cannot be of one migration, since the devices speak different protocols. */
    boolean isOfTwoMigrations() {
        if (saving == null || loading == null || saving.protocol == null || loading.protocol == null) {
            return false;
        }
        return (saving.protocol == Protocol.V2) != (loading.protocol == Protocol.V2);
    }

    /** Whether the bytes of both streams were seen, rather than their number only. */
    boolean showsBytes() {
        return fit != null
                && fit.saved().print().isVisible()
                && fit.loaded().print().isVisible();
    }

    /** Where the streams part; a source stream that was not seen to its end cannot tell about what follows. */
    Optional<StreamDifference> difference() {
        if (fit == null) {
            return Optional.empty();
        }
        return fit.diff()
                .first()
                .filter(first -> first.isByte() || isCounted())
                .filter(first -> !first.source().equals(StreamDifference.END) || isSavedWhole())
                .filter(first -> isSeen(first)
                        || (first.destination().equals(StreamDifference.END) && compared() != Compared.NOTHING));
    }

    /** A difference that only the stream between the two VMMs shows. */
    Optional<StreamDifference> onTheWire() {
        return wire == null ? Optional.empty() : wire.difference();
    }

    /** Whether both recordings tell how many bytes were moved. */
    boolean isCounted() {
        return saving != null && loading != null && !saving.uncounted && !loading.uncounted;
    }

    /** The difference, if neither recording has a hole before it. */
    Optional<StreamDifference> established() {
        return difference().filter(this::isSeen);
    }

    private boolean isSeen(StreamDifference first) {
        return first.offset() < seenBytes();
    }

    /** How many bytes, from the start of what is compared, both recordings show without a hole. */
    long seenBytes() {
        if (fit == null || saving == null || loading == null) {
            return 0;
        }
        if (!fit.isPartSure() && isStartUnknown(fit, saving)) {
            return 0;
        }
        return Math.max(0, Math.min(savedHoleAt() - fit.saved().start(), loading.holes.first()));
    }

    /** Offset in the saving session of the first hole that matters for what is compared, or {@link Holes#NONE}. */
    long savedHoleAt() {
        if (fit == null || saving == null) {
            return Holes.NONE;
        }
        return fit.isPartSure() ? saving.holes.firstInTail() : saving.holes.first();
    }

    /** How many bytes of the loaded stream could be compared and are those that were saved. */
    long comparedBytes() {
        return fit == null ? 0 : Math.min(seenBytes(), fit.diff().commonPrefix());
    }

    /**
     * Whether nobody knows from where on the saved bytes were forwarded: the request for STOP_COPY may not be in the recording, or
     * nothing of what followed it is, so that it cannot be told whether what was read before it was thrown away.
     */
    private boolean isStartUnknown(Fit compared, Attempt from) {
        if (isSavedWhole() && from.holes.isEmpty()) {
            return false;
        }
        long seen = Math.min(from.holes.first(), from.chunks.length());
        return from.tailStart < 0
                || (compared.forwarded() == Forwarded.WHOLE_SESSION && from.tailStart > 0 && seen <= from.tailStart);
    }

    /** What of the two streams could be compared. */
    Compared compared() {
        if (fit == null || !isCounted()) {
            return Compared.NOTHING;
        }
        long loaded = fit.loaded().length();
        long seen =
                isSavedWhole() ? seenBytes() : Math.min(seenBytes(), fit.saved().length());
        if (seen == 0 && loaded > 0) {
            return Compared.NOTHING;
        }
        if (!showsBytes()) {
            return Compared.COUNTS;
        }
        return seen < loaded ? Compared.PART : Compared.BYTES;
    }

    /** Whether both streams were seen from their start to their end. */
    boolean isComparedWhole() {
        return fit != null
                && isSavedWhole()
                && seenBytes() >= Math.max(fit.saved().length(), fit.loaded().length());
    }

    /** Which side's recording would have to be whole to compare the rest. */
    Side sideWithHole() {
        boolean whole = saving != null && isSavedWhole() && savedHoleAt() == Holes.NONE;
        return whole ? Side.DESTINATION : Side.SOURCE;
    }

    /** Position in that side's journal of the hole, or of the end of what it shows of the attempt. */
    long positionOfHole() {
        boolean onSource = sideWithHole() == Side.SOURCE;
        Attempt attempt = onSource ? saving : loading;
        if (attempt == null) {
            return 0;
        }
        boolean onlyTail = onSource && fit != null && fit.isPartSure();
        Moment hole = onlyTail ? attempt.holes.momentInTail() : attempt.holes.moment();
        return hole == null ? attempt.lastPosition : hole.position();
    }

    private boolean isSavedWhole() {
        return saving != null && (saving.endOfStream || saving.left != null);
    }

    /**
     * The difference, if it is no mere consequence of loading having ended early: bytes that changed, bytes that were added,
     * or a stream that was
     * committed before its end although nothing of it had been refused.
     */
    Optional<StreamDifference> alteration() {
        boolean committing = loading != null && loading.committing != null && !loading.refusedData();
        return established().filter(first -> !first.destination().equals(StreamDifference.END) || committing);
    }

    /** Whether the client threw away what it read before STOP_COPY. */
    boolean isPreCopyDiscarded() {
        if (fit == null || saving == null || loading == null || fit.forwarded() != Forwarded.STOP_COPY_PART) {
            return false;
        }
        return saving.preCopyBytes() > 0 && fit.loaded().length() > 0;
    }

    /** The first failure of the source before it was left or cancelled. */
    @Nullable
    Trouble sourceFailure() {
        Trouble failure = saving == null ? null : saving.firstFailure();
        if (failure == null || saving == null) {
            return null;
        }
        boolean overcome = saving.endOfStream
                && saving.stopCopy != null
                && saving.stopCopy.position() > failure.moment().position();
        return overcome ? null : failure;
    }

    /** The first failure of the destination that was not overcome. */
    @Nullable
    Trouble destinationFailure() {
        if (loading != null) {
            return loading.firstFailure();
        }
        return destination == null ? null : destination.observer().connectionRefused();
    }

    /** The request of the source that was never answered. */
    @Nullable
    Trouble sourceUnanswered() {
        return saving == null ? null : saving.first(Trouble.Kind.UNANSWERED);
    }

    /** The request of the destination that was never answered. */
    @Nullable
    Trouble destinationUnanswered() {
        return loading == null ? null : loading.first(Trouble.Kind.UNANSWERED);
    }

    /** Whether something had failed when the source was taken back to RUNNING. */
    boolean isFailedBeforeCancel(Moment cancel) {
        Trouble own = sourceFailure();
        if (own != null && own.moment().position() < cancel.position()) {
            return true;
        }
        Trouble other = destinationFailure();
        boolean otherFirst = other != null && clock.isBefore(other.moment(), cancel);
        boolean wrongCommit = loading != null
                && loading.committing != null
                && alteration().isPresent()
                && clock.isBefore(loading.committing, cancel);
        return otherFirst || wrongCommit;
    }
}
