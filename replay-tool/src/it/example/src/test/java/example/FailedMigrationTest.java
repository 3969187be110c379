package example;

import static io.vfioreplay.tool.junit.ReplayAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.tool.junit.ReplayTest;
import io.vfioreplay.tool.junit.ReplayedMigration;

/** The destination of a migration that looked right, and was touched by its VMM before it ran. */
class FailedMigrationTest {

    @ReplayTest("failed-migration.vfj.tar.zst")
    void destination_isTouchedWhileItIsStopped(ReplayedMigration migration) {
        assertThat(migration).hasNoErrors().hasFinding("R-75").at(18);
        assertThat(migration).state("device0/state").at(17).is("STOP");
        assertThat(migration).register("bar1/0x0").at(18);
        assertThat(migration).events("kind == deviceStateSet").hasSize(3);
    }

    @ReplayTest("failed-migration.vfj.tar.zst")
    void destination_replaysAsRecorded(ReplayedMigration migration, Timeline timeline) {
        assertThat(migration).replaysAsRecorded();
        assertEquals(51, timeline.eventCount());
    }
}
