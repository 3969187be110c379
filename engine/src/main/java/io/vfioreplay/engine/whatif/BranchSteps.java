package io.vfioreplay.engine.whatif;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Payload;

/** Takes the events of a branch beside those of its journal, in order. */
interface BranchSteps {

    /** An event that both have; the position is that in the branch. Valid until the call returns. */
    void same(Envelope envelope, EventKind kind, long[] values, Payload payload);

    /** An event that only the journal has. */
    void dropped(Event original);

    /** An event that both have and that is not the same; the position is that in the branch. */
    void changed(Event original, Event instead);

    /** An event that only the branch has. */
    void inserted(Event event);
}
