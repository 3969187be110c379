package io.vfioreplay.engine.pipeline;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.Sequence;
import io.vfioreplay.engine.codec.BlockDecoder;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.codec.EventEncoder;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Payload;
import java.util.SortedMap;

/** The first stage where there is a model: folds the events of each block into it. */
final class ModelStage implements EventHandler<BlockSlot> {

    private final RecorderModel model;
    private final BlockDecoder decoder = new BlockDecoder();
    private Sequence progress = new Sequence();

    ModelStage(RecorderModel model) {
        this.model = model;
    }

    @Override
    public void onEvent(BlockSlot slot, long sequence, boolean endOfBatch) {
        if (slot.count() == 0) {
            return;
        }
        try {
            decoder.decode(
                    slot.firstPosition(),
                    slot.count(),
                    EventEncoder.events(slot.bytes, slot.length()),
                    Range.ALL,
                    (place, length) -> slot.payloads.get(place),
                    (envelope, kind, values, payload) -> fold(slot, envelope, kind, values, payload));
        } catch (RuntimeException | Error failure) {
            // The block is journaled as far as the model took it, and with it everything before; nothing behind it.
            slot.finish(decoder.eventStart(), (int) (decoder.position() - slot.firstPosition()));
            progress.set(sequence);
            throw failure;
        }
    }

    private void fold(BlockSlot slot, Envelope envelope, EventKind kind, long[] values, Payload payload) {
        SortedMap<String, String> record = model.fold(envelope, kind, values, payload);
        if (record != null) {
            slot.records.add(record);
        }
    }

    @Override
    public void setSequenceCallback(Sequence sequenceCallback) {
        progress = sequenceCallback;
    }
}
