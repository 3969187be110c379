package io.vfioreplay.hardware.device;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.PartialEventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.ResetCause;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The migration state in which each device is, and nothing else of it: what {@link ObservedHost} believes, at the cost of the few
 * events that {@link #mayChange} it. One thread at a time.
 *
 * <p>Nothing is known of the host itself, of a device whose state was not seen, and of devices that an observed host does not keep.
 */
public final class Phases implements PartialEventSink {

    /** {@link #packed} where several states are possible, or none is known. */
    public static final long NO_STATE = -1;

    private @Nullable ObservedMigration[] devices = new @Nullable ObservedMigration[4];
    private String[] labels = {"", "", "", ""};
    private long[] packed = {NO_STATE, NO_STATE, NO_STATE, NO_STATE};

    /** The phases before the first event of a journal. */
    public Phases() {}

    /** The phases behind the event that the host took in last. The host is only read. */
    public static Phases of(ObservedHost host) {
        Phases phases = new Phases();
        for (ObservedDevice device : host.devices()) {
            phases.make(device.index(), device.migration().withoutStreams());
        }
        return phases;
    }

    /** Whether an event of this kind may change a phase; others need not be passed on. */
    public static boolean mayChange(EventKind kind) {
        return switch (kind) {
            case DEVICE_OPENED, DEVICE_RESET, MIGRATION_FEATURES_READ, DEVICE_STATE_SET, DEVICE_STATE_READ -> true;
            default -> false;
        };
    }

    /** Whether anything is known of the device's state. */
    public boolean isKnown(int device) {
        return device >= 0 && device < labels.length && !labels[device].isEmpty();
    }

    /** What a person reads: {@code STOP_COPY}, {@code 0x3}, {@code STOP|STOP_COPY?}; empty where nothing is known. */
    public String label(int device) {
        return device >= 0 && device < labels.length ? labels[device] : "";
    }

    /** The one possible state as {@link DeviceState#packed()}, or {@link #NO_STATE}. */
    public long packed(int device) {
        return device >= 0 && device < packed.length ? packed[device] : NO_STATE;
    }

    @Override
    public void deviceOpened(Envelope envelope, Protocol protocol, Payload name) {
        ObservedMigration migration = envelope.succeeded() ? of(envelope) : null;
        if (migration != null) {
            migration.opened(protocol);
            changed(envelope.device(), migration);
        }
    }

    @Override
    public void deviceReset(Envelope envelope, ResetCause cause) {
        ObservedMigration migration = of(envelope);
        if (migration != null) {
            migration.reset(envelope);
            changed(envelope.device(), migration);
        }
    }

    @Override
    public void migrationFeaturesRead(Envelope envelope, long flags) {
        ObservedMigration migration = envelope.succeeded() ? of(envelope) : null;
        if (migration != null) {
            migration.featuresRead(flags);
        }
    }

    @Override
    public void deviceStateSet(Envelope envelope, DeviceState requested, int dataFd) {
        ObservedMigration migration = of(envelope);
        if (migration != null) {
            migration.stateSet(envelope, requested);
            changed(envelope.device(), migration);
        }
    }

    @Override
    public void deviceStateRead(Envelope envelope, DeviceState state, int dataFd) {
        ObservedMigration migration = envelope.succeeded() ? of(envelope) : null;
        if (migration != null) {
            migration.stateRead(state);
            changed(envelope.device(), migration);
        }
    }

    private @Nullable ObservedMigration of(Envelope envelope) {
        int device = envelope.device();
        if (device < 0 || device >= Limits.DEVICES_MAX) {
            return null;
        }
        ObservedMigration known = device < devices.length ? devices[device] : null;
        return known == null ? make(device, ObservedMigration.ofStatesAlone()) : known;
    }

    private ObservedMigration make(int device, ObservedMigration migration) {
        if (device >= devices.length) {
            int from = devices.length;
            int length = Math.max(device + 1, 2 * from);
            devices = Arrays.copyOf(devices, length);
            labels = Arrays.copyOf(labels, length);
            packed = Arrays.copyOf(packed, length);
            Arrays.fill(labels, from, length, "");
            Arrays.fill(packed, from, length, NO_STATE);
        }
        devices[device] = migration;
        changed(device, migration);
        return migration;
    }

    private void changed(int device, ObservedMigration migration) {
        StateBelief belief = migration.belief();
        labels[device] = belief.candidates().isEmpty() ? "" : belief.label();
        packed[device] = belief.state().map(DeviceState::packed).orElse(NO_STATE);
    }
}
