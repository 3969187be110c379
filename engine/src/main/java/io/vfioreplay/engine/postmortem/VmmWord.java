package io.vfioreplay.engine.postmortem;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.MigrationSide;

/**
 * Something that a VMM said of a migration, or that was said to it.
 *
 * @param kind what it is
 * @param side whose VMM, as the witness tells
 * @param device the device in whose context it stands, or {@link Envelope#HOST}
 * @param namesDevice whether its words name that device
 * @param text its words: a status, an error, why the VCPUs were started or stopped
 * @param status of a process that ended: its exit status, or minus the signal
 * @param moment where
 * @param isHearsay whether the recording of the other side tells it, so that its position is one of that journal
 */
record VmmWord(
        Kind kind,
        MigrationSide side,
        int device,
        boolean namesDevice,
        String text,
        int status,
        Moment moment,
        boolean isHearsay) {

    enum Kind {
        STATUS,
        ERROR,
        CANCEL,
        EXIT,
        /** The guest runs from here on. */
        VCPUS_STARTED,
        /** The guest stands still from here on. */
        VCPUS_STOPPED
    }

    /** Whether events of this kind are words of a VMM. */
    static boolean isOne(EventKind kind) {
        return switch (kind) {
            case MIGRATION_STATUS_REPORTED,
                    ERROR_REPORTED,
                    CANCEL_REQUESTED,
                    VMM_EXITED,
                    VCPUS_STARTED,
                    VCPUS_STOPPED -> true;
            default -> false;
        };
    }

    /** The word of such an event, about a device of this name. */
    static VmmWord of(Envelope envelope, EventKind event, long[] values, String text, String device, Moment moment) {
        Kind kind = switch (event) {
            case MIGRATION_STATUS_REPORTED -> Kind.STATUS;
            case CANCEL_REQUESTED -> Kind.CANCEL;
            case VMM_EXITED -> Kind.EXIT;
            case VCPUS_STARTED -> Kind.VCPUS_STARTED;
            case VCPUS_STOPPED -> Kind.VCPUS_STOPPED;
            default -> Kind.ERROR;
        };
        int status = event == EventKind.VMM_EXITED ? (int) values[1] : 0;
        boolean vcpus = kind == Kind.VCPUS_STARTED || kind == Kind.VCPUS_STOPPED;
        MigrationSide side = vcpus ? sideIn(text) : MigrationSide.values()[(int) values[0]];
        boolean namesDevice = !device.isEmpty() && text.contains(device);
        return new VmmWord(kind, side, envelope.device(), namesDevice, text, status, moment, false);
    }

    /** The same as the recording of the other side tells it. */
    VmmWord heard() {
        return new VmmWord(kind, side, device, namesDevice, text, status, moment, true);
    }

    /** Whose journal holds it, where it is about this side. */
    Side journal(Side about) {
        return isHearsay ? about.other() : about;
    }

    /** Whether it is an error of loading. */
    boolean isAboutLoading() {
        return kind == Kind.ERROR && text.contains("load");
    }

    /** Whether it is an error with which QEMU ends loading. */
    boolean endsLoading() {
        return text.contains("load of migration failed") || text.contains("error while loading");
    }

    /** A transcript of both monitors says in front of its words whose they are. */
    private static MigrationSide sideIn(String text) {
        if (text.contains(" (destination): ")) {
            return MigrationSide.DESTINATION;
        }
        return text.contains(" (source): ") ? MigrationSide.SOURCE : MigrationSide.RECORDED;
    }

    /** Whether it is this status. */
    boolean isStatus(String wanted) {
        return kind == Kind.STATUS && text.equals(wanted);
    }
}
