package io.vfioreplay.hardware.rule;

import io.vfioreplay.hardware.migration.StateV2;

/**
 * Sets of v2 states as bit masks, and the states that one request can pass. Bit n stands for the state with number n.
 *
 * <p>Source: Linux vfio_main.c, vfio_mig_get_next_state: the table of a device with all features; an arc to a state
 * that a device lacks is continued from that state until one is offered.
 */
final class Walks {

    static final int ALL = 0xff;
    static final int FEATURES_UNKNOWN = 0;
    private static final int[] FEATURE_SETS = {1, 3, 5, 7};
    /** Row: current state; column: requested state; both by number from ERROR to PRE_COPY_P2P. 0 is refused. */
    private static final int[][] NEXT = {
        {0, 0, 0, 0, 0, 0, 0, 0},
        {0, 1, 5, 3, 4, 5, 5, 5},
        {0, 5, 2, 5, 5, 5, 6, 5},
        {0, 1, 1, 3, 1, 1, 0, 0},
        {0, 1, 1, 1, 4, 1, 1, 1},
        {0, 1, 2, 1, 1, 5, 2, 7},
        {0, 2, 2, 7, 2, 2, 6, 7},
        {0, 5, 5, 3, 5, 5, 6, 7},
    };

    private Walks() {}

    static int mask(StateV2... states) {
        int mask = 0;
        for (StateV2 state : states) {
            mask |= 1 << state.number();
        }
        return mask;
    }

    /** Whether a device with these features has the state; any of the four sets counts when they are unknown. */
    static boolean offers(int features, int state) {
        int offered = features == FEATURES_UNKNOWN ? 7 : features;
        return switch (state) {
            case 1, 2, 3, 4 -> true;
            case 5 -> (offered & 2) != 0;
            case 6 -> (offered & 4) != 0;
            case 7 -> (offered & 6) == 6;
            default -> false;
        };
    }

    /** All states on the ways from any of {@code from} to {@code requested}, both ends included. */
    static int passed(int features, int from, int requested) {
        if (features != FEATURES_UNKNOWN) {
            return passedWith(features, from, requested);
        }
        int passed = from;
        for (int set : FEATURE_SETS) {
            passed |= passedWith(set, from, requested);
        }
        return passed;
    }

    private static int passedWith(int features, int from, int requested) {
        int passed = from;
        if (!offers(features, requested)) {
            return passed;
        }
        for (int start = 1; start <= 7; start++) {
            int at = (from >> start & 1) == 0 ? requested : start;
            while (at != requested && at != 0) {
                at = next(features, at, requested);
                passed |= at == 0 ? 0 : 1 << at;
            }
        }
        return passed;
    }

    private static int next(int features, int from, int requested) {
        int next = NEXT[from][requested];
        while (next != 0 && !offers(features, next)) {
            next = NEXT[next][requested];
        }
        return next;
    }

    /** The names of the states in a mask, for people: {@code STOP or RUNNING}. */
    static String names(int mask) {
        StringBuilder names = new StringBuilder();
        for (StateV2 state : StateV2.values()) {
            if ((mask >> state.number() & 1) != 0) {
                names.append(names.isEmpty() ? "" : " or ").append(state.name());
            }
        }
        return names.toString();
    }
}
