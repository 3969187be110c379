package io.vfioreplay.engine.travel;

import io.vfioreplay.engine.index.JournalIndex;
import io.vfioreplay.engine.index.Term;
import io.vfioreplay.engine.travel.FieldPattern.Becomes;
import io.vfioreplay.hardware.device.ObservedHost;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Payload;
import java.util.Collection;

/** Of the changes of leaves those that make a comparison true which was not. A leaf that is not there fulfils none. One thread. */
final class BecomesDetector implements Detector {

    private final Becomes pattern;
    private final LeafDetector leaves;

    BecomesDetector(Becomes pattern) {
        this.pattern = pattern;
        this.leaves = new LeafDetector(pattern.leaves());
    }

    @Override
    public boolean needsState() {
        return leaves.needsState();
    }

    @Override
    public Collection<Term> changes(JournalIndex index) {
        return leaves.changes(index);
    }

    @Override
    public Collection<Term> folds(JournalIndex index) {
        return leaves.folds(index);
    }

    @Override
    public boolean appears(int device) {
        return leaves.appears(device);
    }

    @Override
    public boolean foldsEverything() {
        return leaves.foldsEverything();
    }

    @Override
    public boolean isFolded(ObservedHost host, Envelope envelope, EventKind kind, long[] values) {
        return leaves.isFolded(host, envelope, kind, values);
    }

    @Override
    public void begin(ObservedHost host) {
        leaves.begin(host);
    }

    @Override
    public void passed(Envelope envelope, EventKind kind, long[] values) {
        leaves.passed(envelope, kind, values);
    }

    @Override
    public void before(ObservedHost host, Envelope envelope, EventKind kind, long[] values) {
        leaves.before(host, envelope, kind, values);
    }

    @Override
    public boolean behind(
            ObservedHost host,
            Envelope envelope,
            EventKind kind,
            long[] values,
            Payload payload,
            Change.Consumer consumer) {
        return leaves.behind(
                host, envelope, kind, values, payload, change -> !isTurn(change) || consumer.accept(change));
    }

    private boolean isTurn(Change change) {
        return change.after().filter(pattern::holds).isPresent()
                && change.before().filter(pattern::holds).isEmpty();
    }
}
