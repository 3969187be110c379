package io.vfioreplay.engine.postmortem;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.migration.StateV2;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The course of one device through its attempts: which request begins one, carries it on, ends it. */
final class DeviceCourse {

    private static final DeviceState PRE_COPY_P2P = DeviceState.of(Protocol.V2, StateV2.PRE_COPY_P2P.number());

    private final int device;
    private final View view;
    private final int witness;
    private String name = "";
    private final Consumer<Attempt> onBegin;
    private final SegmentsV1 segments = new SegmentsV1(this::moved);
    private StateRole role = StateRole.RUNNING;
    private boolean roleWasSeen;
    private @Nullable Attempt saving;
    private @Nullable Attempt loading;

    /**
     * Nothing happened yet.
     *
     * @param device its number
     * @param view from where it is seen
     * @param witness the file that shows it
     * @param onBegin takes each attempt when it begins
     */
    DeviceCourse(int device, View view, int witness, Consumer<Attempt> onBegin) {
        this.device = device;
        this.view = view;
        this.witness = witness;
        this.onBegin = onBegin;
    }

    int device() {
        return device;
    }

    View view() {
        return view;
    }

    int witness() {
        return witness;
    }

    /** What the capture calls the device, empty where it did not say. */
    String name() {
        return name;
    }

    void opened(String newName) {
        name = newName;
    }

    /** Bytes of a region that were read. */
    record Place(int region, long offset, Payload data) {}

    void touch(Envelope envelope) {
        if (saving != null) {
            saving.touch(envelope);
        }
        if (loading != null) {
            loading.touch(envelope);
        }
    }

    /** A request or a reply is missing in the recording. */
    void hole(Moment moment) {
        if (saving != null && saving.left == null) {
            saving.hole(moment);
        }
        if (loading != null) {
            loading.hole(moment);
        }
    }

    void trouble(Trouble trouble) {
        if (saving != null && saving.left == null) {
            saving.trouble(trouble);
        }
        if (loading != null) {
            loading.trouble(trouble);
        }
    }

    void set(Envelope envelope, Moment moment, long packed) {
        DeviceState state = DeviceState.unpacked(packed);
        StateRole wanted = StateRole.of(state);
        if (wanted.isSaving() && (saving == null || saving.over || saving.left != null)) {
            Attempt begun = beginSaving(moment);
            if (!roleWasSeen && mayContinue(state)) {
                begun.hole(moment);
            }
        } else if (wanted == StateRole.RESUMING && (loading == null || loading.over || loading.committing != null)) {
            beginLoading(moment);
        }
        Attempt current = current();
        if (current != null) {
            current.protocol = state.protocol();
            new Transition(current, role, wanted, state.label()).apply(envelope, moment);
        }
        if (envelope.succeeded()) {
            become(wanted);
        }
    }

    private void become(StateRole now) {
        role = now;
        roleWasSeen = true;
    }

    /**
     * Whether the session of a device that was never seen in any state may have begun before the recording did: VMMs tell a device
     * to run when the VM starts, and begin to save in PRE_COPY. Messages between VMM and device show the opening instead.
     */
    private boolean mayContinue(DeviceState state) {
        boolean begins = StateRole.of(state) == StateRole.PRE_COPY && !state.equals(PRE_COPY_P2P);
        return view != View.MESSAGES && !begins;
    }

    private Attempt beginSaving(Moment moment) {
        segments.clear();
        Attempt begun = new Attempt(true, this, moment);
        saving = begun;
        loading = null;
        onBegin.accept(begun);
        return begun;
    }

    private void beginLoading(Moment moment) {
        segments.clear();
        loading = new Attempt(false, this, moment);
        saving = null;
        onBegin.accept(loading);
    }

    private @Nullable Attempt current() {
        return saving != null ? saving : loading;
    }

    void stateRead(Envelope envelope, Moment moment, long packed) {
        if (!envelope.succeeded()) {
            return;
        }
        Attempt current = current();
        StateRole read = StateRole.of(DeviceState.unpacked(packed));
        if (current == null || current.over) {
            become(read);
            return;
        }
        if (read == StateRole.ERROR) {
            current.trouble(
                    new Trouble(Trouble.Kind.ERROR_STATE, moment, EventKind.DEVICE_STATE_READ, "state ERROR", 0));
        } else if (read == StateRole.RUNNING && !current.isSaving && current.committing != null) {
            Transition.reachedRunning(current, moment);
        }
        become(read);
    }

    void reset(Envelope envelope, Moment moment) {
        Attempt current = current();
        if (!envelope.succeeded()) {
            return;
        }
        become(StateRole.RUNNING);
        if (current != null && !current.over) {
            current.reset = moment;
            current.over = true;
        }
    }

    void data(Envelope envelope, Moment moment, DataPiece piece) {
        boolean isRead = piece.isRead();
        if (isRead && saving == null) {
            beginSaving(moment);
        } else if (!isRead && loading == null) {
            beginLoading(moment);
        }
        Attempt concerned = isRead ? saving : loading;
        if (envelope.result() == Envelope.UNANSWERED && concerned != null) {
            concerned.holeBehind(moment);
        }
        Attempt attempt = current();
        if (attempt == null || attempt.over) {
            return;
        }
        if (!attempt.entered) {
            attempt.hole(moment); // Data of a session of which the recording does not show the beginning.
        }
        if (envelope.result() == Envelope.UNOBSERVED && piece.count() == 0) {
            attempt.uncounted = true;
        } else if (!envelope.succeeded()) {
            malformed(attempt, moment, piece, envelope.result());
            refused(attempt, envelope, moment, piece.kind(), piece.words());
        } else if (isWindow(piece.kind())) {
            segments.window(moment, piece);
        } else {
            moved(moment, piece);
            malformed(attempt, moment, piece, envelope.result());
        }
    }

    private static boolean isWindow(EventKind kind) {
        return kind == EventKind.MIGRATION_WINDOW_READ || kind == EventKind.MIGRATION_WINDOW_WRITTEN;
    }

    private void moved(Moment moment, DataPiece piece) {
        Attempt attempt = current();
        if (attempt == null || attempt.over) {
            return;
        }
        int bytes = piece.accepted();
        boolean isRead = piece.kind() == EventKind.MIGRATION_DATA_READ && role == StateRole.STOP_COPY;
        if (isRead && attempt.endWasSaid) {
            return;
        }
        attempt.data(moment, bytes, piece.data());
        if (isRead && bytes < piece.asked()) {
            attempt.endOfStream = true;
            attempt.endWasSaid = bytes == 0;
        }
    }

    /** A v1 migration register was read or written. */
    void register(Envelope envelope, Moment moment, EventKind kind, long[] values) {
        Attempt attempt = current();
        if (attempt == null || attempt.over) {
            return;
        }
        if (kind == EventKind.MIGRATION_REGISTER_WRITTEN && values[0] == SegmentsV1.DATA_SIZE) {
            segments.sizeWritten(moment, envelope, values[2]);
        } else if (kind == EventKind.MIGRATION_REGISTER_READ && envelope.succeeded()) {
            segments.registerRead(moment, values[0], values[2]);
            if (values[0] == SegmentsV1.PENDING_BYTES && role == StateRole.STOP_COPY) {
                attempt.endOfStream = values[2] == 0;
            }
        }
        if (!envelope.succeeded()) {
            refused(attempt, envelope, moment, kind, EventWords.of(kind, values));
        }
    }

    private static void refused(Attempt attempt, Envelope envelope, Moment moment, EventKind kind, String words) {
        int result = envelope.result();
        if (result == Errno.ENOMSG || result == Errno.EAGAIN) {
            return;
        }
        Trouble.Kind how = result == Envelope.UNANSWERED ? Trouble.Kind.UNANSWERED : Trouble.Kind.REFUSED;
        attempt.trouble(new Trouble(how, moment, kind, words, result));
    }

    private static void malformed(Attempt attempt, Moment moment, DataPiece piece, int result) {
        // Where the recorder itself lost bytes, a short message says nothing about the wire.
        if (piece.isShort() && attempt.first(Trouble.Kind.HOLE) == null) {
            String text = "a message of migration data says that it carries %d bytes and carries %d"
                    .formatted(piece.asked(), piece.count());
            attempt.trouble(new Trouble(Trouble.Kind.MALFORMED, moment, piece.kind(), text, result));
        }
    }

    void read(Envelope envelope, Moment moment, Place place) {
        Payload data = place.data;
        if (loading != null && envelope.succeeded() && data.length() > 0 && loading.canProbe(data.length())) {
            loading.probe(new Attempt.Probe(place.region, place.offset, Payload.of(data.toByteArray()), moment));
        }
    }

    /** A write makes later reads of the same bytes worthless as a witness of what was loaded. */
    void written(Envelope envelope, int region, long offset, int length) {
        if (loading != null && loading.canProbe(0) && envelope.result() != Envelope.UNANSWERED) {
            loading.spoil(region, offset, length);
        }
    }
}
