package io.vfioreplay.hardware.model;

import io.vfioreplay.hardware.event.DmaDirection;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.state.SnapshotReader;
import io.vfioreplay.hardware.state.SnapshotWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a model does by itself, until the recording confirms it. What a recording cannot see is forgotten when there is too much
 * of it: an effect that was never recorded is not wrong.
 */
final class PredictedEffects implements Effects {

    private static final int PENDING_MAX = 256;

    private final Predictions predictions;
    private final Deque<Map.Entry<Long, Dma>> issued = new ArrayDeque<>();
    private final Map<Long, Long> ownByRecorded = new LinkedHashMap<>();
    private final Deque<Long> interrupts = new ArrayDeque<>();
    /** What is done by itself within a request that is known to have failed. */
    private @Nullable List<Runnable> held;

    /** One DMA, without its number. */
    record Dma(int target, DmaDirection direction, long address, long length) {

        String text() {
            String where = target == EventSink.RAM ? "RAM" : "device" + target;
            return "%s %s 0x%x length=%d".formatted(direction, where, address, length);
        }
    }

    PredictedEffects(Predictions predictions) {
        this.predictions = predictions;
    }

    @Override
    public void dmaIssued(long id, int target, DmaDirection direction, long address, long length) {
        tell(() -> put(issued, Map.entry(id, new Dma(target, direction, address, length))));
    }

    @Override
    public void interruptRaised(int index, int vector) {
        tell(() -> put(interrupts, interrupt(index, vector)));
    }

    private void tell(Runnable effect) {
        if (held == null) {
            effect.run();
        } else {
            held.add(effect);
        }
    }

    void forget() {
        issued.clear();
        ownByRecorded.clear();
        interrupts.clear();
    }

    /**
     * Carries out a request that is known to have failed. What the model does by itself meanwhile happened only if it refuses as well:
     * a refused access starts a stopped queue again.
     */
    Answer ofFailed(Supplier<Answer> request) {
        List<Runnable> within = new ArrayList<>();
        held = within;
        Answer answer;
        try {
            answer = request.get();
        } finally {
            held = null;
        }
        if (answer instanceof Answer.Refused) {
            within.forEach(Runnable::run);
        }
        return answer;
    }

    /** The recording shows a DMA: right when the model has issued the same, in whatever order. */
    void dmaRecorded(Envelope event, long id, Dma recorded) {
        String predicted =
                issued.isEmpty() ? "no DMA" : issued.peekFirst().getValue().text();
        Optional<Long> own = taken(recorded);
        own.ifPresent(number -> remember(id, number));
        predictions.settled(event, own.isPresent(), () -> "DMA", predicted, recorded.text());
    }

    /** The model's own number of a DMA that was recorded under this one, which is over now. */
    Optional<Long> completed(long id) {
        return Optional.ofNullable(ownByRecorded.remove(id));
    }

    void interruptRecorded(Envelope event, int index, int vector) {
        boolean isRight = interrupts.remove(interrupt(index, vector));
        String recorded = "type %d vector %d".formatted(index, vector);
        predictions.settled(event, isRight, () -> "interrupt", "none of this kind", recorded);
    }

    void writeTo(SnapshotWriter out) {
        out.putInt(issued.size());
        issued.forEach(each -> out.putLong(each.getKey())
                .putInt(each.getValue().target())
                .putInt(each.getValue().direction().ordinal())
                .putLong(each.getValue().address())
                .putLong(each.getValue().length()));
        out.putInt(ownByRecorded.size());
        ownByRecorded.forEach((recorded, own) -> out.putLong(recorded).putLong(own));
        out.putInt(interrupts.size());
        interrupts.forEach(out::putLong);
    }

    void readFrom(SnapshotReader in) {
        forget();
        for (int i = in.intWithin(0, PENDING_MAX); i > 0; i--) {
            long id = in.longValue();
            int target = in.intValue();
            DmaDirection direction = DmaDirection.values()[in.intWithin(0, DmaDirection.values().length - 1)];
            issued.addLast(Map.entry(id, new Dma(target, direction, in.longValue(), in.longValue())));
        }
        for (int i = in.intWithin(0, PENDING_MAX); i > 0; i--) {
            ownByRecorded.put(in.longValue(), in.longValue());
        }
        for (int i = in.intWithin(0, PENDING_MAX); i > 0; i--) {
            interrupts.addLast(in.longValue());
        }
    }

    private Optional<Long> taken(Dma recorded) {
        for (Iterator<Map.Entry<Long, Dma>> each = issued.iterator(); each.hasNext(); ) {
            Map.Entry<Long, Dma> candidate = each.next();
            if (candidate.getValue().equals(recorded)) {
                each.remove();
                return Optional.of(candidate.getKey());
            }
        }
        return Optional.empty();
    }

    private void remember(long recorded, long own) {
        if (ownByRecorded.size() < PENDING_MAX) {
            ownByRecorded.put(recorded, own);
        }
    }

    private static <T> void put(Deque<T> pending, T effect) {
        if (pending.size() == PENDING_MAX) {
            pending.removeFirst();
        }
        pending.addLast(effect);
    }

    private static long interrupt(int index, int vector) {
        return (long) index << Integer.SIZE | (vector & 0xffff_ffffL);
    }
}
