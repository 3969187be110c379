package io.vfioreplay.engine.pipeline;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.Sequence;
import io.vfioreplay.hardware.event.EventKind;

/** The first stage: gives each event its position and folds it into the model. */
final class ModelStage implements EventHandler<EventSlot> {

    private final RecorderModel model;
    private Sequence progress = new Sequence();
    private long nextPosition;

    ModelStage(RecorderModel model) {
        this.model = model;
    }

    @Override
    public void onEvent(EventSlot slot, long sequence, boolean endOfBatch) {
        slot.place(nextPosition);
        EventKind kind = slot.kind();
        if (kind != null) {
            try {
                slot.setModelRecord(model.fold(slot, kind, slot.values, slot));
            } catch (RuntimeException | Error failure) {
                // The sequence moves by whole batches; the events of this one before the failure are the journal's.
                progress.set(sequence - 1);
                throw failure;
            }
            nextPosition++;
        }
    }

    @Override
    public void setSequenceCallback(Sequence sequenceCallback) {
        progress = sequenceCallback;
    }
}
