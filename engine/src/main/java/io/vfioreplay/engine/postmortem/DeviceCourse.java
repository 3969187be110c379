package io.vfioreplay.engine.postmortem;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.migration.DeviceState;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The course of one device through its attempts: which request begins one, carries it on, ends it. */
final class DeviceCourse {

    private final int device;
    private final Consumer<Attempt> onBegin;
    private StateRole role = StateRole.RUNNING;
    private @Nullable Attempt saving;
    private @Nullable Attempt loading;

    DeviceCourse(int device, Consumer<Attempt> onBegin) {
        this.device = device;
        this.onBegin = onBegin;
    }

    void touch(Envelope envelope) {
        if (saving != null) {
            saving.touch(envelope);
        }
        if (loading != null) {
            loading.touch(envelope);
        }
    }

    /** A request or a reply is missing in the recording. */
    void hole() {
        if (saving != null && saving.left == null) {
            saving.hole();
        }
        if (loading != null) {
            loading.hole();
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

    void set(Envelope envelope, long packed) {
        DeviceState state = DeviceState.unpacked(packed);
        StateRole wanted = StateRole.of(state);
        Moment moment = Moment.of(envelope);
        if (wanted.isSaving() && (saving == null || saving.over || saving.left != null)) {
            beginSaving(moment);
        } else if (wanted == StateRole.RESUMING && (loading == null || loading.over || loading.committing != null)) {
            beginLoading(moment);
        }
        Attempt current = current();
        if (current == null) {
            role = envelope.succeeded() ? wanted : role;
            return;
        }
        new Transition(current, role, wanted, state.label()).apply(envelope, moment);
        role = envelope.succeeded() ? wanted : role;
    }

    private void beginSaving(Moment moment) {
        saving = new Attempt(true, device, moment);
        loading = null;
        onBegin.accept(saving);
    }

    private void beginLoading(Moment moment) {
        loading = new Attempt(false, device, moment);
        saving = null;
        onBegin.accept(loading);
    }

    private @Nullable Attempt current() {
        return saving != null ? saving : loading;
    }

    void stateRead(Envelope envelope, long packed) {
        Attempt current = current();
        if (!envelope.succeeded() || current == null || current.over) {
            return;
        }
        StateRole read = StateRole.of(DeviceState.unpacked(packed));
        Moment moment = Moment.of(envelope);
        if (read == StateRole.ERROR) {
            current.trouble(
                    new Trouble(Trouble.Kind.ERROR_STATE, moment, EventKind.DEVICE_STATE_READ, "state ERROR", 0));
        } else if (read == StateRole.RUNNING && !current.isSaving && current.committing != null) {
            Transition.reachedRunning(current, moment);
        }
        role = read;
    }

    void reset(Envelope envelope) {
        Attempt current = current();
        if (!envelope.succeeded()) {
            return;
        }
        role = StateRole.RUNNING;
        if (current != null && !current.over) {
            current.reset = Moment.of(envelope);
            current.over = true;
        }
    }

    void data(Envelope envelope, EventKind kind, long[] values, Payload payload) {
        boolean isRead = kind == EventKind.MIGRATION_DATA_READ;
        Moment moment = Moment.of(envelope);
        if (isRead && saving == null) {
            beginSaving(moment);
        } else if (!isRead && loading == null) {
            beginLoading(moment);
        }
        Attempt concerned = isRead ? saving : loading;
        if (envelope.result() == Envelope.UNANSWERED && concerned != null) {
            concerned.holeBehind(envelope.record());
        }
        Attempt attempt = current();
        if (attempt == null || attempt.over) {
            return;
        }
        if (!attempt.entered) {
            attempt.hole(); // Data of a session of which the recording does not show the beginning.
        }
        if (!envelope.succeeded()) {
            refused(attempt, envelope, kind, values);
            return;
        }
        int bytes = RecordedStream.accepted(kind, values, payload);
        attempt.data(moment, bytes, payload);
        if (isRead && role == StateRole.STOP_COPY && bytes < values[1]) {
            attempt.endOfStream = true;
        }
        if (!isRead) {
            malformed(attempt, moment, values, envelope.result());
        }
    }

    private static void refused(Attempt attempt, Envelope envelope, EventKind kind, long[] values) {
        Moment moment = Moment.of(envelope);
        int result = envelope.result();
        if (result == Errno.ENOMSG || result == Errno.EAGAIN) {
            return;
        }
        if (kind == EventKind.MIGRATION_DATA_WRITTEN) {
            malformed(attempt, moment, values, result);
        }
        Trouble.Kind how = result == Envelope.UNANSWERED ? Trouble.Kind.UNANSWERED : Trouble.Kind.REFUSED;
        attempt.trouble(new Trouble(how, moment, kind, EventWords.of(kind, values), result));
    }

    private static void malformed(Attempt attempt, Moment moment, long[] values, int result) {
        EventKind kind = EventKind.MIGRATION_DATA_WRITTEN;
        // Where the recorder itself lost bytes, a short message says nothing about the wire.
        if (values[2] < values[1] && attempt.first(Trouble.Kind.HOLE) == null) {
            String text = "a message of migration data says that it carries %d bytes and carries %d"
                    .formatted(values[1], values[2]);
            attempt.trouble(new Trouble(Trouble.Kind.MALFORMED, moment, kind, text, result));
        }
    }

    void read(Envelope envelope, int region, long offset, Payload data) {
        if (loading != null && envelope.succeeded() && data.length() > 0 && loading.canProbe(data.length())) {
            loading.probe(new Attempt.Probe(region, offset, Payload.of(data.toByteArray()), Moment.of(envelope)));
        }
    }

    /** A write makes later reads of the same bytes worthless as a witness of what was loaded. */
    void written(Envelope envelope, int region, long offset, int length) {
        if (loading != null && loading.canProbe(0) && envelope.result() != Envelope.UNANSWERED) {
            loading.spoil(region, offset, length);
        }
    }
}
