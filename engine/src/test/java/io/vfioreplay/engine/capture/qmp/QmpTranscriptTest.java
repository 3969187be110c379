package io.vfioreplay.engine.capture.qmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.capture.Capture.Numbering;
import io.vfioreplay.engine.capture.CaptureFile;
import io.vfioreplay.engine.capture.CaptureSummary;
import io.vfioreplay.engine.capture.CaptureSummary.Unit;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.MigrationSide;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Transcripts of real sessions of two VMMs: every event of each, and an account of every line. Not verified: that QEMU told the
 * truth.
 */
final class QmpTranscriptTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path directory;

    @Test
    void events_tellWhoCancelledAndThatItIsCancelled() {
        assertThat(told("v1-cancel").lines())
                .containsExactly(
                        "18 1795397622.752124 migrationStatusReported SOURCE 'setup' in 5748",
                        "20 1795397623.319815 migrationStatusReported SOURCE 'active' in 48946",
                        "22 1795397623.343739 cancelRequested SOURCE in 18105",
                        "24 1795397623.850475 migrationStatusReported SOURCE 'cancelled' in 3220",
                        "25 1795397623.885820 vmmExited DESTINATION 1",
                        "31 1795397628.050311 markerPlaced 'src (source): SHUTDOWN host-qmp-quit'",
                        "33 1795397629.695729 vmmExited SOURCE 0");
    }

    @Test
    void events_tellWhichProcessWasKilledAndWhyTheOtherFailed() {
        assertThat(told("v1-kill-dst").lines())
                .containsExactly(
                        "18 1795397788.541561 migrationStatusReported SOURCE 'setup' in 26442",
                        "20 1795397789.108374 migrationStatusReported SOURCE 'active' in 32725",
                        "21 1795397789.112282 markerPlaced 'dst (destination): SIGKILL pid=5760'",
                        "23 1795397790.316046 errorReported SOURCE 'Unable to write to socket: Broken pipe' in 8414",
                        "23 1795397790.316046 migrationStatusReported SOURCE 'failed' in 8414",
                        "24 1795397790.321936 vmmExited DESTINATION -9",
                        "30 1795397794.877506 markerPlaced 'src (source): SHUTDOWN host-qmp-quit'",
                        "32 1795397795.428059 vmmExited SOURCE 0");
    }

    @Test
    void events_tellThatTheDestinationExitedThoughTheSourceCompleted() {
        assertThat(told("v1-mismatch").lines())
                .containsExactly(
                        "16 1795397660.110050 migrationStatusReported SOURCE 'setup' in 8445",
                        "18 1795397660.633616 migrationStatusReported SOURCE 'active' in 15921",
                        "20 1795397660.927587 vcpusStopped 'src (source): STOP'",
                        "23 1795397661.746562 migrationStatusReported SOURCE 'completed' in 50004",
                        "24 1795397661.748735 vmmExited DESTINATION 1",
                        "30 1795397665.881737 markerPlaced 'src (source): SHUTDOWN host-qmp-quit'",
                        "32 1795397666.616659 vmmExited SOURCE 0");
    }

    @Test
    void events_tellTheStatesOfTheDeviceAndTheReason() {
        assertThat(told("v2-mismatch").lines())
                .containsExactly(
                        "16 1795394304.818434 migrationStatusReported SOURCE 'setup' in 82502",
                        "18 1795394305.042774 deviceOpened #0 v2 'vf0 of src'",
                        "18 1795394305.042774 deviceStateSet #0 v2:PRE_COPY -1",
                        "19 1795394305.194917 deviceStateSet #0 v2:RUNNING -1",
                        "20 1795394305.370324 errorReported SOURCE 'Unable to write to socket: Broken pipe' in 47836",
                        "20 1795394305.370324 migrationStatusReported SOURCE 'failed' in 47836",
                        "21 1795394305.370882 vmmExited DESTINATION 1",
                        "27 1795394309.436030 markerPlaced 'src (source): SHUTDOWN host-qmp-quit'",
                        "28 1795394309.450696 deviceStateSet #0 v2:RUNNING_P2P -1",
                        "29 1795394309.469063 deviceStateSet #0 v2:STOP -1",
                        "31 1795394309.585402 vmmExited SOURCE 0");
    }

    @Test
    void events_comeInTheOrderOfTheirTimesWhenTheyAreDeliveredLate() {
        assertThat(told("v2-ok").lines())
                .containsExactly(
                        "16 1795394196.611272 migrationStatusReported SOURCE 'setup' in 15836",
                        "18 1795394196.690027 deviceOpened #0 v2 'vf0 of src'",
                        "18 1795394196.690027 deviceStateSet #0 v2:PRE_COPY -1",
                        "31 1795394196.696950 deviceOpened #1 v2 'vf0 of dst'",
                        "31 1795394196.696950 deviceStateSet #1 v2:RESUMING -1",
                        "19 1795394197.412639 migrationStatusReported SOURCE 'active' in 36863",
                        "21 1795394197.603258 deviceStateSet #0 v2:PRE_COPY_P2P -1",
                        "22 1795394197.604182 deviceStateSet #0 v2:STOP_COPY -1",
                        "23 1795394197.604463 vcpusStopped 'src (source): STOP'",
                        "24 1795394197.633929 deviceStateSet #0 v2:STOP -1",
                        "32 1795394197.697399 vcpusStarted 'dst (destination): RESUME'",
                        "33 1795394197.698449 deviceStateSet #1 v2:RUNNING_P2P -1",
                        "34 1795394197.699165 deviceStateSet #1 v2:RUNNING -1",
                        "25 1795394197.932326 migrationStatusReported SOURCE 'completed' in 17416",
                        "35 1795394200.059951 migrationStatusReported DESTINATION 'completed' in 37206",
                        "43 1795394203.181486 markerPlaced 'src (source): SHUTDOWN host-qmp-quit'",
                        "45 1795394203.394995 vmmExited SOURCE 0",
                        "47 1795394203.512735 markerPlaced 'dst (destination): SHUTDOWN host-qmp-quit'",
                        "48 1795394203.515487 deviceStateSet #1 v2:RUNNING_P2P -1",
                        "49 1795394203.515976 deviceStateSet #1 v2:STOP -1",
                        "51 1795394203.564161 vmmExited DESTINATION 0");
    }

    @Test
    void events_tellTheSignalThatEndedTheSource() {
        assertThat(told("v1-fail-error-state").lines())
                .containsExactly(
                        "16 1795397931.700943 migrationStatusReported SOURCE 'setup' in 12104",
                        "18 1795397932.378811 migrationStatusReported SOURCE 'active' in 68052",
                        "24 1795397934.960716 markerPlaced 'src (source): qmp closed ([Errno 104] Connection reset by peer) exit=None'",
                        "26 1795397935.980097 vmmExited SOURCE -6",
                        "30 1795397936.004301 vmmExited DESTINATION 1");
    }

    @Test
    void events_stayBehindAClockThatWasSetBack() {
        assertThat(told("v2-clock-back").lines())
                .containsExactly(
                        "18 1795395555.840549 migrationStatusReported SOURCE 'setup' in 63731",
                        "36 1795395555.887913 deviceOpened #1 v2 'vf0 of dst'",
                        "36 1795395555.887913 deviceStateSet #1 v2:RESUMING -1",
                        "20 1795395555.893357 deviceOpened #0 v2 'vf0 of src'",
                        "20 1795395555.893357 deviceStateSet #0 v2:PRE_COPY -1",
                        "21 1795395556.395009 migrationStatusReported SOURCE 'active' in 40747",
                        "22 1795395526.170558 markerPlaced 'src (source): L1 wall clock stepped back by 30 s'",
                        "24 1795395526.011568 deviceStateSet #0 v2:PRE_COPY_P2P -1",
                        "25 1795395526.015633 deviceStateSet #0 v2:STOP_COPY -1",
                        "26 1795395526.016437 vcpusStopped 'src (source): STOP'",
                        "29 1795395526.274467 deviceStateSet #0 v2:STOP -1",
                        "37 1795395526.292941 vcpusStarted 'dst (destination): RESUME'",
                        "38 1795395526.294184 deviceStateSet #1 v2:RUNNING_P2P -1",
                        "39 1795395526.294963 deviceStateSet #1 v2:RUNNING -1",
                        "30 1795395526.776802 migrationStatusReported SOURCE 'completed' in 5704",
                        "40 1795395528.842596 migrationStatusReported DESTINATION 'completed' in 20701",
                        "48 1795395529.952552 markerPlaced 'src (source): SHUTDOWN host-qmp-quit'",
                        "50 1795395530.251604 vmmExited SOURCE 0",
                        "52 1795395530.255231 markerPlaced 'dst (destination): SHUTDOWN host-qmp-quit'",
                        "53 1795395530.964911 deviceStateSet #1 v2:RUNNING_P2P -1",
                        "54 1795395530.965798 deviceStateSet #1 v2:STOP -1",
                        "56 1795395531.195908 vmmExited DESTINATION 0");
    }

    @ParameterizedTest
    @CsvSource({
        "v1-cancel, 34, 20",
        "v1-kill-dst, 33, 19",
        "v1-mismatch, 33, 19",
        "v2-mismatch, 32, 18",
        "v2-ok, 51, 31",
        "v1-fail-error-state, 30, 19",
        "v2-clock-back, 56, 36"
    })
    void summary_accountsForEveryLine(String name, int lines, int understood) {
        CaptureSummary summary = told(name).summary();

        assertThat(summary.unit()).isEqualTo(Unit.LINE);
        assertThat(summary.records()).isEqualTo(lines);
        assertThat(summary.understood()).isEqualTo(understood);
        assertThat(summary.irrelevant()).isEqualTo(lines - understood);
        assertThat(summary.damaged()).isZero();
        assertThat(summary.events()).isEqualTo(told(name).events().size());
        assertThat(summary.kinds().values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(lines);
    }

    @Test
    void summary_countsTheKinds() {
        CaptureSummary summary = told("v2-ok").summary();

        assertThat(summary.kinds())
                .containsEntry("query-migrate", 4L)
                .containsEntry("reply to query-migrate", 4L)
                .containsEntry("event VFIO_MIGRATION", 9L)
                .containsEntry("(spawn)", 2L)
                .containsEntry("(exit)", 2L);
        assertThat(summary.devices()).containsExactly("vf0 of src", "vf0 of dst");
    }

    @Test
    void only_leavesOutTheLinesOfTheOtherSide() {
        List<String> all = told("v2-ok").lines();
        Told source = told("v2-ok", Optional.of(MigrationSide.SOURCE));
        Told destination = told("v2-ok", Optional.of(MigrationSide.DESTINATION));

        assertThat(source.lines()).hasSize(11).isSubsetOf(all).noneMatch(line -> line.contains("dst"));
        assertThat(source.summary().devices()).containsExactly("vf0 of src");
        assertThat(source.summary().kinds()).containsEntry("(other side)", 22L);
        assertThat(destination.lines()).hasSize(10).noneMatch(line -> line.contains("src"));
        assertThat(destination.lines().get(0)).contains("#0").endsWith("'vf0 of dst'");
        assertThat(destination.summary().records()).isEqualTo(51);
    }

    @Test
    void numbering_isThatOfTheJournal() {
        Told told = Told.by(QmpTranscript.open(Told.resource(directory, "v2-ok")), new Numbering(3, 10));

        assertThat(told.events()).extracting(event -> event.stamp().witness()).containsOnly(3);
        assertThat(told.events())
                .extracting(event -> event.stamp().device())
                .filteredOn(device -> device >= 0)
                .containsOnly(10, 11);
        assertThat(told.events()).extracting(Event::stamp).allMatch(stamp -> stamp.position() == -1);
    }

    @Test
    void files_nameTheFormat() {
        Path file = Told.resource(directory, "v1-cancel");

        assertThat(QmpTranscript.open(file).files()).containsExactly(new CaptureFile(file, "qmp transcript"));
    }

    private Told told(String name) {
        return told(name, Optional.empty());
    }

    private Told told(String name, Optional<MigrationSide> only) {
        return Told.by(QmpTranscript.open(Told.resource(directory, name), only));
    }
}
