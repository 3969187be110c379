package io.vfioreplay.hardware.migration;

import static io.vfioreplay.hardware.migration.StateV2.ERROR;
import static io.vfioreplay.hardware.migration.StateV2.PRE_COPY;
import static io.vfioreplay.hardware.migration.StateV2.PRE_COPY_P2P;
import static io.vfioreplay.hardware.migration.StateV2.RESUMING;
import static io.vfioreplay.hardware.migration.StateV2.RUNNING;
import static io.vfioreplay.hardware.migration.StateV2.RUNNING_P2P;
import static io.vfioreplay.hardware.migration.StateV2.STOP;
import static io.vfioreplay.hardware.migration.StateV2.STOP_COPY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Checked: all 8 x 8 pairs of all four feature sets, against a picture and against a search over the arcs that drivers
 * implement; the states that a failure can leave. Not checked: that real drivers keep to it.
 */
final class TransitionsV2Test {

    private static final StateV2[] STATES = StateV2.values();

    /**
     * Row: the current state by number 0 to 7. Each group answers the requests 0 to 7: the number of the state that the next
     * arc enters, the own number where nothing is to be done, {@code x} where the request is refused.
     */
    @ParameterizedTest
    @CsvSource({
        // ERROR STOP     RUNNING  STOPCOPY RESUMING RUN_P2P  PRE_COPY PRE_P2P
        "1, xxxxxxxx x1234xxx x1211xxx x1131xxx x1114xxx xxxxxxxx xxxxxxxx xxxxxxxx",
        "3, xxxxxxxx x15345xx x52555xx x11311xx x11141xx x12115xx xxxxxxxx xxxxxxxx",
        "5, xxxxxxxx x1234x2x x1211x6x x1131xxx x1114x1x xxxxxxxx x2232x6x xxxxxxxx",
        "7, xxxxxxxx x1534555 x5255565 x11311xx x1114111 x1211527 x2272267 x5535567",
    })
    void next_answersEveryPairAsThePictureSays(int flags, String picture) {
        FeatureSet features = features(flags);
        String[] rows = picture.split(" ", -1);
        for (StateV2 from : STATES) {
            StringBuilder row = new StringBuilder();
            for (StateV2 requested : STATES) {
                PathV2 path = TransitionsV2.path(features, from, requested);
                row.append(
                        path instanceof PathV2.Walked walked
                                ? first(walked, from).number()
                                : "x");
            }
            assertThat(row).as("%s from %s", features, from).hasToString(rows[from.number()]);
        }
    }

    /** The rule of the uAPI with its two exceptions, on arcs written down apart from the table under test. */
    @ParameterizedTest
    @EnumSource(FeatureSet.class)
    void path_agreesWithASearchOverTheDriversArcsForEveryPair(FeatureSet features) {
        for (StateV2 from : STATES) {
            for (StateV2 requested : STATES) {
                List<StateV2> searched = search(features.flags(), from, requested);
                PathV2 path = TransitionsV2.path(features, from, requested);
                List<StateV2> walked = path instanceof PathV2.Walked way ? states(way, from) : List.of();
                assertThat(walked).as("%s: %s => %s", features, from, requested).isEqualTo(searched);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 6", "3, 8", "5, 9", "7, 15"})
    void hasArc_countsTheArcsThatADriverMustImplement(int flags, int arcs) {
        FeatureSet features = features(flags);
        Set<ArcV2> found = EnumSet.noneOf(ArcV2.class);
        for (ArcV2 arc : ArcV2.values()) {
            if (TransitionsV2.hasArc(features, arc)) {
                found.add(arc);
            }
        }
        assertThat(found).hasSize(arcs);
        assertThat(found.stream()
                        .map(arc -> arc.from().number() + ">" + arc.to().number()))
                .containsExactlyInAnyOrderElementsOf(ARCS.get(flags));
    }

    @Test
    void path_namesTheReasonOfEveryRefusal() {
        FeatureSet all = FeatureSet.STOP_COPY_P2P_PRE_COPY;
        assertThat(TransitionsV2.path(all, RUNNING, 8)).isEqualTo(new PathV2.Refused(Refusal.UNKNOWN_STATE));
        assertThat(TransitionsV2.path(all, RUNNING, -1)).isEqualTo(new PathV2.Refused(Refusal.UNKNOWN_STATE));
        assertThat(TransitionsV2.path(all, ERROR, 8)).isEqualTo(new PathV2.Refused(Refusal.UNKNOWN_STATE));
        assertThat(TransitionsV2.path(all, RUNNING, 0)).isEqualTo(new PathV2.Refused(Refusal.ERROR_REQUESTED));
        assertThat(TransitionsV2.path(all, ERROR, RUNNING)).isEqualTo(new PathV2.Refused(Refusal.IN_ERROR));
        assertThat(TransitionsV2.path(all, STOP_COPY, PRE_COPY)).isEqualTo(new PathV2.Refused(Refusal.BLOCKED));
        assertThat(TransitionsV2.path(all, STOP_COPY, PRE_COPY_P2P)).isEqualTo(new PathV2.Refused(Refusal.BLOCKED));
        assertThat(TransitionsV2.path(FeatureSet.STOP_COPY, RUNNING, PRE_COPY))
                .isEqualTo(new PathV2.Refused(Refusal.STATE_NOT_OFFERED));
        assertThat(TransitionsV2.path(FeatureSet.STOP_COPY, PRE_COPY, STOP))
                .isEqualTo(new PathV2.Refused(Refusal.CURRENT_NOT_OFFERED));
    }

    /** Every prefix of the path, both ends and ERROR; nothing but the state itself after a refusal. */
    @ParameterizedTest
    @EnumSource(FeatureSet.class)
    void afterFailure_isEveryStateOnTheSearchedPathForEveryPair(FeatureSet features) {
        for (StateV2 from : STATES) {
            for (StateV2 requested : STATES) {
                Set<StateV2> expected = EnumSet.of(from);
                List<StateV2> searched = search(features.flags(), from, requested);
                if (!searched.isEmpty()) {
                    expected.addAll(searched);
                    expected.add(ERROR);
                }
                Set<StateV2> actual = TransitionsV2.afterFailure(features, from, requested.number());
                assertThat(actual).as("%s: %s => %s", features, from, requested).isEqualTo(expected);
            }
        }
    }

    @Test
    void afterFailure_namesTheStatesOfALongWalk() {
        assertThat(TransitionsV2.afterFailure(FeatureSet.STOP_COPY_P2P_PRE_COPY, RESUMING, PRE_COPY.number()))
                .containsExactlyInAnyOrder(RESUMING, STOP, RUNNING_P2P, RUNNING, PRE_COPY, ERROR);
        assertThat(TransitionsV2.afterFailure(FeatureSet.STOP_COPY, RUNNING, 99))
                .containsExactly(RUNNING);
    }

    @Test
    void walked_isRefusedWhenItsArcsDoNotMeet() {
        List<ArcV2> broken = List.of(ArcV2.RUNNING_TO_STOP, ArcV2.RUNNING_TO_PRE_COPY);
        assertThatThrownBy(() -> new PathV2.Walked(broken)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nextStates_doesNotLoadAPictureWithAFault() {
        String head = "      STOP RUNNING STOP_COPY RESUMING\n";
        String missingRows = head + "STOP  = RUNNING STOP_COPY RESUMING\n";
        assertThatThrownBy(() -> NextStates.of(FeatureSet.STOP_COPY, missingRows))
                .hasMessageContaining("has rows [STOP]");
        String twice = head + "STOP = = STOP_COPY RESUMING\nRUNNING STOP = STOP STOP\n"
                + "STOP_COPY STOP STOP = STOP\nRESUMING STOP STOP STOP =\n";
        assertThatThrownBy(() -> NextStates.of(FeatureSet.STOP_COPY, twice)).hasMessageContaining("diagonal");
    }

    /** The arcs that drivers implement, by the numbers of their states. */
    private static final Map<Integer, List<String>> ARCS = Map.of(
            1, List.of("2>1", "1>2", "1>3", "3>1", "1>4", "4>1"),
            3, List.of("2>5", "5>2", "5>1", "1>5", "1>3", "3>1", "1>4", "4>1"),
            5, List.of("2>1", "1>2", "1>3", "3>1", "1>4", "4>1", "2>6", "6>2", "6>3"),
            7,
                    List.of(
                            "2>5", "5>2", "5>1", "1>5", "1>3", "3>1", "1>4", "4>1", "2>6", "6>2", "6>7", "7>6", "5>7",
                            "7>5", "7>3"));

    /** The shortest path whose inner states are no saving states unless both ends are; empty when refused. */
    private static List<StateV2> search(int flags, StateV2 from, StateV2 requested) {
        List<String> arcs = ARCS.getOrDefault(flags, List.of());
        boolean isOffered = arcs.stream().anyMatch(arc -> arc.endsWith(">" + requested.number()));
        boolean isPossible = arcs.stream().anyMatch(arc -> arc.startsWith(from.number() + ">"));
        boolean isBlocked = from == STOP_COPY && (requested == PRE_COPY || requested == PRE_COPY_P2P);
        if (!isOffered || !isPossible || isBlocked) {
            return List.of();
        }
        boolean mayStaySaving = from.isSaving() && requested.isSaving();
        Deque<List<StateV2>> paths = new ArrayDeque<>(List.of(List.of(from)));
        while (true) {
            List<StateV2> path = paths.removeFirst();
            StateV2 at = path.get(path.size() - 1);
            if (at == requested) {
                return path;
            }
            boolean isInner = path.size() > 1;
            if (isInner && at.isSaving() && !mayStaySaving) {
                continue;
            }
            for (StateV2 next : STATES) {
                if (arcs.contains(at.number() + ">" + next.number()) && !path.contains(next)) {
                    List<StateV2> longer = new ArrayList<>(path);
                    longer.add(next);
                    paths.addLast(longer);
                }
            }
        }
    }

    private static List<StateV2> states(PathV2.Walked path, StateV2 from) {
        List<StateV2> states = new ArrayList<>(List.of(from));
        path.arcs().forEach(arc -> states.add(arc.to()));
        return states;
    }

    private static StateV2 first(PathV2.Walked path, StateV2 from) {
        return path.arcs().isEmpty() ? from : path.arcs().get(0).to();
    }

    private static FeatureSet features(int flags) {
        return FeatureSet.ofFlags(flags).orElseThrow();
    }
}
