package io.vfioreplay.engine.shrink;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.postmortem.Postmortem;
import io.vfioreplay.hardware.event.EventKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Real migrations become a few lines that tell the same.
 *
 * <p>Invariants checked: what is kept holds of the result; no single event of it can go; the same input gives the same result; no
 * gap is made. Areas not verified: that there is no other, smaller course.
 */
final class ShrinkerTest {

    private static final int BUDGET = 5_000;
    private static final int SCREEN_LINES = 24;

    @TempDir
    private Path temp;

    @ParameterizedTest
    @CsvSource({
        "f01, 5",
        "f03, 7",
        "f05, 3",
        "f07, 6",
        "f09, 8",
        "f12, 9",
        "f18, 4",
        "f22-source.pcap.gz, 3",
        "r02-source.pcap.gz, 3",
        "s06, 7",
        "v1-fail-saving, 2",
        "v2-mismatch, 5"
    })
    void run_tellsTheSameOnOneScreen(String name, int events) {
        try (Migration migration = Migration.of(name, temp)) {
            Examination examination = migration.examination();
            ShrinkReport report = shrunk(examination);

            Postmortem before = examination.of(report.before());
            Postmortem after = examination.of(report.after());
            assertThat(after.verdict()).isEqualTo(before.verdict());
            assertThat(after.blame()).isEqualTo(before.blame());
            assertThat(report.isMinimal()).isTrue();
            assertThat(report.after().size()).isEqualTo(events).isLessThanOrEqualTo(SCREEN_LINES);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"f03", "f12", "v1-fail-saving"})
    void run_leavesNoEventThatCouldGoAlone(String name) {
        try (Migration migration = Migration.of(name, temp)) {
            Examination examination = migration.examination();
            Conditions keep = Conditions.same(examination, examination.whole(Progress.NONE));
            List<Item> least = shrunk(examination).after().items();

            for (Item each : least) {
                List<Item> without = new ArrayList<>(least);
                without.remove(each);
                // The opening of a device stays as long as anything of the device does.
                boolean isNeeded = each.event().kind() == EventKind.DEVICE_OPENED || !keep.holds(new Course(without));
                assertThat(isNeeded).as(each.toString()).isTrue();
            }
        }
    }

    @Test
    void run_givesTheSameEveryTime() {
        try (Migration migration = Migration.of("f09", temp)) {
            ShrinkReport once = shrunk(migration.examination());
            ShrinkReport again = shrunk(migration.examination());

            assertThat(again.tries()).isEqualTo(once.tries());
            assertThat(again.after().toString()).isEqualTo(once.after().toString());
        }
    }

    @Test
    void run_endsWithTheBestSoFarWhenTheBudgetIsSpent() {
        try (Migration migration = Migration.of("f12", temp)) {
            Examination examination = migration.examination();
            Course whole = examination.whole(Progress.NONE);
            Conditions keep = Conditions.same(examination, whole);

            ShrinkReport report =
                    Shrinker.run(whole, keep, 20, ShrinkProgress.NONE).orElseThrow();

            assertThat(report.tries()).isEqualTo(20);
            assertThat(report.isMinimal()).isFalse();
            assertThat(report.after().size()).isLessThan(whole.size());
            assertThat(keep.holds(report.after())).isTrue();
        }
    }

    @Test
    void run_endsWithTheBestSoFarWhenSomebodyEndsIt() {
        try (Migration migration = Migration.of("f12", temp)) {
            Examination examination = migration.examination();
            Course whole = examination.whole(Progress.NONE);
            Conditions keep = Conditions.same(examination, whole);

            ShrinkReport report = Shrinker.run(whole, keep, BUDGET, (tries, best) -> tries < 30)
                    .orElseThrow();

            assertThat(report.tries()).isEqualTo(30);
            assertThat(keep.holds(report.after())).isTrue();
        }
    }

    @Test
    void run_isEmptyWhenTheWholeDoesNotShowIt() {
        assertThat(Shrinker.run(
                        new Course(List.of()), Courses.keeping("never", course -> false), 1, ShrinkProgress.NONE))
                .isEmpty();
    }

    private static ShrinkReport shrunk(Examination examination) {
        Course whole = examination.whole(Progress.NONE);
        return Shrinker.run(whole, Conditions.same(examination, whole), BUDGET, ShrinkProgress.NONE)
                .orElseThrow();
    }
}
