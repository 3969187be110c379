package io.vfioreplay.engine.replay;

import io.vfioreplay.engine.pipeline.RecorderModel;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Unflattener;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What recording and replaying have in common: the state of all devices as a fold over the events, the rules that are checked
 * along, and digests of the state at places that the events alone decide. One thread at a time.
 */
public final class Fold implements RecorderModel {

    private static final String TOTAL = "state.";

    private final FoldedState state;
    private final FlatEventSink stateRows;
    private final FlatEventSink ruleRows;
    private final DigestSchedule schedule = new DigestSchedule();
    private long lastPosition = Envelope.NO_POSITION;

    /**
     * A fold before the first event.
     *
     * @param state takes every event first
     * @param rules takes every event behind the state
     */
    public Fold(FoldedState state, EventSink rules) {
        this(state, new Unflattener(rules));
    }

    private Fold(FoldedState state, FlatEventSink ruleRows) {
        this.state = state;
        this.stateRows = new Unflattener(state.events());
        this.ruleRows = ruleRows;
    }

    /** A fold before the first event, without rules. */
    public static Fold of(FoldedState state) {
        return new Fold(state, (envelope, kind, values, payload) -> {});
    }

    /** The state behind the last event. */
    public FoldedState state() {
        return state;
    }

    @Override
    public @Nullable SortedMap<String, String> fold(Envelope envelope, EventKind kind, long[] values, Payload payload) {
        Optional<StateDigest> digest = advance(envelope, kind, values, payload);
        return digest.map(StateDigest::toRecord).orElse(null);
    }

    /** Takes one event; the digest of the state behind it where one is due. */
    Optional<StateDigest> advance(Envelope envelope, EventKind kind, long[] values, Payload payload) {
        stateRows.accept(envelope, kind, values, payload);
        ruleRows.accept(envelope, kind, values, payload);
        lastPosition = envelope.position();
        if (!schedule.isDueBehind(kind)) {
            return Optional.empty();
        }
        schedule.made(state.size());
        return Optional.of(digest());
    }

    /** The digest of the state as it is now; its position is -1 before the first event. */
    public StateDigest digest() {
        return new StateDigest(lastPosition, state.digest(), state.version());
    }

    /** The digest behind the last event, for the journal's last block. */
    @Override
    public SortedMap<String, String> totals() {
        TreeMap<String, String> totals = new TreeMap<>();
        if (lastPosition >= 0) {
            digest().toRecord().forEach((key, value) -> totals.put(TOTAL + key, value));
        }
        return totals;
    }

    /** The digest behind the last event that a journal's last block holds, or empty. */
    static Optional<StateDigest> lastDigest(SortedMap<String, String> totals) {
        TreeMap<String, String> record = new TreeMap<>();
        totals.forEach((key, value) -> {
            if (key.startsWith(TOTAL)) {
                record.put(key.substring(TOTAL.length()), value);
            }
        });
        return StateDigest.ofRecord(record);
    }
}
