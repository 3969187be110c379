package io.vfioreplay.engine.postmortem;

import static io.vfioreplay.hardware.migration.StateV2.PRE_COPY;
import static io.vfioreplay.hardware.migration.StateV2.RESUMING;
import static io.vfioreplay.hardware.migration.StateV2.RUNNING;
import static io.vfioreplay.hardware.migration.StateV2.STOP;
import static io.vfioreplay.hardware.migration.StateV2.STOP_COPY;
import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.postmortem.TimelineStep.Kind;
import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.MigrationSide;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The steps of both sides in one order. */
final class MergedTimelineTest {

    private static final long START = 1_000_000_000_000L;
    private static final long SECOND = 1_000_000_000L;
    private static final long BEHIND = -3 * SECOND;
    private static final int CHUNK = 256;
    private static final byte[] EARLY = bytes(1, 3 * CHUNK);
    private static final byte[] LATE = bytes(2, 8);

    @Test
    void of_ordersBothSidesByTheCommonClock() {
        List<TimelineStep> steps =
                examine(source(), destination(0).set(STOP, RUNNING)).timeline();

        assertThat(steps)
                .extracting(step -> step.side().label() + ": " + step.what())
                .containsExactly(
                        "source: VMM status: active",
                        "source: state PRE_COPY",
                        "source: saved the first 256 bytes",
                        "source: saved all 3 pieces, 768 bytes",
                        "destination: state RESUMING",
                        "destination: loaded the first 256 bytes",
                        "source: VCPUs stopped (finish-migrate)",
                        "source: state STOP_COPY",
                        "source: saved 8 bytes",
                        "source: state STOP",
                        "destination: loaded all 4 pieces, 776 bytes",
                        "destination: state STOP",
                        "destination: state RUNNING");
        assertThat(steps.get(0).nanos()).hasValue(0);
        assertThat(steps).extracting(step -> step.nanos().orElseThrow()).isSorted();
    }

    @Test
    void of_neverShowsALoadBeforeItsSaveWhenTheDestinationIsBehind() {
        List<TimelineStep> steps =
                examine(source(), destination(BEHIND).set(STOP, RUNNING)).timeline();

        assertThat(indexOf(steps, "loaded the first 256 bytes"))
                .isGreaterThan(indexOf(steps, "saved the first 256 bytes"));
        assertThat(indexOf(steps, "loaded all 4 pieces, 776 bytes")).isGreaterThan(indexOf(steps, "saved 8 bytes"));
        assertThat(indexOf(steps, "state RUNNING")).isGreaterThan(indexOf(steps, "state STOP_COPY"));
    }

    @Test
    void of_tellsTroublesAndCancels() {
        Script destination = destination(0).writeRefused(LATE, Errno.EINVAL).error("load of migration failed");
        List<TimelineStep> steps = examine(source().cancel(), destination).timeline();

        assertThat(steps)
                .filteredOn(step -> step.kind() == Kind.TROUBLE)
                .extracting(TimelineStep::what)
                .containsExactly(
                        "the write of 8 bytes of migration data: EINVAL", "VMM error: load of migration failed");
        assertThat(steps).extracting(TimelineStep::what).contains("VMM told to cancel");
    }

    @Test
    void of_tellsWhereAClockWasSetBack() {
        Script source = new Script()
                .at(START + 30 * SECOND)
                .set(PRE_COPY)
                .read(EARLY, CHUNK, false)
                .at(START + SECOND)
                .set(STOP_COPY)
                .read(LATE, CHUNK, true)
                .set(STOP);
        List<TimelineStep> steps =
                examine(source, destination(0).set(STOP, RUNNING)).timeline();

        int step = indexOf(steps, "clock set back by 29.000 s");
        assertThat(steps.get(step)).returns(Kind.CLOCK, TimelineStep::kind).returns(4L, TimelineStep::position);
        assertThat(steps.get(step + 1).what()).isEqualTo("state STOP_COPY");
        assertThat(steps).extracting(each -> each.nanos().orElseThrow()).isSorted();
    }

    @Test
    void of_showsOneSideAfterTheOtherWhenOneHasNoTimes() {
        Script untimed = new Script().untimed().set(RESUMING).write(LATE, CHUNK).set(STOP, RUNNING);
        List<TimelineStep> steps = examine(source(), untimed).timeline();

        assertThat(steps).extracting(TimelineStep::side).isSorted();
        assertThat(steps)
                .filteredOn(step -> step.side() == Side.DESTINATION)
                .allMatch(step -> step.nanos().isEmpty());
    }

    @Test
    void of_namesTheJournalThatTellsAStep() {
        Script source = source().vcpusStarted("dst (destination): RESUME");
        List<TimelineStep> steps =
                examine(source, destination(0).set(STOP, RUNNING)).timeline();

        assertThat(steps.get(indexOf(steps, "VCPUs started (dst (destination): RESUME)")))
                .returns(Side.DESTINATION, TimelineStep::side)
                .returns(Side.SOURCE, TimelineStep::journal)
                .returns(9L, TimelineStep::position);
        assertThat(steps.get(indexOf(steps, "state RUNNING"))).returns(Side.DESTINATION, TimelineStep::journal);
    }

    @Test
    void cause_isInTheJournalThatTellsIt() {
        Script source = source().vmmKilled(MigrationSide.DESTINATION, 9);
        Postmortem answer = examine(source, destination(0));

        assertThat(answer.sentence()).contains("the VMM of the destination was ended by signal 9");
        assertThat(answer.cause())
                .hasValueSatisfying(cause -> assertThat(cause)
                        .returns(Side.SOURCE, Postmortem.Cause::side)
                        .returns(9L, Postmortem.Cause::position)
                        .extracting(Postmortem.Cause::event)
                        .asString()
                        .startsWith("vmmExited"));
        assertThat(answer.findings())
                .filteredOn(finding -> finding.rule().id().equals("M-13"))
                .singleElement()
                .returns(Side.SOURCE, SideFinding::side)
                .returns(9L, SideFinding::position);
    }

    @Test
    void of_leavesOutTheMiddleWhenThereIsTooMuch() {
        Script source = source();
        for (int i = 0; i < 1000; i++) {
            source.status("active");
        }
        List<TimelineStep> steps = examine(source, destination(0)).timeline();

        assertThat(steps).hasSize(401);
        assertThat(steps.get(200).what()).matches("\\d+ steps left out from here on");
    }

    private static Script source() {
        return new Script()
                .at(START)
                .status("active")
                .set(PRE_COPY)
                .read(EARLY, CHUNK, false)
                .at(START + SECOND)
                .vcpusStopped("finish-migrate")
                .set(STOP_COPY)
                .read(LATE, CHUNK, true)
                .set(STOP);
    }

    private static Script destination(long ahead) {
        return new Script()
                .at(START + SECOND / 2 + ahead)
                .set(RESUMING)
                .write(EARLY, CHUNK)
                .at(START + 2 * SECOND + ahead)
                .write(LATE, CHUNK);
    }

    private static int indexOf(List<TimelineStep> steps, String what) {
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).what().equals(what)) {
                return i;
            }
        }
        throw new AssertionError("no step " + what);
    }

    private static Postmortem examine(Script source, Script destination) {
        return Examiner.examine(Optional.of(source.evidence()), Optional.of(destination.evidence()));
    }

    private static byte[] bytes(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
