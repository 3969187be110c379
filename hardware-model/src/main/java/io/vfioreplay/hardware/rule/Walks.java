package io.vfioreplay.hardware.rule;

import io.vfioreplay.hardware.migration.ArcV2;
import io.vfioreplay.hardware.migration.FeatureSet;
import io.vfioreplay.hardware.migration.PathV2;
import io.vfioreplay.hardware.migration.StateV2;
import io.vfioreplay.hardware.migration.TransitionsV2;

/** Sets of v2 states as bit masks (bit n is the state with number n), and the states that one request can pass. */
final class Walks {

    static final int ALL = 0xff;
    static final int FEATURES_UNKNOWN = 0;
    private static final int STATES = StateV2.values().length;
    /** By feature set, current and requested state. */
    private static final int[][][] PASSED = passedByFeatureSet();

    private Walks() {}

    static int mask(StateV2... states) {
        int mask = 0;
        for (StateV2 state : states) {
            mask |= 1 << state.number();
        }
        return mask;
    }

    /** Whether a device with these features has the state and it can be requested; unknown features may be all. */
    static boolean offers(int features, int state) {
        FeatureSet offered = FeatureSet.ofFlags(features).orElse(FeatureSet.STOP_COPY_P2P_PRE_COPY);
        return StateV2.of(state)
                .filter(known -> known != StateV2.ERROR && offered.has(known))
                .isPresent();
    }

    /** All states on the ways from any of {@code from} to {@code requested}, both ends included. */
    static int passed(int features, int from, int requested) {
        int passed = from;
        for (FeatureSet set : FeatureSet.values()) {
            if (features == FEATURES_UNKNOWN || features == set.flags()) {
                passed |= passedWith(set, from, requested);
            }
        }
        return passed;
    }

    private static int passedWith(FeatureSet features, int from, int requested) {
        int passed = from;
        for (int start = 0; start < STATES; start++) {
            if ((from >> start & 1) != 0) {
                passed |= PASSED[features.ordinal()][start][requested];
            }
        }
        return passed;
    }

    private static int[][][] passedByFeatureSet() {
        int[][][] passed = new int[FeatureSet.values().length][STATES][STATES];
        for (FeatureSet features : FeatureSet.values()) {
            for (StateV2 from : StateV2.values()) {
                for (StateV2 requested : StateV2.values()) {
                    passed[features.ordinal()][from.number()][requested.number()] = onTheWay(features, from, requested);
                }
            }
        }
        return passed;
    }

    private static int onTheWay(FeatureSet features, StateV2 from, StateV2 requested) {
        int passed = mask(from);
        if (TransitionsV2.path(features, from, requested) instanceof PathV2.Walked walked) {
            for (ArcV2 arc : walked.arcs()) {
                passed |= mask(arc.to());
            }
        }
        return passed;
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
