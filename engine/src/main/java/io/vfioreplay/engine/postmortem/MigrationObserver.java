package io.vfioreplay.engine.postmortem;

import io.vfioreplay.hardware.event.DamageKind;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads one recording and keeps, per device, its attempts to save and to load. Memory does not grow with the length of the
 * streams but by 40 bytes per message of migration data and 16 per 4 KiB, within fixed bounds.
 *
 * <p>Events must carry positions. One thread at a time; read the answers when the recording is over.
 */
public final class MigrationObserver implements FlatEventSink {

    private static final int ATTEMPTS_MAX = 1024;
    private static final int CONFIG_REGION = 7;

    private final Map<Integer, DeviceCourse> devices = new TreeMap<>();
    private final List<Attempt> attempts = new ArrayList<>();
    private @Nullable Trouble lastRefusal;
    private @Nullable Trouble lastUnanswered;
    private @Nullable Trouble connectionRefused;
    private long events;

    @Override
    public void accept(Envelope envelope, EventKind kind, long[] values, Payload payload) {
        events++;
        DeviceCourse device = devices.get(envelope.device());
        if (device == null && envelope.device() != Envelope.HOST) {
            device = new DeviceCourse(envelope.device(), this::begin);
            devices.put(envelope.device(), device);
        }
        remember(envelope, kind, values);
        if (kind == EventKind.CAPTURE_DAMAGED || kind == EventKind.EVENTS_LOST) {
            damaged(device, envelope, kind, values, payload);
        } else if (device != null) {
            device.touch(envelope);
            dispatch(device, envelope, kind, values, payload);
        }
    }

    private static void dispatch(
            DeviceCourse device, Envelope envelope, EventKind kind, long[] values, Payload payload) {
        if (kind == EventKind.DEVICE_STATE_SET) {
            device.set(envelope, values[0]);
        } else if (kind == EventKind.DEVICE_STATE_READ) {
            device.stateRead(envelope, values[0]);
        } else if (kind == EventKind.DEVICE_RESET) {
            device.reset(envelope);
        } else if (kind == EventKind.MIGRATION_DATA_READ || kind == EventKind.MIGRATION_DATA_WRITTEN) {
            device.data(envelope, kind, values, payload);
        } else if (kind == EventKind.MMIO_READ) {
            device.read(envelope, (int) values[0], values[1], payload);
        } else if (kind == EventKind.CONFIG_READ) {
            device.read(envelope, CONFIG_REGION, values[0], payload);
        } else if (kind == EventKind.MMIO_WRITTEN) {
            device.written(envelope, (int) values[0], values[1], payload.length());
        } else if (kind == EventKind.CONFIG_WRITTEN) {
            device.written(envelope, CONFIG_REGION, values[0], payload.length());
        }
    }

    private void remember(Envelope envelope, EventKind kind, long[] values) {
        if (envelope.result() == Envelope.UNANSWERED) {
            lastUnanswered = trouble(Trouble.Kind.UNANSWERED, envelope, kind, values);
        } else if (envelope.result() > 0 && envelope.result() != Errno.ENOMSG) {
            lastRefusal = trouble(Trouble.Kind.REFUSED, envelope, kind, values);
            if (kind == EventKind.PROTOCOL_NEGOTIATED || kind == EventKind.DEVICE_OPENED) {
                connectionRefused = lastRefusal;
            }
        }
    }

    private void damaged(
            @Nullable DeviceCourse device, Envelope envelope, EventKind kind, long[] values, Payload text) {
        if (kind == EventKind.CAPTURE_DAMAGED && values[0] == DamageKind.USELESS.ordinal()) {
            return;
        }
        Trouble trouble = new Trouble(
                damage(kind, values), Moment.of(envelope), kind, text.utf8().strip(), envelope.result());
        if (device != null) {
            device.trouble(trouble);
            if (kind == EventKind.CAPTURE_DAMAGED && values[0] == DamageKind.UNEXPECTED_REPLY.ordinal()) {
                device.hole();
            }
        } else {
            devices.values().forEach(each -> each.trouble(trouble));
        }
    }

    private static Trouble.Kind damage(EventKind kind, long[] values) {
        if (kind == EventKind.EVENTS_LOST) {
            return Trouble.Kind.HOLE;
        }
        return switch (DamageKind.values()[(int) values[0]]) {
            case CUT, CONTAINER, RECORD, USELESS -> Trouble.Kind.HOLE;
            case LENGTH -> Trouble.Kind.MALFORMED;
            case UNEXPECTED_REPLY, UNKNOWN_COMMAND, FRAMING, FIELD -> Trouble.Kind.FRAMING;
        };
    }

    private void begin(Attempt attempt) {
        attempts.add(attempt);
        if (attempts.size() > ATTEMPTS_MAX) {
            attempts.remove(0);
        }
    }

    private static Trouble trouble(Trouble.Kind kind, Envelope envelope, EventKind event, long[] values) {
        return new Trouble(kind, Moment.of(envelope), event, EventWords.of(event, values), envelope.result());
    }

    /** How many attempts were seen in which a device was asked to save. */
    public int savingAttempts() {
        return savings().size();
    }

    /** How many attempts were seen in which a device was asked to load. */
    public int loadingAttempts() {
        return loadings().size();
    }

    /** How many events were read. */
    public long events() {
        return events;
    }

    List<Attempt> savings() {
        return attempts.stream().filter(attempt -> attempt.isSaving).toList();
    }

    List<Attempt> loadings() {
        return attempts.stream().filter(attempt -> !attempt.isSaving).toList();
    }

    @Nullable
    Trouble lastRefusal() {
        return lastRefusal;
    }

    @Nullable
    Trouble lastUnanswered() {
        return lastUnanswered;
    }

    @Nullable
    Trouble connectionRefused() {
        return connectionRefused;
    }
}
