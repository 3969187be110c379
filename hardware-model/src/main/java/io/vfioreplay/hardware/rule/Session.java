package io.vfioreplay.hardware.rule;

/** What the checker remembers of the data session of one device. */
final class Session {

    /** What kind of session is open, as far as anybody can tell. */
    enum Kind {
        NONE,
        SAVING,
        RESUMING,
        /** A failed request, a gap or a race left it open whether there is one. */
        UNKNOWN
    }

    static final int NO_FD = -1;
    static final long NOT_TOLD = -1;

    Kind kind = Kind.UNKNOWN;
    int dataFd = NO_FD;
    /** The descriptor of a session that ended, until it is closed or returned again. */
    int deadFd = NO_FD;
    /** A request failed since the descriptor was known to be good. */
    boolean distrusted;

    long precopyBytes;
    long stopCopyBytes;
    /** Pre-copy bytes of a session that ended before its STOP_COPY; 0 if the device ran again since. */
    long droppedBytes;

    long writtenBytes;
    boolean endRead;
    boolean shortRead;
    boolean readRefused;
    boolean lastWriteRefused;
    long initialBytes = NOT_TOLD;
    long dirtyBytes = NOT_TOLD;

    /** Opens a session; what the one before moved is forgotten. */
    void begin(Kind opened, int fd) {
        reset(opened);
        dataFd = fd;
        if (fd == deadFd) {
            deadFd = NO_FD;
        }
    }

    /** Ends the session: its descriptor is dead until it is closed. */
    void end() {
        if (dataFd != NO_FD) {
            deadFd = dataFd;
        }
        reset(Kind.NONE);
    }

    /** Nobody can tell any more. */
    void forget() {
        reset(Kind.UNKNOWN);
        deadFd = NO_FD;
        droppedBytes = 0;
    }

    private void reset(Kind next) {
        kind = next;
        dataFd = NO_FD;
        distrusted = false;
        precopyBytes = 0;
        stopCopyBytes = 0;
        writtenBytes = 0;
        endRead = false;
        shortRead = false;
        readRefused = false;
        lastWriteRefused = false;
        initialBytes = NOT_TOLD;
        dirtyBytes = NOT_TOLD;
    }
}
