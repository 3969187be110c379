package io.vfioreplay.engine.postmortem;

import io.vfioreplay.engine.diff.StreamDiff;
import io.vfioreplay.engine.postmortem.DataPiece.Direction;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares the migration streams of two recordings, whatever role each of them has. */
public final class StreamComparison {

    private StreamComparison() {}

    /**
     * The stream of the last attempt of one recording against that of the other: saved against loaded as a post-mortem does
     * it, otherwise like against like. A recording of what travelled between two VMMs has its first device's stream. Empty when
     * one of them has no migration data.
     */
    public static Optional<StreamDiff> between(Evidence a, Evidence b) {
        Attempt first = last(a);
        Attempt second = last(b);
        if (first != null && second != null && first.isSaving != second.isSaving) {
            Fit fit = first.isSaving
                    ? Fit.best(first, a.events(), second, b.events())
                    : Fit.best(second, b.events(), first, a.events());
            return Optional.of(fit.diff());
        }
        RecordedStream left = first == null ? carried(a) : whole(first, a);
        RecordedStream right = second == null ? carried(b) : whole(second, b);
        return left == null || right == null ? Optional.empty() : Optional.of(StreamDiff.between(left, right));
    }

    private static @Nullable RecordedStream carried(Evidence evidence) {
        return evidence.observer().carried().stream()
                .findFirst()
                .map(stream -> stream.in(evidence))
                .orElse(null);
    }

    private static @Nullable Attempt last(Evidence evidence) {
        Attempt last = null;
        for (Attempt attempt : evidence.observer().loadings()) {
            last = attempt.chunks.count() > 0 ? attempt : last;
        }
        if (last == null) {
            for (Attempt attempt : evidence.observer().savings()) {
                last = attempt.chunks.count() > 0 ? attempt : last;
            }
        }
        return last;
    }

    private static RecordedStream whole(Attempt attempt, Evidence evidence) {
        Direction direction = attempt.isSaving ? Direction.SAVED : Direction.LOADED;
        return new RecordedStream(evidence.events(), attempt.device, direction, attempt.chunks, 0, attempt.whole);
    }
}
