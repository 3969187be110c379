package io.vfioreplay.engine.replay;

import io.vfioreplay.hardware.device.ObservedHost;
import io.vfioreplay.hardware.device.RegisterListener;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.state.StateTree;

/** The state of all devices of a journal as they were observed. One thread at a time. */
public final class HostState implements FoldedState {

    private final ObservedHost host;

    /** A state before the first event, which cannot be snapshotted: the quickest to fold. */
    public HostState() {
        this(new ObservedHost());
    }

    private HostState(ObservedHost host) {
        this.host = host;
    }

    /** A fold of the observed devices, without rules. */
    public static Fold fold() {
        return Fold.of(new HostState());
    }

    /** A state before the first event that {@link #snapshot()} can be asked of. */
    public static HostState withSnapshots() {
        return new HostState(ObservedHost.withSnapshots());
    }

    /** The same with someone who is told of every register access. */
    public static HostState withSnapshots(RegisterListener listener) {
        return new HostState(ObservedHost.withSnapshots(listener));
    }

    /**
     * The state as it was when {@link #snapshot()} made these bytes. It can be snapshotted again.
     *
     * @throws IllegalArgumentException when the bytes are no snapshot, or one of another version of the model
     */
    public static HostState restore(byte[] snapshot) {
        return new HostState(ObservedHost.restore(snapshot));
    }

    /**
     * The whole state, for {@link #restore}. The version of the model is in front.
     *
     * @throws IllegalStateException when the state was made without snapshots
     */
    public byte[] snapshot() {
        return host.snapshot();
    }

    /** The devices, to look at. */
    public ObservedHost host() {
        return host;
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
