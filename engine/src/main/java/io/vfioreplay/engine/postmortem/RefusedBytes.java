package io.vfioreplay.engine.postmortem;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.Payload;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Whether the bytes that the destination refused are those that were saved: then the device is to blame, otherwise the way
 * there, or a client that kept back what it had read before STOP_COPY.
 *
 * @param matter both sides
 */
record RefusedBytes(Matter matter) {

    /** How refused bytes compare with what was saved at their place. */
    enum Answer {
        /** They are the same, or nobody knows. */
        SAME,
        /** They are not those. */
        DIFFERENT,
        /** They are the same if the stream begins in STOP_COPY, and only then. */
        WITHOUT_PRE_COPY
    }

    /** Compares the bytes of a write that was refused. */
    Answer compare(Trouble refusal) {
        Fit fit = matter.fit();
        Evidence source = matter.source();
        Attempt saving = matter.saving();
        byte[] refused = bytes(refusal);
        if (fit == null || source == null || saving == null || refused.length == 0) {
            return Answer.SAME;
        }
        if (!fit.saved().print().isVisible()) {
            return Answer.SAME;
        }
        if (fit.loaded().length() > 0 || saving.tailStart <= 0) {
            return isAt(refused, fit.saved(), fit.loaded().length()) ? Answer.SAME : Answer.DIFFERENT;
        }
        if (isAt(refused, Fit.stream(saving, source.events(), false), 0)) {
            return Answer.SAME;
        }
        boolean isTail = isAt(refused, Fit.stream(saving, source.events(), true), 0);
        return isTail ? Answer.WITHOUT_PRE_COPY : Answer.DIFFERENT;
    }

    private static boolean isAt(byte[] refused, RecordedStream saved, long offset) {
        return offset + refused.length <= saved.length() && Arrays.equals(refused, saved.read(offset, refused.length));
    }

    /** The refused bytes: those of the message, or in v1 those that lie in the window; none where they were not seen. */
    private byte[] bytes(Trouble refusal) {
        Evidence destination = matter.destination();
        Attempt loading = matter.loading();
        if (destination == null || loading == null) {
            return new byte[0];
        }
        long position = refusal.moment().position();
        if (refusal.event() == EventKind.MIGRATION_DATA_WRITTEN) {
            Gatherer gatherer = new Gatherer(loading.device);
            destination.events().replay(position, position + 1, gatherer);
            return gatherer.bytes.toByteArray();
        }
        if (refusal.event() == EventKind.MIGRATION_REGISTER_WRITTEN) {
            Gatherer gatherer = new Gatherer(loading.device);
            destination.events().replay(loading.begin.position(), position, gatherer);
            return gatherer.bytes.toByteArray();
        }
        return new byte[0];
    }

    /** Keeps what was written since a piece was last handed over. */
    private static final class Gatherer implements FlatEventSink {
        private final int device;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Gatherer(int device) {
            this.device = device;
        }

        @Override
        public void accept(Envelope envelope, EventKind kind, long[] values, Payload payload) {
            if (envelope.device() != device) {
                return;
            }
            if (DataPiece.isWritten(kind)) {
                bytes.writeBytes(payload.toByteArray());
            } else if (kind == EventKind.MIGRATION_REGISTER_WRITTEN) {
                bytes.reset();
            }
        }
    }
}
