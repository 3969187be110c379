package io.vfioreplay.hardware.device;

import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.FeatureSet;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.migration.StateV2;
import io.vfioreplay.hardware.migration.TransitionsV2;
import io.vfioreplay.hardware.state.SnapshotReader;
import io.vfioreplay.hardware.state.SnapshotWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The states in which a device can be by what was seen: none known, one, or several after a request that failed or was never
 * answered.
 *
 * <p>ours: candidates are ordered by number with v2's ERROR last and shown as {@code STOP|STOP_COPY|ERROR?}. While a
 * device's features were not read, a failed request may have walked the path of any feature set that has the state it came
 * from. A failed v1 write leaves the old state or ERROR, an unanswered one the requested state as well.
 *
 * @param candidates without duplicates; empty when nothing is known
 */
public record StateBelief(List<DeviceState> candidates) {

    /** Nothing is known. */
    public static final StateBelief UNKNOWN = new StateBelief(List.of());

    private static final int V1_RUNNING = 1;
    private static final int V1_SAVING = 2;
    private static final int V1_RESUMING = 4;
    private static final int V1_ERROR = V1_SAVING | V1_RESUMING;
    private static final int V1_PHASE = 0b111;

    /** Copies the list. */
    public StateBelief {
        candidates = List.copyOf(candidates);
    }

    /** The device is in this state. */
    public static StateBelief certain(DeviceState state) {
        return new StateBelief(List.of(state));
    }

    /** RUNNING in this protocol: the state after open and reset. */
    public static StateBelief running(Protocol protocol) {
        return certain(
                protocol == Protocol.V2 ? StateV2.RUNNING.asDeviceState() : DeviceState.of(protocol, V1_RUNNING));
    }

    /** Whether exactly one state is possible. */
    public boolean isCertain() {
        return candidates.size() == 1;
    }

    /** The one possible state, or empty. */
    public Optional<DeviceState> state() {
        return isCertain() ? Optional.of(candidates.get(0)) : Optional.empty();
    }

    /** What a person reads: {@code STOP_COPY}, {@code STOP|STOP_COPY|ERROR?} or {@code unknown}. */
    public String label() {
        if (candidates.isEmpty()) {
            return "unknown";
        }
        String labels = candidates.stream().map(DeviceState::label).collect(Collectors.joining("|"));
        return isCertain() ? labels : labels + "?";
    }

    /** What is possible after a request that failed or was never answered; {@code features} empty while not read. */
    StateBelief afterFailedRequest(DeviceState requested, Optional<FeatureSet> features, boolean isAnswered) {
        TreeSet<DeviceState> possible = newSet();
        possible.addAll(candidates);
        for (DeviceState from : candidates) {
            if (from.protocol() == Protocol.V2 && requested.protocol() == Protocol.V2) {
                addWalk(possible, from, requested, features);
            } else {
                possible.add(DeviceState.of(from.protocol(), from.protocol() == Protocol.V2 ? 0 : V1_ERROR));
                addIf(!isAnswered, possible, requested);
            }
        }
        return new StateBelief(List.copyOf(possible));
    }

    /** The same with one more possible state; still nothing is known when nothing was. */
    StateBelief or(StateBelief other) {
        if (candidates.isEmpty()) {
            return this;
        }
        TreeSet<DeviceState> possible = newSet();
        possible.addAll(candidates);
        possible.addAll(other.candidates);
        return new StateBelief(List.copyOf(possible));
    }

    /** The state that a stream's bytes belong to: the only candidate that has a session, in the words of v2. */
    Optional<StateV2> sessionState() {
        List<StateV2> found = candidates.stream()
                .flatMap(state -> sessionState(state).stream())
                .distinct()
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** Whether the device is in a state with a saving session, whichever candidate is the true one. */
    boolean isSurelySaving() {
        return isSurely(state -> state.isSaving());
    }

    /** Whether the device is in RESUMING, whichever candidate is the true one. */
    boolean isSurelyResuming() {
        return isSurely(state -> state == StateV2.RESUMING);
    }

    /** The v2 name of a state that has a session (v1: pre-copy, stop-and-copy and resuming), or empty. */
    static Optional<StateV2> sessionState(DeviceState state) {
        if (state.protocol() == Protocol.V2) {
            return StateV2.of(state.number()).filter(v2 -> v2.isSaving() || v2 == StateV2.RESUMING);
        }
        return switch (state.number() & V1_PHASE) {
            case V1_SAVING | V1_RUNNING -> Optional.of(StateV2.PRE_COPY);
            case V1_SAVING -> Optional.of(StateV2.STOP_COPY);
            case V1_RESUMING -> Optional.of(StateV2.RESUMING);
            default -> Optional.empty();
        };
    }

    void writeTo(SnapshotWriter out) {
        out.putPacked(candidates.size());
        candidates.forEach(state -> out.putPacked(state.packed()));
    }

    static StateBelief readFrom(SnapshotReader in) {
        List<DeviceState> candidates = new ArrayList<>();
        for (int left = in.count(1); left > 0; left--) {
            candidates.add(DeviceState.unpacked(in.packed()));
        }
        return new StateBelief(candidates);
    }

    private boolean isSurely(Predicate<StateV2> wanted) {
        return !candidates.isEmpty()
                && candidates.stream()
                        .allMatch(state -> sessionState(state).filter(wanted).isPresent());
    }

    private static void addWalk(
            Collection<DeviceState> possible, DeviceState from, DeviceState requested, Optional<FeatureSet> features) {
        Optional<StateV2> start = StateV2.of(from.number());
        for (FeatureSet set : FeatureSet.values()) {
            if (start.isPresent() && set.has(start.get()) && set == features.orElse(set)) {
                TransitionsV2.afterFailure(set, start.get(), requested.number())
                        .forEach(state -> possible.add(state.asDeviceState()));
            }
        }
    }

    private static void addIf(boolean condition, Collection<DeviceState> possible, DeviceState state) {
        if (condition) {
            possible.add(state);
        }
    }

    private static TreeSet<DeviceState> newSet() {
        return new TreeSet<>((left, right) -> Long.compareUnsigned(rank(left), rank(right)));
    }

    private static long rank(DeviceState state) {
        boolean isErrorV2 = state.protocol() == Protocol.V2 && state.number() == StateV2.ERROR.number();
        return isErrorV2 ? Long.MAX_VALUE : state.packed();
    }
}
