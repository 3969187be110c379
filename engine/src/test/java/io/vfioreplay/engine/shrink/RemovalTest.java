package io.vfioreplay.engine.shrink;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.migration.StateV2;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be left out, and what goes with it. */
final class RemovalTest {

    private static final int BUDGET = 10_000;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 64, 100})
    void run_leavesWhatIsNeededAndNothingElse(int count) {
        Courses courses = new Courses();
        for (int i = 0; i < count; i++) {
            courses.marker(Integer.toString(i));
        }
        Set<String> needed = new TreeSet<>(List.of("0", Integer.toString(count / 3), Integer.toString(count - 1)));

        Course least = shrunk(
                courses.course(),
                Courses.keeping("three", course -> texts(course).containsAll(needed)));

        assertThat(new TreeSet<>(texts(least))).isEqualTo(needed);
    }

    @Test
    void run_keepsTheOpeningOfADeviceThatIsNeeded() {
        Course whole =
                new Courses().opened().requested(StateV2.STOP).marker("m").course();

        Course least = shrunk(whole, Courses.keeping("marker", course -> Courses.has(course, EventKind.MARKER_PLACED)));

        assertThat(Courses.kinds(least)).containsExactly(EventKind.DEVICE_OPENED, EventKind.MARKER_PLACED);
    }

    @Test
    void run_keepsTheRequestBeforeMigrationData() {
        Course whole = new Courses()
                .requested(StateV2.PRE_COPY)
                .saved((byte) 1)
                .requested(StateV2.STOP_COPY)
                .saved((byte) 2)
                .course();

        Course least =
                shrunk(whole, Courses.keeping("data", course -> Courses.has(course, EventKind.MIGRATION_DATA_READ)));

        assertThat(Courses.kinds(least)).containsExactly(EventKind.DEVICE_STATE_SET, EventKind.MIGRATION_DATA_READ);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DMA_ISSUED", "DMA_COMPLETED"})
    void run_keepsBothHalvesOfADmaOrNone(EventKind half) {
        Course whole = new Courses()
                .dmaIssued(1, 8)
                .dmaIssued(2, 8)
                .dmaCompleted(2, new byte[8])
                .dmaCompleted(1, new byte[8])
                .course();

        Course least = shrunk(whole, Courses.keeping("half", course -> Courses.has(course, half)));

        assertThat(Courses.kinds(least)).containsExactly(EventKind.DMA_ISSUED, EventKind.DMA_COMPLETED);
        assertThat(least.items().get(0).event().value("id"))
                .isEqualTo(least.items().get(1).event().value("id"));
        assertThat(least.items().get(0).event().value("length")).contains(1L);
        assertThat(least.items().get(1).event().payload().length()).isEqualTo(1);
    }

    @Test
    void run_shortensWhatWasAskedForWithWhatCame() {
        Course whole = new Courses().saved((byte) 7, (byte) 8, (byte) 9).course();

        Course least = shrunk(
                whole,
                Courses.keeping(
                        "seven",
                        course -> course.items().get(0).event().payload().byteAt(0) == 7));

        assertThat(least.items().get(0).event().values()).containsExactly(-1L, 1L, 1L);
    }

    @Test
    void run_countsPositionsAnew() {
        Course whole = new Courses().marker("a").marker("b").marker("c").course();

        Course least =
                shrunk(whole, Courses.keeping("c", course -> texts(course).contains("c")));

        assertThat(least.events(Side.SOURCE).get(0).stamp().position()).isZero();
    }

    private static Course shrunk(Course whole, Keep keep) {
        ShrinkReport report =
                Shrinker.run(whole, keep, BUDGET, ShrinkProgress.NONE).orElseThrow();
        assertThat(report.isMinimal()).isTrue();
        return report.after();
    }

    private static List<String> texts(Course course) {
        return course.items().stream()
                .map(item -> item.event().payload().utf8())
                .toList();
    }
}
