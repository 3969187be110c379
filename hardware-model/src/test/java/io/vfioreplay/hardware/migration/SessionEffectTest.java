package io.vfioreplay.hardware.migration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Checked: what every arc and every request does to the data session. */
final class SessionEffectTest {

    /** Row: state left, column: state entered, by number. S opens saving, L opens loading, K keeps, E ends, . nothing, blank no arc. */
    private static final String[] PICTURE = {
        // 01234567
        "        ", // ERROR
        "  .SL.  ", // STOP
        " .   .S ", // RUNNING
        " E      ", // STOP_COPY
        " E      ", // RESUMING
        " ..    S", // RUNNING_P2P
        "  EK   K", // PRE_COPY
        "   K EK ", // PRE_COPY_P2P
    };

    @Test
    void session_isAsThePictureSaysForEveryArc() {
        for (StateV2 from : StateV2.values()) {
            StringBuilder row = new StringBuilder();
            for (StateV2 to : StateV2.values()) {
                row.append(ArcV2.of(from, to).map(arc -> letter(arc.session())).orElse(' '));
            }
            assertThat(row).as("from %s", from).hasToString(PICTURE[from.number()]);
        }
    }

    /** only the last arc of a request may return a data_fd. */
    @ParameterizedTest
    @EnumSource(FeatureSet.class)
    void path_opensASessionInItsLastArcOnlyForEveryPair(FeatureSet features) {
        for (StateV2 from : StateV2.values()) {
            for (StateV2 requested : StateV2.values()) {
                if (TransitionsV2.path(features, from, requested) instanceof PathV2.Walked walked) {
                    long opening = walked.arcs().stream()
                            .filter(arc -> arc.session().opens())
                            .count();
                    assertThat(opening).isEqualTo(walked.returnsDataFd() ? 1 : 0);
                    assertThat(walked.returnsDataFd())
                            .as("%s: %s => %s", features, from, requested)
                            .isEqualTo(from != requested && hasSession(requested) && !isKept(from, requested));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PRE_COPY, STOP_COPY, false, false",
        "PRE_COPY, RESUMING, true, true",
        "STOP_COPY, STOP, false, true",
        "STOP_COPY, RUNNING, false, true",
        "RUNNING, PRE_COPY, true, false",
        "RUNNING, RUNNING, false, false",
    })
    void walked_tellsWhetherItOpensAndEndsSessions(StateV2 from, StateV2 to, boolean opens, boolean ends) {
        PathV2.Walked walked = (PathV2.Walked) TransitionsV2.path(FeatureSet.STOP_COPY_P2P_PRE_COPY, from, to);
        assertThat(walked.returnsDataFd()).isEqualTo(opens);
        assertThat(walked.endsSession()).isEqualTo(ends);
    }

    private static boolean hasSession(StateV2 state) {
        return state.isSaving() || state == StateV2.RESUMING;
    }

    private static boolean isKept(StateV2 from, StateV2 requested) {
        return from.isSaving() && requested.isSaving();
    }

    private static char letter(SessionEffect effect) {
        return switch (effect) {
            case NONE -> '.';
            case OPENS_SAVING -> 'S';
            case OPENS_LOADING -> 'L';
            case KEEPS -> 'K';
            case ENDS -> 'E';
        };
    }
}
