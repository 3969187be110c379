package io.vfioreplay.engine.postmortem;

import io.vfioreplay.engine.diff.EventSource;
import io.vfioreplay.engine.diff.StreamDiff;
import io.vfioreplay.engine.postmortem.DataPiece.Direction;
import io.vfioreplay.engine.postmortem.Postmortem.Forwarded;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * How a loaded stream fits one part of a saved one.
 *
 * @param forwarded which part
 * @param saved that part
 * @param loaded what the destination accepted
 * @param diff where they agree
 * @param matched bytes of the loaded stream in messages that the saved part holds too, wherever
 * @param isPartSure whether length and content show that it is this part that was forwarded, whatever the recording misses
 *     of what came before it
 */
record Fit(
        Forwarded forwarded,
        RecordedStream saved,
        RecordedStream loaded,
        StreamDiff diff,
        long matched,
        boolean isPartSure) {

    /** A common prefix shorter than this may be chance. */
    private static final long PREFIX_UNIT = 64;

    private static final Comparator<Fit> BEST = Comparator.comparingLong(Fit::agreement)
            .thenComparingLong(fit -> fit.diff.commonPrefix() / PREFIX_UNIT)
            .thenComparingLong(fit -> -Math.abs(fit.saved.length() - fit.loaded.length()))
            .thenComparing(fit -> fit.forwarded == Forwarded.STOP_COPY_PART);

    /** The part of {@code saving} that the loaded stream fits best. */
    static Fit best(Attempt saving, EventSource source, Attempt loading, EventSource destination) {
        RecordedStream loaded =
                new RecordedStream(destination, loading.device, Direction.LOADED, loading.chunks, 0, loading.whole);
        Fit whole = of(Forwarded.WHOLE_SESSION, stream(saving, source, false), loaded);
        if (saving.tailStart < 0) {
            return behindHole(saving, source, whole);
        }
        Fit tail = of(Forwarded.STOP_COPY_PART, stream(saving, source, true), loaded);
        return BEST.compare(whole, tail) > 0 ? whole : tail.sureAgainst(whole, saving.holes.first());
    }

    /** What follows a hole that hides the request for STOP_COPY, if it is as sure as it can be that it was asked for there. */
    private static Fit behindHole(Attempt saving, EventSource source, Fit whole) {
        long start = saving.holes.restStart();
        if (start <= 0) {
            return whole;
        }
        RecordedStream rest =
                new RecordedStream(source, saving.device, Direction.SAVED, saving.chunks, start, saving.holes.rest());
        Fit part = of(Forwarded.STOP_COPY_PART, rest, whole.loaded);
        return part.isSameLengthAndMostlyEqual() ? part.sure() : whole;
    }

    private Fit sureAgainst(Fit whole, long holeAt) {
        return isSameLengthAndMostlyEqual() || beginsLikeNothingElse(whole, holeAt) ? sure() : this;
    }

    private Fit sure() {
        return new Fit(forwarded, saved, loaded, diff, matched, true);
    }

    /** Had more been forwarded than this part, more would have been loaded. */
    private boolean isSameLengthAndMostlyEqual() {
        return isVisible() && saved.length() == loaded.length() && agreement() > loaded.length() / 2;
    }

    /** The loaded stream begins as this part does, and not as the session does, whose beginning was seen. */
    private boolean beginsLikeNothingElse(Fit whole, long holeAt) {
        long parted = whole.diff.commonPrefix();
        return isVisible() && parted < holeAt && diff.commonPrefix() >= Math.max(PREFIX_UNIT, parted + 1);
    }

    private boolean isVisible() {
        return saved.print().isVisible() && loaded.print().isVisible();
    }

    /** What was saved, or only what was handed out from STOP_COPY on. */
    static RecordedStream stream(Attempt saving, EventSource source, boolean onlyTail) {
        return new RecordedStream(
                source,
                saving.device,
                Direction.SAVED,
                saving.chunks,
                onlyTail ? saving.tailStart : 0,
                onlyTail ? saving.tail : saving.whole);
    }

    private static Fit of(Forwarded forwarded, RecordedStream saved, RecordedStream loaded) {
        return new Fit(
                forwarded, saved, loaded, StreamDiff.between(saved, loaded), matched(saved, loaded.chunks()), false);
    }

    private long agreement() {
        return Math.max(diff.equalBytes(), matched);
    }

    /** Whether this part fits better than chance and length alone would tell. */
    boolean isClearAgainst(long otherAgreement) {
        return agreement() > otherAgreement;
    }

    private static long matched(RecordedStream saved, ChunkIndex loaded) {
        return matched(saved.chunks(), saved.start(), loaded);
    }

    /** Bytes of {@code loaded} in messages whose content {@code saved} holds too, each of them used once. */
    static long matched(ChunkIndex saved, long start, ChunkIndex loaded) {
        Map<Long, Integer> there = new HashMap<>();
        for (int i = 0; i < saved.count(); i++) {
            if (saved.start(i) >= start) {
                there.merge(saved.print(i), 1, Integer::sum);
            }
        }
        long bytes = 0;
        for (int i = 0; i < loaded.count(); i++) {
            Integer left = there.get(loaded.print(i));
            if (left != null && left > 0) {
                there.put(loaded.print(i), left - 1);
                bytes += loaded.bytes(i);
            }
        }
        return bytes;
    }
}
