package io.vfioreplay.engine.postmortem;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What follows from the words of the two VMMs where the devices do not settle it.
 *
 * @param matter both sides
 */
record VmmVerdict(Matter matter) {

    private static final String COMPLETED = "completed";
    private static final String FAILED = "failed";
    private static final int ABORTED = 6;

    /** The sign that somebody asked for an end of the migration, if anybody did. */
    @Nullable
    VmmWord cancelAsked() {
        return matter.sourceVmm().cancel().orElse(null);
    }

    /** Whether the VMMs say that the migration was completed, and no device says otherwise. */
    boolean isCompleted() {
        boolean there = matter.destinationVmm().reached(COMPLETED);
        boolean here = matter.source() == null || matter.sourceVmm().reached(COMPLETED);
        return there && here;
    }

    /** The migration failed by the word of a VMM: who is to blame, as far as they tell; null when none says so. */
    @Nullable
    Judgement failed(Sentences say) {
        Optional<VmmWord> source = matter.sourceVmm().error(begin(matter.saving()));
        Optional<VmmWord> destination = matter.destinationVmm().error(begin(matter.loading()));
        boolean ended =
                matter.destinationVmm().errors(begin(matter.loading())).stream().anyMatch(VmmWord::endsLoading);
        Optional<VmmWord> killed = killed();
        boolean failed = matter.sourceVmm().reached(FAILED)
                || matter.destinationVmm().reached(FAILED)
                || ended
                || gaveUpForAnError()
                || (killed.isPresent() && !isCompleted())
                || (source.isPresent() && matter.sourceVmm().killed().isPresent());
        if (!failed) {
            return null;
        }
        if (killed.isPresent()) {
            Side side = matter.destinationVmm().killed().isPresent() ? Side.DESTINATION : Side.SOURCE;
            // A VMM that aborts gave up because of something, which its error messages would tell.
            Blame blame = killed.get().status() == -ABORTED ? Blame.UNKNOWN : Blame.VMM;
            return judgement(blame, side, killed.get(), say.vmmKilled(side, killed.get()));
        }
        boolean destinationFirst = destination.isPresent()
                && (source.isEmpty()
                        || matter.clock()
                                .isBefore(
                                        destination.get().moment(), source.get().moment()));
        if (destinationFirst) {
            return judgement(
                    blame(destination.get(), Side.DESTINATION),
                    Side.DESTINATION,
                    destination.get(),
                    say.vmmError(Side.DESTINATION, destination.get()));
        }
        if (source.isPresent()) {
            return judgement(
                    blame(source.get(), Side.SOURCE),
                    Side.SOURCE,
                    source.get(),
                    say.vmmError(Side.SOURCE, source.get()));
        }
        VmmWord status = matter.sourceVmm()
                .first(FAILED)
                .or(() -> matter.destinationVmm().first(FAILED))
                .orElse(null);
        Side side = matter.sourceVmm().reached(FAILED) ? Side.SOURCE : Side.DESTINATION;
        return new Judgement(
                Verdict.FAILED,
                Blame.UNKNOWN,
                status == null ? null : status.journal(side),
                status == null ? null : status.moment(),
                "M-13",
                say.vmmFailed(side));
    }

    /** Whether the source was taken back to RUNNING by a VMM that reported errors, and never how the migration stood. */
    boolean gaveUpForAnError() {
        Attempt saving = matter.saving();
        return saving != null
                && saving.cancel != null
                && matter.sourceVmm().isSilent()
                && matter.sourceVmm().error(begin(saving)).isPresent();
    }

    private Optional<VmmWord> killed() {
        return matter.destinationVmm().killed().or(() -> matter.sourceVmm().killed());
    }

    private static Judgement judgement(Blame blame, Side side, VmmWord word, String sentence) {
        return new Judgement(Verdict.FAILED, blame, word.journal(side), word.moment(), "M-13", sentence);
    }

    private static long begin(@Nullable Attempt attempt) {
        return attempt == null ? 0 : attempt.begin.position();
    }

    /**
     * An error that names the device's section blames the device; a lost connection, or a stream that goes on with something
     * else than it should, nobody, since the other end knows why.
     */
    private static Blame blame(VmmWord error, Side side) {
        String text = error.text().toLowerCase(Locale.ROOT);
        if (text.contains("eos not found")) {
            return Blame.UNKNOWN;
        }
        if (error.namesDevice() || text.contains("/vfio") || text.contains("dma logging")) {
            return side == Side.SOURCE ? Blame.SOURCE_DEVICE : Blame.DESTINATION_DEVICE;
        }
        boolean mismatch = text.contains("mismatch") || text.contains("unknown savevm section");
        return mismatch ? Blame.VMM : Blame.UNKNOWN;
    }
}
