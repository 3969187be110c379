package io.vfioreplay.engine.travel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.replay.HostState;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.hardware.event.Unflattener;
import io.vfioreplay.journal.DamagePolicy;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checked: wherever one comes from, the state is that of a fold from the beginning; and a move that is broken off is none. */
final class TravellerTest {

    private static final int EVENTS = 4000;
    private static final long STRIDE = 64;
    private static final long SEED = 31;

    /** The digest behind each event, at its position plus 1. */
    private static final String[] DIGESTS = new String[EVENTS + 1];

    private static final byte[][] SNAPSHOTS = new byte[EVENTS][];

    private final Random random = new Random(SEED);

    @TempDir
    private static Path temp;

    private static Timeline timeline;

    private static final class Interrupted extends RuntimeException {

        private static final long serialVersionUID = 1;
    }

    @BeforeAll
    static void recordAndFoldFromTheBeginning() {
        Path journal = temp.resolve("j.vfj");
        RandomJournal.record(journal, SEED, EVENTS);
        timeline = Timeline.open(journal, DamagePolicy.STRICT);
        HostState state = HostState.withSnapshots();
        Unflattener rows = new Unflattener(state.events());
        DIGESTS[0] = state.digest();
        timeline.replay(Range.ALL, Progress.NONE, (envelope, kind, values, payload) -> {
            rows.accept(envelope, kind, values, payload);
            int position = (int) envelope.position();
            DIGESTS[position + 1] = state.digest();
            if (position % 500 == 250) {
                SNAPSHOTS[position] = state.snapshot();
            }
        });
    }

    @AfterAll
    static void close() {
        timeline.close();
    }

    @Test
    void go_givesTheStateOfAFoldFromTheBeginning() {
        goAnywhere(new Traveller(timeline, Optional.empty(), STRIDE));
    }

    @Test
    void go_givesTheSameStateFromTheSnapshotsOfAnIndex() {
        goAnywhere(new Traveller(timeline, Optional.of(new SnapshotIndex(SNAPSHOTS)), STRIDE));
    }

    @Test
    void go_passesOverSnapshotsThatCannotBeUsed() {
        byte[][] damaged = new byte[EVENTS][];
        Arrays.setAll(damaged, position -> SNAPSHOTS[position] == null ? null : new byte[] {1, 2, 3});
        goAnywhere(new Traveller(timeline, Optional.of(new SnapshotIndex(damaged)), STRIDE));
    }

    private void goAnywhere(Traveller traveller) {
        for (int move = 0; move < 2000; move++) {
            long target = random.nextInt(3) > 0
                    ? random.nextInt(EVENTS + 1) - 1
                    : Math.max(-1, Math.min(EVENTS - 1, traveller.position() + random.nextInt(200) - 100));
            traveller.go(target, Progress.NONE);
            assertIsAt(traveller, target);
        }
        assertThat(traveller.footprintCount()).isBetween(10, 96);
    }

    @Test
    void back_thenStepIsTheIdentity() {
        Traveller traveller = new Traveller(timeline, Optional.empty(), STRIDE);
        traveller.go(EVENTS - 1, Progress.NONE);
        for (long position = EVENTS - 1; position > EVENTS - 500; position--) {
            traveller.go(position - 1, Progress.NONE);
            traveller.go(position, Progress.NONE);
            assertIsAt(traveller, position);
            traveller.go(position - 1, Progress.NONE);
            assertIsAt(traveller, position - 1);
        }
    }

    @Test
    void back_foldsFewEventsAfterAFarMove() {
        Traveller traveller = new Traveller(timeline, Optional.empty(), STRIDE);
        traveller.go(EVENTS - 1, Progress.NONE);
        for (long position = EVENTS - 2; position > EVENTS - 200; position--) {
            long[] firstDone = {Long.MAX_VALUE};
            traveller.go(position, (done, total) -> firstDone[0] = Math.min(firstDone[0], done));
            assertThat(firstDone[0]).isGreaterThan(position - 2 * STRIDE);
        }
    }

    @Test
    void go_leavesTheTravellerWhereItWasWhenItIsInterrupted() {
        Traveller traveller = new Traveller(timeline, Optional.empty(), STRIDE);
        int interrupted = 0;
        for (int move = 0; move < 300; move++) {
            long before = traveller.position();
            long target = random.nextInt(EVENTS + 1) - 1L;
            int[] calls = {random.nextInt(4)};
            try {
                traveller.go(target, (done, total) -> {
                    if (calls[0]-- == 0) {
                        throw new Interrupted();
                    }
                });
                assertIsAt(traveller, target);
            } catch (Interrupted asked) {
                interrupted++;
                assertIsAt(traveller, before);
            }
        }
        assertThat(interrupted).isBetween(100, 299);
    }

    @Test
    void go_tellsProgressOfTheWholeWay() {
        Traveller traveller = new Traveller(timeline, Optional.empty(), STRIDE);
        long[] last = {0};
        traveller.go(EVENTS - 1, (done, total) -> {
            assertThat(done).isBetween(last[0], total);
            assertThat(total).isEqualTo(EVENTS);
            last[0] = done;
        });
        assertThat(last[0]).isEqualTo(EVENTS);
    }

    @Test
    void go_refusesPositionsThatDoNotExist() {
        Traveller traveller = new Traveller(timeline);
        assertThatIllegalArgumentException().isThrownBy(() -> traveller.go(-2, Progress.NONE));
        assertThatThrownBy(() -> traveller.go(EVENTS, Progress.NONE)).hasMessageContaining("no position " + EVENTS);
        assertThat(traveller.event()).isEmpty();
    }

    private void assertIsAt(Traveller traveller, long position) {
        assertThat(traveller.position()).isEqualTo(position);
        assertThat(traveller.digest()).as("at %d, seed %d", position, SEED).isEqualTo(DIGESTS[(int) position + 1]);
        if (position >= 0) {
            assertThat(traveller.event().orElseThrow().stamp().position()).isEqualTo(position);
        }
    }
}
