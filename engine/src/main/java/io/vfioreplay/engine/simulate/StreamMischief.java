package io.vfioreplay.engine.simulate;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.migration.DeviceAction;
import io.vfioreplay.hardware.model.Access;
import io.vfioreplay.hardware.model.Answer;
import io.vfioreplay.hardware.model.Effects;
import io.vfioreplay.hardware.model.KnownDevice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What the way between two devices does to a stream. */
final class StreamMischief extends Mischief {

    /** A stream has at least so many pieces before some of them are lost or change places. */
    private static final int PIECES_MIN = 4;

    private static final int EXTRA_BYTES = 16;
    /** A register of the serial card, and one of the queue device, which keep what is written. */
    private static final int SCRATCH = 7;

    private static final int MASK = 0x0c;
    private static final int WORD = 4;
    private static final int FOREIGN_STREAM_BYTES_MAX = 1 << 20;

    private final Fault fault;
    private final int victim;
    private final Randomness random;

    StreamMischief(Fault fault, int victim, Randomness random) {
        this.fault = fault;
        this.victim = victim;
        this.random = random;
    }

    @Override
    List<Payload> carried(Rig from, List<Payload> pieces) {
        if (from.index != victim || pieces.isEmpty()) {
            return pieces;
        }
        List<Payload> changed = new ArrayList<>(pieces);
        switch (fault) {
            case STREAM_TRUNCATED -> truncate(changed);
            case STREAM_CORRUPTED -> corrupt(changed);
            case STREAM_EXTENDED -> changed.add(Payload.of(random.bytes(EXTRA_BYTES)));
            case STREAM_FOREIGN -> {
                return foreign(from, pieces);
            }
            case STREAM_PIECE_LOST -> {
                changed = Pieces.atLeast(changed, PIECES_MIN);
                changed.remove(random.between(1, changed.size() - 2));
            }
            case STREAM_DUPLICATED -> {
                changed = Pieces.atLeast(changed, PIECES_MIN);
                int index = random.below(changed.size() - 1);
                changed.add(index + 1, changed.get(index));
            }
            case STREAM_REORDERED -> changed = reordered(Pieces.atLeast(changed, PIECES_MIN));
            default -> throw new IllegalStateException(fault + " is none of the stream");
        }
        return changed;
    }

    /** Only a part of the last piece arrives, if anything. */
    private void truncate(List<Payload> pieces) {
        Payload last = pieces.remove(pieces.size() - 1);
        int left = random.below(last.length());
        if (left > 0) {
            pieces.add(Payload.of(last.toByteArray(), 0, left));
        }
    }

    private void corrupt(List<Payload> pieces) {
        int index = random.below(pieces.size());
        byte[] bytes = pieces.get(index).toByteArray();
        bytes[random.below(bytes.length)] ^= (byte) (1 << random.below(Byte.SIZE));
        pieces.set(index, Payload.of(bytes));
    }

    /** Two neighbours that are not the same change places; where all are the same, the first byte goes to the end. */
    private static List<Payload> reordered(List<Payload> pieces) {
        for (int i = pieces.size() - 1; i > 0; i--) {
            boolean commutes =
                    Pieces.isSame(List.of(pieces.get(i), pieces.get(i - 1)), List.of(pieces.get(i - 1), pieces.get(i)));
            if (!commutes) {
                Collections.swap(pieces, i, i - 1);
                return pieces;
            }
        }
        throw new IllegalStateException("a stream of which all pieces are the same");
    }

    /** What another device of this kind would have handed out, in pieces of the same sizes as far as they go. */
    private List<Payload> foreign(Rig from, List<Payload> pieces) {
        KnownDevice other = from.plan.kind().create(Effects.NONE);
        for (Access access : List.of(
                new Access(Envelope.NO_TIME, 0, SCRATCH, 1, EventSink.CPU),
                new Access(Envelope.NO_TIME, 0, MASK, WORD, EventSink.CPU),
                new Access(Envelope.NO_TIME, 1, 0, Long.BYTES, EventSink.CPU),
                new Access(Envelope.NO_TIME, 2, 0, Long.BYTES, EventSink.CPU))) {
            other.write(access, Payload.of(random.bytes(access.length())));
        }
        other.perform(DeviceAction.STOP);
        other.perform(DeviceAction.BEGIN_SAVING);
        other.perform(DeviceAction.CAPTURE);
        Payload stream = other.readData(FOREIGN_STREAM_BYTES_MAX) instanceof Answer.Bytes bytes
                ? bytes.bytes()
                : Payload.empty();
        int piece = pieces.get(0).length();
        return Pieces.cut(stream, Math.max(piece, 1));
    }
}
