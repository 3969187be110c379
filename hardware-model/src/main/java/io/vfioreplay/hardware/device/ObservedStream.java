package io.vfioreplay.hardware.device;

import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.migration.StateV2;
import io.vfioreplay.hardware.state.RunningHash;
import io.vfioreplay.hardware.state.SnapshotReader;
import io.vfioreplay.hardware.state.SnapshotWriter;
import io.vfioreplay.hardware.state.StateTree;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The migration data that a device handed out or took in, of its last session. One thread at a time.
 *
 * <p>Unit: bytes of the stream; segmentation carries no meaning. ours: data that moves while no session is known to be
 * open begins one, since a recording may begin in the middle; bytes that move while the state is not certain are kept under
 * {@code UNKNOWN}.
 *
 * <p>Source.
 */
public final class ObservedStream {

    /** Whether a session is open. */
    public enum Liveness {
        /** None is. */
        CLOSED,
        /** One is. */
        OPEN,
        /** A request failed that may have ended it on the way. */
        UNCERTAIN
    }

    private static final Liveness[] LIVENESSES = Liveness.values();
    private static final StateV2[] STATES = StateV2.values();

    private final Map<StateV2, StreamPart> parts = new EnumMap<>(StateV2.class);
    private final Supplier<RunningHash> hashes;
    private StreamPart whole;
    private Liveness liveness = Liveness.CLOSED;
    private long sessions;
    private boolean hasEnded;

    ObservedStream(Supplier<RunningHash> hashes) {
        this.hashes = hashes;
        this.whole = new StreamPart(hashes.get());
    }

    /** How many sessions there were: the attempts of this device. */
    public long sessions() {
        return sessions;
    }

    /** Whether the last session is open. */
    public Liveness liveness() {
        return liveness;
    }

    /** Bytes of the last session, in all its states. */
    public long bytes() {
        return whole.bytes();
    }

    /** Bytes of the last session that moved in this state; ERROR stands for a state that is not known. */
    public long bytes(StateV2 state) {
        StreamPart part = parts.get(state);
        return part == null ? 0 : part.bytes();
    }

    /** SHA-256 of all bytes of the last session so far, or {@code ?} when not all were seen. */
    public String sha256() {
        return whole.sha256();
    }

    /** The same of what moved in this state, or empty when nothing did. */
    public Optional<String> sha256(StateV2 state) {
        return Optional.ofNullable(parts.get(state)).map(StreamPart::sha256);
    }

    /** Whether the device told in STOP_COPY that there is no more. */
    public boolean hasEnded() {
        return hasEnded;
    }

    void opened() {
        sessions++;
        liveness = Liveness.OPEN;
        parts.clear();
        whole = new StreamPart(hashes.get());
        hasEnded = false;
    }

    /** The device is in a state that has a session: the one that is known, or a new one. */
    void confirmed() {
        if (liveness == Liveness.CLOSED) {
            opened();
        }
        liveness = Liveness.OPEN;
    }

    void doubted() {
        if (liveness == Liveness.OPEN) {
            liveness = Liveness.UNCERTAIN;
        }
    }

    void closed() {
        liveness = Liveness.CLOSED;
    }

    void moved(Optional<StateV2> state, long count, Payload data) {
        if (count <= 0) {
            return;
        }
        if (liveness == Liveness.CLOSED) {
            opened();
        }
        StreamPart part = part(state.orElse(StateV2.ERROR));
        whole.add(count, data);
        if (part != whole) {
            part.add(count, data);
        }
    }

    /** The part of a state. Until a second one begins, the first is the whole: its bytes are hashed once. */
    private StreamPart part(StateV2 state) {
        StreamPart known = parts.get(state);
        if (known != null) {
            return known;
        }
        StreamPart begun = parts.isEmpty() ? whole : new StreamPart(hashes.get());
        parts.replaceAll((other, part) -> part == whole ? whole.copy() : part);
        parts.put(state, begun);
        return begun;
    }

    void ended() {
        hasEnded = true;
    }

    void writeTo(SnapshotWriter out) {
        out.putPacked(sessions).putPacked(liveness.ordinal()).putBoolean(hasEnded);
        whole.writeTo(out);
        out.putPacked(parts.size());
        parts.forEach((state, part) -> {
            out.putPacked(state.ordinal()).putBoolean(part == whole);
            if (part != whole) {
                part.writeTo(out);
            }
        });
    }

    /** Becomes what was written; nothing was seen before. */
    void readFrom(SnapshotReader in) {
        sessions = in.packed();
        liveness = LIVENESSES[(int) in.packedWithin(LIVENESSES.length - 1)];
        hasEnded = in.booleanValue();
        whole = StreamPart.readFrom(in);
        int count = (int) in.packedWithin(STATES.length);
        for (int i = 0; i < count; i++) {
            StateV2 state = STATES[(int) in.packedWithin(STATES.length - 1)];
            parts.put(state, in.booleanValue() ? whole : StreamPart.readFrom(in));
        }
        if (parts.size() > 1 && parts.containsValue(whole)) {
            throw in.damaged("one of several parts is the whole");
        }
    }

    void describe(StateTree.Builder tree, String prefix) {
        if (sessions == 0) {
            return;
        }
        tree.put(prefix + "/sessions", sessions);
        tree.put(prefix + "/session", liveness.name());
        tree.put(prefix + "/ended", hasEnded);
        whole.describe(tree, prefix);
        parts.forEach((state, part) ->
                part.describe(tree, prefix + "/" + (state == StateV2.ERROR ? "UNKNOWN" : state.name())));
    }
}
