package io.vfioreplay.engine.coverage;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.migration.ArcV2;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.DialectV1;
import io.vfioreplay.hardware.migration.FeatureSet;
import io.vfioreplay.hardware.migration.PathV2;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.migration.StateV1;
import io.vfioreplay.hardware.migration.StateV2;
import io.vfioreplay.hardware.migration.TransitionsV1;
import io.vfioreplay.hardware.migration.TransitionsV2;
import io.vfioreplay.hardware.migration.WriteV1;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The transitions that the devices of a recording went through. Only what is certain counts: after a request that failed, or events
 * that were lost, nothing until a state is told again. One thread.
 *
 * <p>ours: while a device's features were not read, a request counts where a single arc leads to its state.
 */
final class Walk implements FlatEventSink {

    private final Set<Item> visited;
    private final Map<Integer, Device> devices = new TreeMap<>();

    private record Move(DeviceState from, DeviceState to) {}

    private static final class Device {
        private final Set<Move> moves = new LinkedHashSet<>();
        private @Nullable DeviceState state;
        private Optional<FeatureSet> features = Optional.empty();
    }

    /** Adds to {@code visited} at the end. */
    Walk(Set<Item> visited) {
        this.visited = visited;
    }

    @Override
    public void accept(Envelope envelope, EventKind kind, long[] values, Payload payload) {
        if (kind == EventKind.EVENTS_LOST) {
            devices.values().forEach(device -> device.state = null);
        }
        if (envelope.device() == Envelope.HOST) {
            return;
        }
        Device device = devices.computeIfAbsent(envelope.device(), none -> new Device());
        boolean succeeded = envelope.succeeded();
        if (kind == EventKind.DEVICE_OPENED) {
            device.state = Protocol.ofCode(values[0]).map(Walk::running).orElse(null);
        } else if (kind == EventKind.DEVICE_RESET) {
            DeviceState before = device.state;
            device.state = succeeded && before != null ? running(before.protocol()) : null;
        } else if (kind == EventKind.MIGRATION_FEATURES_READ && succeeded) {
            device.features = FeatureSet.ofFlags(values[0]).or(() -> device.features);
        } else if (kind == EventKind.DEVICE_STATE_READ && succeeded) {
            device.state = DeviceState.unpacked(values[0]);
        } else if (kind == EventKind.DEVICE_STATE_SET) {
            DeviceState requested = DeviceState.unpacked(values[0]);
            if (succeeded && device.state != null) {
                device.moves.add(new Move(device.state, requested));
            }
            device.state = succeeded ? requested : null;
        }
    }

    private static DeviceState running(Protocol protocol) {
        return protocol == Protocol.V2 ? StateV2.RUNNING.asDeviceState() : DeviceState.of(protocol, StateV1.RUNNING);
    }

    /** Adds what was visited; to be called behind the last event. */
    void finish() {
        devices.values().forEach(device -> device.moves.forEach(move -> visit(device, move.from(), move.to())));
    }

    private void visit(Device device, DeviceState from, DeviceState to) {
        if (from.protocol() != to.protocol()) {
            return;
        }
        if (to.protocol() == Protocol.V2) {
            visitV2(device.features, from, to);
        } else if (TransitionsV1.write(DialectV1.of(to.protocol()), from.number(), to.number())
                instanceof WriteV1.Moved) {
            visited.add(Tables.write(to.protocol(), from.number(), to.number()));
        }
    }

    private void visitV2(Optional<FeatureSet> features, DeviceState from, DeviceState to) {
        Optional<StateV2> start = StateV2.of(from.number());
        Optional<StateV2> end = StateV2.of(to.number());
        if (start.isEmpty() || end.isEmpty()) {
            return;
        }
        if (features.isEmpty()) {
            ArcV2.of(start.get(), end.get()).ifPresent(arc -> visited.add(Tables.arc(features, arc)));
        } else if (TransitionsV2.path(features.get(), start.get(), end.get()) instanceof PathV2.Walked walked) {
            walked.arcs().forEach(arc -> visited.add(Tables.arc(features, arc)));
        }
    }
}
