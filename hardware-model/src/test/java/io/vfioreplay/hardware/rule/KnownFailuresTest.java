package io.vfioreplay.hardware.rule;

import static io.vfioreplay.hardware.event.Errno.EINVAL;
import static io.vfioreplay.hardware.event.Errno.EIO;
import static io.vfioreplay.hardware.event.Errno.ENODEV;
import static io.vfioreplay.hardware.event.Errno.ENOMSG;
import static io.vfioreplay.hardware.migration.StateV2.ERROR;
import static io.vfioreplay.hardware.migration.StateV2.PRE_COPY;
import static io.vfioreplay.hardware.migration.StateV2.PRE_COPY_P2P;
import static io.vfioreplay.hardware.migration.StateV2.RESUMING;
import static io.vfioreplay.hardware.migration.StateV2.RUNNING;
import static io.vfioreplay.hardware.migration.StateV2.RUNNING_P2P;
import static io.vfioreplay.hardware.migration.StateV2.STOP;
import static io.vfioreplay.hardware.migration.StateV2.STOP_COPY;
import static io.vfioreplay.hardware.rule.Script.PAGE;
import static io.vfioreplay.hardware.rule.Script.kernel;
import static io.vfioreplay.hardware.rule.Script.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.ResetCause;
import io.vfioreplay.hardware.migration.Protocol;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Failed migrations that people reported or fixed, as sequences, and good ones that look like them. */
class KnownFailuresTest {

    private static List<String> rules(Script script) {
        return script.findings().stream()
                .map(finding -> finding.rule().id())
                .distinct()
                .toList();
    }

    private static List<Severity> severities(Script script) {
        return script.findings().stream().map(Finding::severity).distinct().toList();
    }

    private static Script precopy() {
        return kernel().features(7).set(PRE_COPY, 9).read(9, 100);
    }

    @Test
    void checker_findsTheDroppedSessionWhenTheVmStopsForAnotherReasonInPrecopy() {
        assertThat(rules(precopy().set(STOP).set(STOP_COPY, 10))).containsExactly("R-78", "R-128");
        assertThat(rules(precopy().set(PRE_COPY_P2P).set(STOP_COPY))).isEmpty();
    }

    @Test
    void checker_staysSilentWhenAResetOvertakesAStateRequest() {
        Script raced = precopy().reset(ResetCause.FLR).lasting(300).set(STOP_COPY);

        assertThat(rules(raced.failing(ENODEV).read(9, 0).get(RUNNING))).isEqualTo(List.of("C-13"));
        assertThat(rules(precopy().reset(ResetCause.FLR).set(STOP_COPY, 10).get(RUNNING)))
                .containsExactly("R-128", "R-82");
    }

    @Test
    void checker_reportsErrorAndWhoIgnoresItAfterAFirmwareCrash() {
        Script crashed = precopy().get(ERROR).failing(EIO).set(RUNNING);

        assertThat(rules(crashed.reset(ResetCause.REQUEST).get(RUNNING))).containsExactly("C-14", "C-13");
        assertThat(rules(precopy().get(ERROR).set(RUNNING))).contains("R-81");
    }

    @Test
    void checker_findsSaveFilesThatSurviveAReset() {
        Script saving = kernel().features(3).set(STOP_COPY, 9).reset(ResetCause.REQUEST);

        assertThat(rules(saving.read(9, 100))).containsExactly("R-91");
    }

    @Test
    void checker_findsAStaleDescriptorAfterAFailedTransition() {
        Script failed = kernel().features(1).set(STOP_COPY, 9).failing(EIO).set(RUNNING);

        assertThat(rules(failed.read(9, 100))).containsExactly("C-11", "R-86");
    }

    @Test
    void checker_findsASaveThatWasDeclaredCompleteTooEarly() {
        assertThat(rules(precopy().set(STOP_COPY).read(9, 100).set(STOP))).containsExactly("R-97");
        assertThat(rules(precopy().set(STOP_COPY).read(9, 100).set(RUNNING))).isEmpty();
    }

    @Test
    void checker_staysSilentWhenPrecopyYieldsNothingAndStopCopyEverything() {
        Script quiet = kernel().features(7).set(PRE_COPY, 9).read(9, 10);
        for (int i = 0; i < 20; i++) {
            quiet.failing(ENOMSG).read(9, 0).precopyInfo(0, 0, 0);
        }

        assertThat(rules(quiet.set(STOP_COPY).read(9, PAGE).read(9, 0).set(STOP).closeFd(9)))
                .isEmpty();
    }

    @Test
    void checker_notesADirtyQueryBeforeTrackingStarted() {
        Script early = kernel().failing(EINVAL).report(0, PAGE).startLog(0, PAGE);

        assertThat(rules(early)).containsExactly("C-13");
        assertThat(severities(early)).containsExactly(Severity.NOTE);
    }

    @Test
    void checker_findsAMigrationThatGoesOnAfterAFailedReport() {
        Script failed = kernel().features(1).startLog(0, PAGE).failing(EIO).report(0, PAGE);

        assertThat(rules(failed.set(STOP_COPY, 9))).contains("R-113");
    }

    @Test
    void checker_findsDmaAfterTheLastSnapshot() {
        Script late = kernel().features(1).startLog(0, PAGE).report(0, PAGE).dmaWrite(EventSink.RAM, 0);

        assertThat(rules(late.set(STOP_COPY, 9).stopLog())).containsExactly("R-116");
    }

    @Test
    void checker_findsLoggingThatWasLeftOn() {
        Script leftOn = kernel().startLog(0, PAGE)
                .set(STOP)
                .set(RUNNING)
                .failing(EINVAL)
                .startLog(0, PAGE);

        assertThat(rules(leftOn)).contains("R-112");
    }

    @Test
    void checker_findsTheGuestTouchingTheDeviceDuringStopCopy() {
        assertThat(rules(kernel().features(1).set(STOP_COPY, 9).mmio(0))).containsExactly("R-75");
        assertThat(rules(kernel().features(3).set(RUNNING_P2P).mmio(0).dmaWrite(EventSink.RAM, 0)))
                .isEmpty();
    }

    @Test
    void checker_findsNoErrorInAWholeMigrationOfTheSampleClient() {
        Script source = socket().failing(EINVAL)
                .mmio(9)
                .reset(ResetCause.REQUEST)
                .startLog()
                .report(0, PAGE);
        source.stopLog()
                .set(PRE_COPY)
                .read(1024)
                .set(STOP_COPY)
                .read(1024)
                .read(8)
                .set(STOP);
        Script destination = socket().set(RESUMING)
                .write(-1, 1024)
                .write(-1, 8)
                .set(STOP)
                .mmio(1)
                .set(RUNNING);

        assertThat(severities(source)).containsOnly(Severity.NOTE);
        assertThat(severities(destination)).containsExactly(Severity.WARNING);
    }

    @Test
    void checker_findsTheServerThatDoesNotLetAV1SourceGoOn() {
        Script stuck =
                v1Save().word(0).failing(EINVAL).word(1).see(0).failing(EINVAL).word(3);

        assertThat(rules(stuck)).containsExactly("R-51");
        assertThat(rules(Script.v1(Protocol.V1_UAPI).see(0))).containsExactly("R-01");
        assertThat(rules(v1Save().pending(0).word(0).word(1).see(1))).isEmpty();
    }

    @Test
    void checker_findsTheV1SaveThatEndedWithASegmentOfNoSize() {
        Script cut = v1Save().pending(0x1000).register(RegisterV1.DATA_OFFSET, 0x1000);

        assertThat(rules(cut.register(RegisterV1.DATA_SIZE, 0).word(0))).containsExactly("R-17");
    }

    @Test
    void checker_findsTheV1VmmThatReadsOnAfterItsCallbackFailed() {
        Script failed = v1Precopy().failing(EIO).word(2).pending(0x1000);

        assertThat(rules(failed)).containsExactly("R-08");
    }

    @Test
    void checker_staysSilentOnAV1MigrationAsQemuDoesIt() {
        Script source = v1Save().word(2).pending(80).register(RegisterV1.DATA_OFFSET, 0x1000);
        Script destination = Script.v1(Protocol.V1_UAPI).see(1).word(4).register(RegisterV1.DATA_OFFSET, 0x1000);
        Script cancelled = v1Precopy().word(1).see(1).word(1);

        assertThat(rules(source.data(80, 2).pending(0).word(0).closed())).isEmpty();
        assertThat(rules(destination.writeWindow(PAGE, 160).word(1).mmio(0).interrupt()))
                .isEmpty();
        assertThat(rules(cancelled)).isEmpty();
    }

    @Test
    void checker_staysSilentWhenAResetInPrecopyTakesAV1DeviceBack() {
        Script reset = v1Precopy()
                .reset(ResetCause.REQUEST)
                .see(1)
                .word(0)
                .failing(EINVAL)
                .word(2);

        assertThat(rules(reset.see(0).word(1))).isEmpty();
    }

    private static Script v1Precopy() {
        return Script.v1(Protocol.V1_UAPI)
                .see(1)
                .word(3)
                .see(3)
                .pending(80)
                .register(RegisterV1.DATA_OFFSET, 0x1000)
                .register(RegisterV1.DATA_SIZE, 80)
                .data(80, 1)
                .pending(0);
    }

    private static Script v1Save() {
        return v1Precopy().see(3).word(2).see(2);
    }
}
