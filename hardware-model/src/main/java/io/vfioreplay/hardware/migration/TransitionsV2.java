package io.vfioreplay.hardware.migration;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The v2 next-state tables: which single arc is taken next when a device is asked for a state.
 *
 * <p>Row: the current state; column: the requested state; cell: where the next arc leads. {@code =} stays (success, no
 * arc), {@code -} is refused with EINVAL. ERROR, unknown numbers and states that a device does not offer are in no table
 * and always refused; so is everything that is asked of a device in ERROR.
 *
 * <p>Source: computed from {@code vfio_mig_get_next_state} of Linux 7.1.
 */
public final class TransitionsV2 {

    private static final NextStates[] TABLES = {
        NextStates.of(FeatureSet.STOP_COPY, """
                             STOP         RUNNING      STOP_COPY    RESUMING
                STOP         =            RUNNING      STOP_COPY    RESUMING
                RUNNING      STOP         =            STOP         STOP
                STOP_COPY    STOP         STOP         =            STOP
                RESUMING     STOP         STOP         STOP         =
                """),
        NextStates.of(FeatureSet.STOP_COPY_P2P, """
                             STOP         RUNNING      STOP_COPY    RESUMING     RUNNING_P2P
                STOP         =            RUNNING_P2P  STOP_COPY    RESUMING     RUNNING_P2P
                RUNNING      RUNNING_P2P  =            RUNNING_P2P  RUNNING_P2P  RUNNING_P2P
                STOP_COPY    STOP         STOP         =            STOP         STOP
                RESUMING     STOP         STOP         STOP         =            STOP
                RUNNING_P2P  STOP         RUNNING      STOP         STOP         =
                """),
        NextStates.of(FeatureSet.STOP_COPY_PRE_COPY, """
                             STOP         RUNNING      STOP_COPY    RESUMING     PRE_COPY
                STOP         =            RUNNING      STOP_COPY    RESUMING     RUNNING
                RUNNING      STOP         =            STOP         STOP         PRE_COPY
                STOP_COPY    STOP         STOP         =            STOP         -
                RESUMING     STOP         STOP         STOP         =            STOP
                PRE_COPY     RUNNING      RUNNING      STOP_COPY    RUNNING      =
                """),
        NextStates.of(FeatureSet.STOP_COPY_P2P_PRE_COPY, """
                             STOP         RUNNING      STOP_COPY    RESUMING     RUNNING_P2P  PRE_COPY     PRE_COPY_P2P
                STOP         =            RUNNING_P2P  STOP_COPY    RESUMING     RUNNING_P2P  RUNNING_P2P  RUNNING_P2P
                RUNNING      RUNNING_P2P  =            RUNNING_P2P  RUNNING_P2P  RUNNING_P2P  PRE_COPY     RUNNING_P2P
                STOP_COPY    STOP         STOP         =            STOP         STOP         -            -
                RESUMING     STOP         STOP         STOP         =            STOP         STOP         STOP
                RUNNING_P2P  STOP         RUNNING      STOP         STOP         =            RUNNING      PRE_COPY_P2P
                PRE_COPY     RUNNING      RUNNING      PRE_COPY_P2P RUNNING      RUNNING      =            PRE_COPY_P2P
                PRE_COPY_P2P RUNNING_P2P  RUNNING_P2P  STOP_COPY    RUNNING_P2P  RUNNING_P2P  PRE_COPY     =
                """),
    };

    private TransitionsV2() {}

    /**
     * Where the next single arc leads.
     *
     * @return {@code from} itself when it is the requested state, or empty when the request is refused
     */
    public static Optional<StateV2> next(FeatureSet features, StateV2 from, StateV2 requested) {
        return Optional.ofNullable(TABLES[features.ordinal()].next(from, requested));
    }

    /** Whether a device with these features implements the arc between these two states. */
    public static boolean hasArc(FeatureSet features, ArcV2 arc) {
        return TABLES[features.ordinal()].next(arc.from(), arc.to()) == arc.to();
    }

    /** The whole way from one state to another, or why the request is refused. */
    public static PathV2 path(FeatureSet features, StateV2 from, StateV2 requested) {
        Optional<Refusal> refusal = refusal(features, from, requested);
        if (refusal.isPresent()) {
            return new PathV2.Refused(refusal.get());
        }
        List<ArcV2> arcs = new ArrayList<>();
        for (StateV2 at = from; at != requested; ) {
            ArcV2 arc = nextArc(features, at, requested);
            if (arcs.size() == StateV2.values().length) {
                throw new IllegalStateException("the table walks in a circle: " + arcs);
            }
            arcs.add(arc);
            at = arc.to();
        }
        return new PathV2.Walked(arcs);
    }

    /** The same for any number that a client may send as the requested state. */
    public static PathV2 path(FeatureSet features, StateV2 from, int requestedNumber) {
        return StateV2.of(requestedNumber)
                .map(requested -> path(features, from, requested))
                .orElseGet(() -> new PathV2.Refused(Refusal.UNKNOWN_STATE));
    }

    /**
     * The states in which a request may leave the device when it failed or was never answered: any state on the path,
     * both ends included, or ERROR; just {@code from} when the request is refused by the table.
     */
    public static Set<StateV2> afterFailure(FeatureSet features, StateV2 from, int requestedNumber) {
        Set<StateV2> states = EnumSet.of(from);
        if (path(features, from, requestedNumber) instanceof PathV2.Walked walked) {
            walked.arcs().forEach(arc -> states.add(arc.to()));
            states.add(StateV2.ERROR);
        }
        return states;
    }

    private static Optional<Refusal> refusal(FeatureSet features, StateV2 from, StateV2 requested) {
        if (requested == StateV2.ERROR) {
            return Optional.of(Refusal.ERROR_REQUESTED);
        }
        if (!features.has(requested)) {
            return Optional.of(Refusal.STATE_NOT_OFFERED);
        }
        if (from == StateV2.ERROR) {
            return Optional.of(Refusal.IN_ERROR);
        }
        if (!features.has(from)) {
            return Optional.of(Refusal.CURRENT_NOT_OFFERED);
        }
        return next(features, from, requested).isEmpty() ? Optional.of(Refusal.BLOCKED) : Optional.empty();
    }

    private static ArcV2 nextArc(FeatureSet features, StateV2 at, StateV2 requested) {
        return next(features, at, requested)
                .flatMap(to -> ArcV2.of(at, to))
                .orElseThrow(() -> new IllegalStateException(
                        "no arc from %s towards %s with %s".formatted(at, requested, features)));
    }
}
