package io.vfioreplay.engine.postmortem;

import io.vfioreplay.engine.diff.StreamDifference;
import io.vfioreplay.engine.postmortem.ClockBounds.Bound;
import io.vfioreplay.hardware.event.Envelope;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The pairs of events of a shared attempt of which one cannot come before the other: no byte is loaded before it was saved, the
 * destination is not told to run before the source stopped, and a connection breaks on the source after the destination
 * last did something with it.
 *
 * <p>ours: only these three, and a broken connection only by the words of the source's VMM, because everything else that one
 * host learns of the other passes through programs that are not recorded.
 *
 * @param matter both sides
 * @param source the clock of the source
 * @param destination the clock of the destination
 */
record ClockPairs(Matter matter, HostClock source, HostClock destination) {

    /** What all pairs together show. */
    ClockBounds bounds() {
        Attempt saving = matter.saving();
        Attempt loading = matter.loading();
        if (saving == null || loading == null) {
            return ClockBounds.NONE;
        }
        if (Objects.equals(matter.source(), matter.destination()) && saving.witness == loading.witness) {
            return ClockBounds.SAME;
        }
        return ClockBounds.NONE
                .atMost(stream(saving.chunks, loading.chunks))
                .atMost(refusal(saving, loading))
                .atMost(stopAndStart(saving.paused, loading.running))
                .atLeast(brokenConnection(saving, loading));
    }

    /** The tightest of all pieces: the last byte of each piece that was loaded was saved in some piece before. */
    private @Nullable Bound stream(ChunkIndex saved, ChunkIndex loaded) {
        long start = startOfLoaded();
        long limit = comparableBytes(start);
        long tightest = Long.MAX_VALUE;
        long shownAt = -1;
        int from = 0;
        for (int to = 0; to < loaded.count(); to++) {
            long last = loaded.start(to) + loaded.bytes(to) - 1;
            while (from < saved.count() && saved.start(from) + saved.bytes(from) <= start + last) {
                from++;
            }
            if (last >= limit || from == saved.count()) {
                break;
            }
            long nanos = isUsable(saved, from, loaded, to)
                    ? Nanos.between(saved.timeNanos(from), loaded.timeNanos(to))
                    : Long.MAX_VALUE;
            if (nanos < tightest) {
                tightest = nanos;
                shownAt = last;
            }
        }
        return shownAt < 0 ? null : new Bound(tightest, ofByte(shownAt));
    }

    private boolean isUsable(ChunkIndex saved, int from, ChunkIndex loaded, int to) {
        return saved.timeNanos(from) != Envelope.NO_TIME
                && loaded.timeNanos(to) != Envelope.NO_TIME
                && source.isSure(saved.position(from))
                && destination.isSure(loaded.position(to));
    }

    /**
     * Where in the saving session the loaded stream begins. Where neither bytes nor lengths tell which part was forwarded, it is
     * taken to be the whole session: each byte was saved earlier in it than in a part of it, so the bound is wider and true.
     */
    private long startOfLoaded() {
        Fit fit = matter.fit();
        if (fit == null) {
            return 0;
        }
        boolean told =
                matter.showsBytes() || fit.saved().length() == fit.loaded().length();
        return told ? fit.saved().start() : 0;
    }

    /** Up to where a byte of the loaded stream is known to be that of the saved one. */
    private long comparableBytes(long start) {
        Fit fit = matter.fit();
        Attempt saving = matter.saving();
        Attempt loading = matter.loading();
        if (fit == null || saving == null || loading == null) {
            return 0;
        }
        long same = fit.diff().first().map(StreamDifference::offset).orElse(Long.MAX_VALUE);
        long whole = Math.min(matter.savedHoleAt() - start, loading.holes.first());
        return Math.min(matter.showsBytes() ? same : Long.MAX_VALUE, whole);
    }

    /** A piece that was refused had arrived as well: at least its first byte had been saved before. */
    private @Nullable Bound refusal(Attempt saving, Attempt loading) {
        Trouble refusal = loading.firstFailure();
        long start = startOfLoaded();
        long offset = loading.chunks.length();
        boolean comes = refusal != null
                && loading.refusedData()
                && offset <= comparableBytes(start)
                && start + offset < saving.chunks.length();
        if (refusal == null || !comes) {
            return null;
        }
        int from = saving.chunks.chunkAt(start + offset);
        Moment at = refusal.moment();
        boolean usable = saving.chunks.timeNanos(from) != Envelope.NO_TIME
                && at.hasTime()
                && source.isSure(saving.chunks.position(from))
                && destination.isSure(at.position());
        return usable
                ? new Bound(Nanos.between(saving.chunks.timeNanos(from), at.requestNanos()), ofByte(offset))
                : null;
    }

    private @Nullable Bound stopAndStart(@Nullable Moment stopped, @Nullable Moment running) {
        if (stopped == null || running == null || !isUsable(stopped, running)) {
            return null;
        }
        return new Bound(
                Nanos.between(stopped.timeNanos(), running.requestNanos()),
                "the source's stop, the destination's start");
    }

    private @Nullable Bound brokenConnection(Attempt saving, Attempt loading) {
        Moment lastSeen = lastActivity(loading);
        // The clock of a kernel's trace may be another one than that of the VMM's messages.
        if (saving.view == View.KERNEL || loading.view == View.KERNEL || lastSeen == null) {
            return null;
        }
        for (VmmWord word : matter.sourceVmm().words()) {
            if (word.kind() == VmmWord.Kind.ERROR && isBroken(word.text()) && isUsable(word.moment(), lastSeen)) {
                return new Bound(
                        Nanos.between(word.moment().timeNanos(), lastSeen.timeNanos()), "the connection that broke");
            }
        }
        return null;
    }

    private static boolean isBroken(String error) {
        String text = error.toLowerCase(Locale.ROOT);
        return text.contains("broken pipe") || text.contains("connection reset") || text.contains("econnreset");
    }

    /** The last that the destination is known to have done before it gave up: it still held its end of the connection. */
    private @Nullable Moment lastActivity(Attempt loading) {
        Moment last = loading.begin;
        Trouble failure = loading.firstFailure();
        if (failure != null) {
            last = failure.moment();
        } else if (loading.lastData != null) {
            last = loading.lastData;
        }
        for (VmmWord word : matter.destinationVmm().words()) {
            // QEMU says this one when it has closed the connection already.
            if (word.kind() == VmmWord.Kind.ERROR && !word.text().startsWith("load of migration failed")) {
                return word.moment().position() > last.position() ? word.moment() : last;
            }
        }
        return last;
    }

    private boolean isUsable(Moment onSource, Moment onDestination) {
        return onSource.hasTime()
                && onDestination.hasTime()
                && source.isSure(onSource.position())
                && destination.isSure(onDestination.position());
    }

    private static String ofByte(long offset) {
        return String.format(Locale.ROOT, "byte %,d of the stream", offset);
    }
}
