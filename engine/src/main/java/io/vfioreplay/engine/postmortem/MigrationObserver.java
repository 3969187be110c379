package io.vfioreplay.engine.postmortem;

import io.vfioreplay.engine.postmortem.DeviceCourse.Place;
import io.vfioreplay.hardware.event.DamageKind;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.GapCause;
import io.vfioreplay.hardware.event.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads one recording and keeps, per device, its attempts to save and to load. Memory does not grow with the length of the
 * streams but by 48 bytes per message of migration data and 16 per 4 KiB, within fixed bounds.
 *
 * <p>Events must carry positions. One thread at a time; read the answers when the recording is over.
 */
public final class MigrationObserver implements FlatEventSink {

    private static final int ATTEMPTS_MAX = 1024;
    private static final int WORDS_MAX = 4096;
    private static final int CONFIG_REGION = 7;

    private final List<Witness> witnesses;
    private final Map<Integer, DeviceCourse> devices = new TreeMap<>();
    private final List<Attempt> attempts = new ArrayList<>();
    private final List<VmmWord> words = new ArrayList<>();
    private final Map<Integer, CarriedStream> carried = new TreeMap<>();
    private final ClockWatch clocks = new ClockWatch();
    private @Nullable Trouble lastRefusal;
    private @Nullable Trouble lastUnanswered;
    private @Nullable Trouble connectionRefused;
    private long events;

    /** An observer of a recording of packets. */
    public MigrationObserver() {
        this(List.of());
    }

    /**
     * An observer of any recording.
     *
     * @param witnesses its files
     */
    MigrationObserver(List<Witness> witnesses) {
        this.witnesses = List.copyOf(witnesses);
    }

    @Override
    public void accept(Envelope envelope, EventKind kind, long[] values, Payload payload) {
        events++;
        clocks.see(envelope, witness(envelope));
        if (VmmWord.isOne(kind)) {
            said(envelope, kind, values, payload);
            return;
        }
        if (kind == EventKind.MIGRATION_DATA_CARRIED) {
            carried.computeIfAbsent(envelope.device(), CarriedStream::new).add(moment(envelope), values[2], payload);
            return;
        }
        DeviceCourse device = devices.get(envelope.device());
        if (device == null && envelope.device() != Envelope.HOST) {
            device = new DeviceCourse(envelope.device(), witness(envelope).view(), envelope.witness(), this::begin);
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

    private void dispatch(DeviceCourse device, Envelope envelope, EventKind kind, long[] values, Payload payload) {
        switch (kind) {
            case DEVICE_OPENED -> device.opened(payload.utf8());
            case DEVICE_STATE_SET -> device.set(envelope, moment(envelope), values[0]);
            case DEVICE_STATE_READ -> device.stateRead(envelope, moment(envelope), values[0]);
            case DEVICE_RESET -> device.reset(envelope, moment(envelope));
            case MIGRATION_DATA_READ, MIGRATION_DATA_WRITTEN, MIGRATION_WINDOW_READ, MIGRATION_WINDOW_WRITTEN ->
                device.data(envelope, moment(envelope), DataPiece.of(kind, values, payload));
            case MIGRATION_REGISTER_READ, MIGRATION_REGISTER_WRITTEN ->
                device.register(envelope, moment(envelope), kind, values);
            case MMIO_READ -> device.read(envelope, moment(envelope), new Place((int) values[0], values[1], payload));
            case CONFIG_READ -> device.read(envelope, moment(envelope), new Place(CONFIG_REGION, values[0], payload));
            case MMIO_WRITTEN -> device.written(envelope, (int) values[0], values[1], payload.length());
            case CONFIG_WRITTEN -> device.written(envelope, CONFIG_REGION, values[0], payload.length());
            default -> {}
        }
    }

    private void said(Envelope envelope, EventKind kind, long[] values, Payload text) {
        if (words.size() < WORDS_MAX) {
            DeviceCourse device = devices.get(envelope.device());
            String name = device == null ? "" : device.name();
            words.add(VmmWord.of(envelope, kind, values, text.utf8().strip(), name, moment(envelope)));
        }
    }

    private Moment moment(Envelope envelope) {
        return Moment.of(envelope, witness(envelope));
    }

    private Witness witness(Envelope envelope) {
        return Witness.of(witnesses, envelope);
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
        if (!isHole(kind, values)) {
            return;
        }
        Trouble trouble = new Trouble(
                damage(kind, values), moment(envelope), kind, text.utf8().strip(), envelope.result());
        if (device != null) {
            device.trouble(trouble);
            if (kind == EventKind.CAPTURE_DAMAGED && values[0] == DamageKind.UNEXPECTED_REPLY.ordinal()) {
                device.hole(trouble.moment());
            }
        } else {
            View view = witness(envelope).view();
            devices.values().stream()
                    .filter(each -> each.view() == view || isOfEveryWitness(kind, values))
                    .forEach(each -> each.trouble(trouble));
        }
    }

    /** Whether something is missing here, or may be. */
    static boolean isHole(EventKind kind, long[] values) {
        return kind == EventKind.EVENTS_LOST
                || (kind == EventKind.CAPTURE_DAMAGED && values[0] != DamageKind.USELESS.ordinal());
    }

    /** What a damaged journal lost may have been any witness's. */
    static boolean isOfEveryWitness(EventKind kind, long[] values) {
        return kind == EventKind.EVENTS_LOST && values[1] == GapCause.RECOVERY.ordinal();
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

    private Trouble trouble(Trouble.Kind kind, Envelope envelope, EventKind event, long[] values) {
        return new Trouble(kind, moment(envelope), event, EventWords.of(event, values), envelope.result());
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

    /** What VMMs said, in the order of the recording. */
    List<VmmWord> words() {
        return words;
    }

    /** The streams that were seen between two VMMs, one for each device. */
    List<CarriedStream> carried() {
        return List.copyOf(carried.values());
    }

    /** Where the clock of a witness went back. */
    List<ClockStep> clockSteps() {
        return clocks.steps();
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
