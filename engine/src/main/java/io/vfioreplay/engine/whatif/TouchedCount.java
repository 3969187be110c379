package io.vfioreplay.engine.whatif;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.whatif.WhatIfReport.Touched;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Payload;

/** Counts what the edits of a branch are about. */
final class TouchedCount implements BranchSteps {

    private long dropped;
    private long changed;
    private long inserted;

    private TouchedCount() {}

    static Touched of(Branch branch) {
        TouchedCount count = new TouchedCount();
        branch.walk(Range.ALL, Progress.NONE, count);
        return new Touched(count.dropped, count.changed, count.inserted);
    }

    @Override
    public void same(Envelope envelope, EventKind kind, long[] values, Payload payload) {
        // Not edited.
    }

    @Override
    public void dropped(Event original) {
        dropped++;
    }

    @Override
    public void changed(Event original, Event instead) {
        changed++;
    }

    @Override
    public void inserted(Event event) {
        inserted++;
    }
}
