package io.vfioreplay.engine.travel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.diff.StreamDifference;
import io.vfioreplay.engine.postmortem.Parting;
import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.engine.replay.Timeline;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions on real migrations, most of which were made to fail. */
final class SessionTest {

    @TempDir
    private Path temp;

    @ParameterizedTest
    @CsvSource({"f03, 16, 111, 16, 12288, 79, 7b", "f12, 9, 104, 9, 5120, e4, 04"})
    void failure_leadsToTheEventsAtWhichTheSidesPart(
            String name, long failure, long source, long destination, long offset, String saved, String loaded) {
        try (Migration migration = Migration.open(name, temp)) {
            Session session = migration.session();
            Failure found = session.failure(Progress.NONE);
            assertThat(found.origin()).isEqualTo(Failure.Origin.POSTMORTEM);
            assertThat(found.side()).isEqualTo(Side.DESTINATION);
            assertThat(found.position()).isEqualTo(failure);
            assertThat(session.parting(Progress.NONE))
                    .contains(new Parting(new StreamDifference(offset, saved, loaded), source, destination));
            go(session, "failure");
            go(session, "parting");
            assertThat(session.traveller(Side.DESTINATION).position()).isEqualTo(destination);
            session.moveTogether(false, Progress.NONE);
            session.turnTo(Side.SOURCE);
            go(session, "parting");
            assertThat(session.traveller(Side.SOURCE).position()).isEqualTo(source);
            assertThat(session.traveller(Side.DESTINATION).position()).isEqualTo(destination);
        }
    }

    @Test
    void failure_isFoundOnTheSideThatWasGivenWhenBothWereGivenTheWrongWayRound() {
        try (Migration migration = Migration.open("f12", temp)) {
            Session session = Session.of(
                    new Recording("a", migration.destination(), Optional.empty()),
                    new Recording("b", migration.source(), Optional.empty()));
            assertThat(session.failure(Progress.NONE).side()).isEqualTo(Side.SOURCE);
            Parting parting = session.parting(Progress.NONE).orElseThrow();
            assertThat(parting.source()).isEqualTo(9);
            assertThat(parting.destination()).isEqualTo(104);
        }
    }

    @Test
    void why_namesTheOtherEndOfTheByteThatDiffersAndTheStatesBefore() {
        try (Migration migration = Migration.open("f03", temp)) {
            Session session = migration.session();
            go(session, "failure");
            List<CauseLink> chain = session.why(session.traveller().position(), Progress.NONE);
            assertThat(chain.get(0).depth()).isZero();
            assertThat(chain.get(1))
                    .isEqualTo(new CauseLink(
                            Side.SOURCE,
                            111,
                            1,
                            "migrationDataRead dataFd=-1 requested=1024 count=8",
                            "byte 12,288 of the stream, which differs, was handed out here: 79 on the source, 7b on the"
                                    + " destination"));
            assertThat(chain)
                    .extracting(CauseLink::reason)
                    .contains("device0/stream/loaded/sessions became 1 here: this session of loading began")
                    .contains("device0/state became STOP_COPY here");
            assertThat(chain).hasSizeLessThanOrEqualTo(12).doesNotHaveDuplicates();
        }
    }

    @Test
    void step_andBackAreTheIdentityAtEverySeededPosition() {
        try (Timeline timeline = Migration.journal("s01-source", temp)) {
            Session session = Session.of(new Recording("s01", timeline, Optional.empty()));
            Random random = new Random(11);
            for (int i = 0; i < 300; i++) {
                session.go(random.nextInt((int) timeline.eventCount()), Progress.NONE);
                long here = session.traveller().position();
                String digest = session.traveller().state().digest();
                session.step(-1, Progress.NONE);
                session.step(1, Progress.NONE);
                assertThat(session.traveller().position()).isEqualTo(here);
                assertThat(session.traveller().state().digest())
                        .as("position %d", here)
                        .isEqualTo(digest);
            }
        }
    }

    @Test
    void go_movesTheOtherSideToItsLastEventAtThatTimeWhicheverWayOneComes() {
        try (Migration migration = Migration.open("s06", temp)) {
            Session session = migration.session();
            session.turnTo(Side.DESTINATION);
            long last = session.traveller().lastPosition();
            long[] followed = new long[(int) last + 1];
            for (int i = 0; i <= last; i++) {
                session.go(i, Progress.NONE);
                followed[i] = session.traveller(Side.SOURCE).position();
                assertThat(i == 0 || followed[i] >= followed[i - 1])
                        .as("at %d", i)
                        .isTrue();
            }
            for (int i = (int) last; i >= 0; i--) {
                session.go(i, Progress.NONE);
                assertThat(session.traveller(Side.SOURCE).position())
                        .as("at %d", i)
                        .isEqualTo(followed[i]);
            }
        }
    }

    @Test
    void find_findsEveryKindOfPlace() {
        try (Timeline timeline = Migration.journal("f03-source", temp)) {
            Session session = Session.of(new Recording("f03", timeline, Optional.empty()));
            long last = timeline.eventCount() - 1;
            assertThat(position(session, "end")).isEqualTo(last);
            assertThat(position(session, "start")).isEqualTo(-1);
            assertThat(position(session, "50%")).isEqualTo(Math.round(last / 2.0));
            assertThat(position(session, "STOP_COPY")).isEqualTo(98);
            assertThat(position(session, "finding R-87")).isEqualTo(84);
            assertThat(position(session, "first finding")).isEqualTo(3);
            assertThat(position(session, "0ms")).isEqualTo(1); // The first two events have one time.
            assertThat(position(session, "1h")).isEqualTo(last);
            go(session, "98");
            assertThat(position(session, "+2")).isEqualTo(100);
            assertThat(session.find(Place.parse("STOP_COPY"), Progress.NONE).note())
                    .contains("this is the first");
            assertThat(position(session, "#" + session.where().record())).isEqualTo(98);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1000000, the last is 112",
        "+1000, 113 behind here",
        "-5, 0 events before here",
        "RESUMING, no device is ever seen to enter RESUMING",
        "parting, one recording has nothing to part from",
        "marker lunch, no marker",
        "finding R-01, found were",
        "#99999, packet or line"
    })
    void find_saysWhatThereIsInstead(String place, String said) {
        try (Timeline timeline = Migration.journal("f03-source", temp)) {
            Session session = Session.of(new Recording("f03", timeline, Optional.empty()));
            assertThatThrownBy(() -> session.find(Place.parse(place), Progress.NONE))
                    .isInstanceOf(PlaceException.class)
                    .hasMessageContaining(said);
        }
    }

    @Test
    void turnTo_refusesASideThatThereIsNot() {
        try (Timeline timeline = Migration.journal("f03-source", temp)) {
            Session session = Session.of(new Recording("f03", timeline, Optional.empty()));
            assertThatThrownBy(() -> session.turnTo(Side.DESTINATION)).hasMessageContaining("only one recording");
        }
    }

    @Test
    void where_saysWhatIsKnownAndWhatComesNext() {
        try (Timeline timeline = Migration.journal("f03-source", temp)) {
            Session session = Session.of(new Recording("f03", timeline, Optional.empty()));
            assertThat(session.where().devices()).isEmpty();
            go(session, "STOP_COPY");
            Where where = session.where();
            assertThat(where.devices()).containsExactly(new Where.Device(0, "connection 0", "STOP_COPY"));
            assertThat(where.sinceStartNanos()).isNotEmpty();
            assertThat(where.next()).isPresent();
            go(session, "end");
            assertThat(session.where().next()).isEmpty();
        }
    }

    @Test
    void continueForward_stopsByThePhaseBeforeTheEventWhereverOneIs() {
        try (Timeline timeline = Migration.journal("f03-source", temp)) {
            Session session = Session.of(new Recording("f03", timeline, Optional.empty()));
            session.stops().addBreak("phase == STOP_COPY and kind == migrationDataRead");
            assertThat(session.continueForward(Progress.NONE).position()).isEqualTo(99);
            assertThat(session.continueForward(Progress.NONE).position()).isEqualTo(100);
            go(session, "end");
            assertThat(session.continueBackward(Progress.NONE).position()).isEqualTo(111);
            assertThat(session.continueBackward(Progress.NONE).position()).isEqualTo(110);
        }
    }

    private static void go(Session session, String place) {
        session.go(session.find(Place.parse(place), Progress.NONE), Progress.NONE);
    }

    private static long position(Session session, String place) {
        return session.find(Place.parse(place), Progress.NONE).position();
    }
}
