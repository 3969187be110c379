package io.vfioreplay.engine.shrink;

import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import java.util.Arrays;
import java.util.List;

/**
 * One event of one side.
 *
 * @param side whose recording holds it, as the recordings were given
 * @param event as it was recorded, or shortened; its position means nothing
 * @param isDivergence whether a model said something else of it before the recording was redacted. No model can be asked again, so
 *     this is true of the event as it was recorded, whatever its time is, and of no shortened one
 */
record Item(Side side, Event event, boolean isDivergence) {

    /** Whether both are of the same device of the same side. */
    boolean isOfDeviceOf(Item other) {
        return side == other.side
                && event.stamp().device() == other.event.stamp().device();
    }

    Item with(Stamp stamp) {
        return new Item(side, new Event(stamp, event.kind(), event.values(), event.payload()), isDivergence);
    }

    Item with(List<Long> values, Payload payload) {
        boolean isSame = values.equals(event.values())
                && Arrays.equals(payload.toByteArray(), event.payload().toByteArray());
        return new Item(side, new Event(event.stamp(), event.kind(), values, payload), isDivergence && isSame);
    }
}
