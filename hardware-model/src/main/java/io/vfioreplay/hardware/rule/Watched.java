package io.vfioreplay.hardware.rule;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.migration.StateV2;

/**
 * What the checker believes about one device before the event at hand. Small and of constant size; where the recording
 * does not settle something, the belief is a set of possibilities and rules that need certainty stay silent.
 */
final class Watched {

    /** What the belief about the state rests on. */
    enum Basis {
        /** Nothing: the recording began in the middle, or events are missing. */
        NOTHING,
        /** The device was opened, and devices start RUNNING. */
        OPENED,
        /** A request that succeeded, or the state was read. */
        SEEN,
        /** A legal request that failed somewhere on its way. */
        FAILED,
        /** A request that had to be refused without any step. */
        REFUSED,
        /** STOP_COPY to PRE_COPY, which is blocked. */
        BLOCKED,
        /** A reset by request. */
        RESET,
        /** A reset through PCI. */
        PCI_RESET
    }

    private static final int SAVING = Walks.mask(StateV2.PRE_COPY, StateV2.PRE_COPY_P2P, StateV2.STOP_COPY);

    final Session session = new Session();
    final Logging logging = new Logging();
    final Container container = new Container();
    final Setup setup = new Setup();
    /** The same for a device that speaks v1; only one of the two is in use. */
    final WatchedV1 v1 = new WatchedV1();
    /** What is around a device that speaks v1. */
    final Surroundings around = new Surroundings();
    /** The data window of a device that speaks v1. */
    final WindowProtocol window = new WindowProtocol();

    boolean isV2 = true;
    /** Its opening was seen, which says what protocol it speaks. */
    boolean protocolIsKnown;

    int features = Walks.FEATURES_UNKNOWN;
    boolean featuresRead;
    boolean optedIntoReinit;
    int possible = Walks.ALL;
    Basis basis = Basis.NOTHING;
    /** The last request failed with an error that is raised behind the transition; 0 or that errno. */
    int lateError;

    long answeringRegions;
    /** A finding that counts unless the migration turns out to have been given up. */
    long undrainedPosition = Envelope.NO_POSITION;

    String undrained = "";

    private long changedAt = Envelope.NO_TIME;
    private long resetUntil = Envelope.NO_TIME;
    private int lastRequested = -1;

    /** Whether the state is surely one of these; an assumption from the opening is not enough. */
    boolean isSurely(StateV2... states) {
        return basis != Basis.OPENED && isPresumably(states);
    }

    /** Whether the state is one of these, if the device started as devices start. */
    boolean isPresumably(StateV2... states) {
        return possible != 0 && (possible & ~Walks.mask(states)) == 0;
    }

    boolean mayBe(StateV2 state) {
        return (possible & Walks.mask(state)) != 0;
    }

    String where() {
        return Walks.names(possible);
    }

    /** Whether the event began after the last change of state was answered, so that both cannot have crossed. */
    boolean isSettled(Envelope event) {
        return changedAt == Envelope.NO_TIME || began(event) == Envelope.NO_TIME || began(event) >= changedAt;
    }

    void forget() {
        possible = Walks.ALL;
        basis = Basis.NOTHING;
        lateError = 0;
        undrained = "";
        session.forget();
        logging.forget();
        container.forget();
        setup.forget();
        v1.forget();
        around.forget();
        window.forget();
    }

    void opened(boolean protocolIsV2) {
        forget();
        isV2 = protocolIsV2;
        protocolIsKnown = true;
        features = Walks.FEATURES_UNKNOWN;
        featuresRead = false;
        optedIntoReinit = false;
        answeringRegions = 0;
        believe(Walks.mask(StateV2.RUNNING), Basis.OPENED);
        session.kind = Session.Kind.NONE;
        logging.active = Logging.Active.NO;
        container.opened();
    }

    void stateSeen(int state) {
        believe(1 << state, Basis.SEEN);
        session.distrusted = false;
        boolean saving = (SAVING >> state & 1) != 0;
        if (!saving && state != StateV2.RESUMING.number() && state != StateV2.ERROR.number()) {
            session.end();
        }
    }

    void stateReached(Envelope event, int requested, int dataFd) {
        int before = possible;
        believe(1 << requested, Basis.SEEN);
        lateError = 0;
        moveSession(before, requested, dataFd);
        lastRequested = requested;
        changedAt = event.timeNanos();
        if (resetUntil != Envelope.NO_TIME && hasDuration(event) && resetUntil > began(event)) {
            possible |= Walks.mask(StateV2.RUNNING);
            session.forget();
        }
    }

    private void moveSession(int before, int requested, int dataFd) {
        boolean toSaving = (SAVING >> requested & 1) != 0;
        boolean stays = before == 1 << requested || (toSaving && (before & ~SAVING) == 0);
        if (stays) {
            return;
        }
        boolean dropsPrecopy = session.kind == Session.Kind.SAVING && session.stopCopyBytes == 0 && !session.endRead;
        long dropped = dropsPrecopy ? session.precopyBytes : 0;
        session.end();
        session.droppedBytes = StateV2.of(requested).filter(StateV2::isRunning).isPresent() ? 0 : dropped;
        boolean mayContinue = (before & (toSaving ? SAVING : 1 << requested)) != 0;
        if (mayContinue) {
            session.kind = Session.Kind.UNKNOWN;
        } else if (toSaving) {
            session.begin(Session.Kind.SAVING, dataFd);
        } else if (requested == StateV2.RESUMING.number()) {
            session.begin(Session.Kind.RESUMING, dataFd);
        }
    }

    void requestFailed(Envelope event, int requested) {
        boolean legal = requested >= 1 && Walks.offers(features, requested);
        int passed = legal ? Walks.passed(features, possible, requested) : possible;
        boolean moved = passed != possible;
        lateError = legal && (event.result() == LateErrors.EMFILE || event.result() == LateErrors.EFAULT)
                ? event.result()
                : 0;
        if (moved) {
            session.distrusted = session.dataFd != Session.NO_FD;
            session.kind = Session.Kind.UNKNOWN;
        }
        boolean blocked = legal && !moved && isPresumably(StateV2.STOP_COPY) && isPrecopy(requested);
        int error = legal && !blocked ? Walks.mask(StateV2.ERROR) : 0;
        believe(passed | error, blocked ? Basis.BLOCKED : legal ? Basis.FAILED : Basis.REFUSED);
        lastRequested = requested;
        changedAt = event.timeNanos();
    }

    static boolean isPrecopy(int state) {
        return state == StateV2.PRE_COPY.number() || state == StateV2.PRE_COPY_P2P.number();
    }

    void wasReset(Envelope event, boolean throughPci) {
        int racing =
                changedAt != Envelope.NO_TIME && hasDuration(event) && changedAt > began(event) && lastRequested > 0
                        ? 1 << lastRequested
                        : 0;
        session.end();
        session.droppedBytes = 0;
        if (racing != 0) {
            session.forget();
        }
        believe(Walks.mask(StateV2.RUNNING) | racing, throughPci ? Basis.PCI_RESET : Basis.RESET);
        lateError = 0;
        logging.resetSinceStart = true;
        resetUntil = event.timeNanos();
        changedAt = event.timeNanos();
    }

    private void believe(int states, Basis why) {
        possible = states;
        basis = basis == Basis.NOTHING && why == Basis.FAILED && states == Walks.ALL ? Basis.NOTHING : why;
    }

    static boolean hasDuration(Envelope event) {
        return event.durationNanos() > 0 && event.timeNanos() != Envelope.NO_TIME;
    }

    /** When the event was asked for: at its time, unless a duration leads further back. */
    static long began(Envelope event) {
        return hasDuration(event) ? event.timeNanos() - event.durationNanos() : event.timeNanos();
    }
}
