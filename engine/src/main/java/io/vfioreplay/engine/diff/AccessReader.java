package io.vfioreplay.engine.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The accesses of a run one after the other, with a look ahead. Reads {@value #CHUNK_EVENTS} events at a time; memory grows
 * with the look ahead only. One thread.
 */
final class AccessReader {

    private static final int CHUNK_EVENTS = 4096;

    private final EventSource source;
    private final long endPosition;
    private final Translation translation;
    private final List<Access> ahead = new ArrayList<>();
    private int taken;
    private long nextPosition;
    private long takenTotal;
    private @Nullable Access firstSkipped;

    /** Turns an access into what is compared; null skips it. */
    @FunctionalInterface
    interface Translation {
        /** The access as the other side would tell it. */
        @Nullable
        Access of(Access access);
    }

    AccessReader(EventSource source, long endPosition, Translation translation) {
        this.source = source;
        this.endPosition = endPosition;
        this.translation = translation;
    }

    /** How many of the next {@code wanted} accesses there are; fewer only at the end. */
    int available(int wanted) {
        while (ahead.size() - taken < wanted && nextPosition < endPosition) {
            fill();
        }
        return Math.min(ahead.size() - taken, wanted);
    }

    /** The access {@code index} places ahead, which must be {@link #available}. */
    Access peek(int index) {
        return ahead.get(taken + index);
    }

    /** Goes on by one access and returns it. */
    Access take() {
        takenTotal++;
        return ahead.get(taken++);
    }

    /** How many accesses were taken. */
    long takenTotal() {
        return takenTotal;
    }

    /** The first access that was not compared. */
    Optional<Access> firstSkipped() {
        return Optional.ofNullable(firstSkipped);
    }

    private void fill() {
        ahead.subList(0, taken).clear();
        taken = 0;
        long to = Math.min(nextPosition + CHUNK_EVENTS, endPosition);
        source.replay(nextPosition, to, (envelope, kind, values, payload) -> {
            if (Access.isAccess(kind)) {
                add(Access.of(envelope, kind, values, payload));
            }
        });
        nextPosition = to;
    }

    private void add(Access access) {
        Access translated = translation.of(access);
        if (translated != null) {
            ahead.add(translated);
        } else if (firstSkipped == null) {
            firstSkipped = access;
        }
    }
}
