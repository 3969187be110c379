package io.vfioreplay.engine.replay;

import io.vfioreplay.hardware.device.ObservedHost;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.state.StateTree;

/** The state of all devices of a journal as they were observed. One thread at a time. */
public final class HostState implements FoldedState {

    private final ObservedHost host = new ObservedHost();

    /** A fold of the observed devices, without rules. */
    public static Fold fold() {
        return Fold.of(new HostState());
    }

    /** The state as a tree. */
    public StateTree tree() {
        return host.tree();
    }

    @Override
    public EventSink events() {
        return host;
    }

    @Override
    public long size() {
        return host.leafEstimate();
    }

    @Override
    public String digest() {
        return host.tree().digest();
    }

    @Override
    public String version() {
        return ObservedHost.VERSION;
    }
}
