package io.vfioreplay.engine.postmortem;

import io.vfioreplay.engine.diff.StreamDiff;
import io.vfioreplay.engine.diff.StreamDifference;
import io.vfioreplay.hardware.event.Envelope;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What travelled between the two VMMs, compared with what one device handed out and the other took in.
 *
 * @param side whose recording has the stream as a witness
 * @param carried the stream
 * @param saved the first difference to what was handed out, as far as the bytes of both were seen
 * @param loaded the first difference to what was taken in
 */
record WireCheck(
        Side side, CarriedStream carried, Optional<StreamDifference> saved, Optional<StreamDifference> loaded) {

    /** The check of the stream that is as long as what was handed out; null where no such stream was recorded. */
    static @Nullable WireCheck of(@Nullable Evidence source, @Nullable Evidence destination, @Nullable Fit fit) {
        if (fit == null) {
            return null;
        }
        WireCheck ofSource = source == null ? null : of(Side.SOURCE, source, fit);
        return ofSource != null || destination == null ? ofSource : of(Side.DESTINATION, destination, fit);
    }

    private static @Nullable WireCheck of(Side side, Evidence evidence, Fit fit) {
        for (CarriedStream carried : evidence.observer().carried()) {
            if (carried.chunks.length() == fit.saved().length()) {
                RecordedStream wire = carried.in(evidence);
                return new WireCheck(
                        side,
                        carried,
                        bytes(StreamDiff.between(fit.saved(), wire)),
                        bytes(StreamDiff.between(wire, fit.loaded())));
            }
        }
        return null;
    }

    private static Optional<StreamDifference> bytes(StreamDiff diff) {
        return diff.first().filter(StreamDifference::isByte);
    }

    /** The difference, wherever it arose. */
    Optional<StreamDifference> difference() {
        return saved.or(() -> loaded);
    }

    /** The piece of the stream that shows it. */
    Moment moment(StreamDifference difference) {
        int chunk = carried.chunks.chunkAt(difference.offset());
        return new Moment(
                carried.chunks.position(chunk),
                Envelope.NO_TIME,
                Envelope.NO_DURATION,
                carried.chunks.record(chunk),
                new Witness(View.WIRE, "section", ""));
    }
}
