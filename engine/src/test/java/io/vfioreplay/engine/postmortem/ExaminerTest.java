package io.vfioreplay.engine.postmortem;

import static io.vfioreplay.hardware.migration.StateV2.PRE_COPY;
import static io.vfioreplay.hardware.migration.StateV2.RESUMING;
import static io.vfioreplay.hardware.migration.StateV2.RUNNING;
import static io.vfioreplay.hardware.migration.StateV2.STOP;
import static io.vfioreplay.hardware.migration.StateV2.STOP_COPY;
import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.diff.StreamDifference;
import io.vfioreplay.engine.postmortem.Postmortem.Forwarded;
import io.vfioreplay.hardware.event.DamageKind;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Errno;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Migrations written by hand, one per way to end that no recording at hand shows. */
final class ExaminerTest {

    private static final int CHUNK = 256;
    private static final byte[] EARLY = bytes(1, 1024);
    private static final byte[] STATE = bytes(2, 2312);
    private static final int UNANSWERED = Envelope.UNANSWERED;

    @Test
    void examineGivenTwice_saysFirstThatThereIsNothingToCompareWith() {
        Evidence saved =
                new Script().set(STOP_COPY).read(new byte[8], 8, true).set(STOP).evidence();
        Postmortem answer = Examiner.examineGivenTwice(saved);
        assertThat(answer.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(answer.sentence()).startsWith("Source and destination are the same recording");
        assertThat(answer.stream().loadedBytes()).isEmpty();
    }

    @Test
    void examine_findsNothingWhenAllArrives() {
        Postmortem answer = examine(saved(STATE), loading(STATE).set(STOP, RUNNING));

        assertThat(answer).returns(Verdict.MIGRATED, Postmortem::verdict).returns(Blame.NONE, Postmortem::blame);
        assertThat(answer.stream().forwarded()).isEqualTo(Forwarded.STOP_COPY_PART);
        assertThat(answer.downtimeNanos()).isPresent();
        assertThat(ruleIds(answer)).containsExactly("R-78");
        assertThat(answer.isTrouble()).isFalse();
    }

    @Test
    void examine_comparesTheWholeSessionWhenAllOfItWasForwarded() {
        byte[] whole = concat(EARLY, STATE);
        Postmortem answer = examine(saved(STATE), loading(whole).set(STOP, RUNNING));

        assertThat(answer.verdict()).isEqualTo(Verdict.MIGRATED);
        assertThat(answer.stream().forwarded()).isEqualTo(Forwarded.WHOLE_SESSION);
        assertThat(ruleIds(answer)).isEmpty();
    }

    @Test
    void examine_blamesTransportWhenTheFirstByteChanged() {
        byte[] changed = STATE.clone();
        changed[0] ^= 1;
        Postmortem answer = examine(saved(STATE), loading(changed).set(STOP, RUNNING));

        assertThat(answer)
                .returns(Verdict.MIGRATED_WITH_DIFFERENCES, Postmortem::verdict)
                .returns(Blame.TRANSPORT, Postmortem::blame);
        assertThat(offset(answer)).isZero();
        assertThat(answer.cause().orElseThrow().position()).isEqualTo(1);
    }

    @Test
    void examine_tellsThatTheFirstMessageNeverArrived() {
        Postmortem answer = examine(saved(STATE), loading(tail(STATE, CHUNK)).set(STOP));

        assertThat(answer).returns(Verdict.FAILED, Postmortem::verdict).returns(Blame.TRANSPORT, Postmortem::blame);
        assertThat(answer.stream().forwarded()).isEqualTo(Forwarded.STOP_COPY_PART);
        assertThat(answer.sentence()).contains("one message of 256 bytes never arrived");
    }

    @Test
    void examine_tellsThatOneMessageArrivedTwice() {
        byte[] doubled = concat(Arrays.copyOf(STATE, 2 * CHUNK), tail(STATE, CHUNK));
        Script destination = new Script()
                .set(RESUMING)
                .write(Arrays.copyOf(doubled, STATE.length - 8), CHUNK)
                .writeRefused(bytes(9, CHUNK), Errno.EINVAL);
        Postmortem answer = examine(saved(STATE), destination);

        assertThat(answer).returns(Verdict.FAILED, Postmortem::verdict).returns(Blame.TRANSPORT, Postmortem::blame);
        assertThat(offset(answer)).isEqualTo(2 * CHUNK);
        assertThat(answer.sentence()).contains("had arrived before").contains("EINVAL");
    }

    @Test
    void examine_blamesTransportWhenATruncatedStreamIsCommitted() {
        byte[] cut = Arrays.copyOf(STATE, STATE.length - 4);

        assertThat(examine(saved(STATE), loading(cut).set(STOP, RUNNING)))
                .returns(Verdict.MIGRATED_WITH_DIFFERENCES, Postmortem::verdict)
                .returns(Blame.TRANSPORT, Postmortem::blame);
        assertThat(examine(saved(STATE), loading(cut).set(STOP, Errno.EINVAL)))
                .returns(Verdict.FAILED, Postmortem::verdict)
                .returns(Blame.TRANSPORT, Postmortem::blame);
    }

    @Test
    void examine_blamesTheDestinationWhenItRefusesWhatWasSaved() {
        Script refusing = new Script().set(RESUMING).writeRefused(Arrays.copyOf(STATE, CHUNK), Errno.EINVAL);
        Postmortem answer = examine(saved(STATE), refusing);

        assertThat(answer)
                .returns(Verdict.FAILED, Postmortem::verdict)
                .returns(Blame.DESTINATION_DEVICE, Postmortem::blame);
        assertThat(answer.stream().loadedBytes()).hasValue(0);
    }

    @Test
    void examine_blamesTheDestinationThoughAnEmptyStreamWasCommittedAfterItsRefusal() {
        Script refusing = new Script().set(RESUMING).writeRefused(Arrays.copyOf(STATE, CHUNK), Errno.EINVAL);

        assertThat(examine(saved(STATE), refusing.set(STOP)))
                .returns(Verdict.FAILED, Postmortem::verdict)
                .returns(Blame.DESTINATION_DEVICE, Postmortem::blame);
    }

    @Test
    void examine_blamesASourceThatRefusedAlthoughTheLoadWasGivenUpAfterwards() {
        Script refusing = new Script().set(STOP_COPY, Errno.EIO);

        assertThat(examine(refusing, new Script().set(RESUMING).reset()))
                .returns(Verdict.FAILED, Postmortem::verdict)
                .returns(Blame.SOURCE_DEVICE, Postmortem::blame);
    }

    @Test
    void examine_blamesASourceThatFellSilentBeforeTheLoadWasGivenUp() {
        Script silent = new Script().set(STOP_COPY).readRefused(CHUNK, UNANSWERED);

        assertThat(examine(silent, new Script().set(RESUMING).reset()))
                .returns(Verdict.FAILED, Postmortem::verdict)
                .returns(Blame.SOURCE_DEVICE, Postmortem::blame);
    }

    @Test
    void examine_leavesOutWhatIsReadBehindTheSaidEnd() {
        Script source = new Script().set(STOP_COPY).read(STATE, STATE.length, true);
        source.read(EARLY, CHUNK, false).set(STOP);

        assertThat(examine(source, loading(STATE).set(STOP, RUNNING)))
                .returns(Verdict.MIGRATED, Postmortem::verdict)
                .returns(Blame.NONE, Postmortem::blame);
    }

    @Test
    void examine_makesANoteOfWhatWasFoundOutsideOfTheAttempt() {
        Evidence source = saved(STATE).evidence();
        SideFinding within = SideFinding.of("C-11", Side.DESTINATION, 2, "within");
        SideFinding before = SideFinding.of("C-11", Side.DESTINATION, 1, "before");
        Script late = new Script().at(500_000).mmioRead(0, 0, EARLY).mmioRead(0, 0, EARLY);
        Evidence seen =
                late.set(RESUMING).write(STATE, CHUNK).set(STOP, RUNNING).evidence();
        Evidence destination = new Evidence(
                seen.observer(),
                seen.events(),
                List.of(before, within),
                Optional.of("digest"),
                seen.kinds(),
                seen.redaction());
        Postmortem answer = Examiner.examine(Optional.of(source), Optional.of(destination));

        assertThat(answer.findings()).filteredOn(SideFinding::isError).containsExactly(within);
        assertThat(answer.digests().destination()).hasValue("digest");
    }

    @Test
    void examine_blamesTransportWhenTheRefusedBytesWereNotSaved() {
        Script refusing = new Script().set(RESUMING).writeRefused(bytes(7, CHUNK), Errno.EINVAL);

        assertThat(examine(saved(STATE), refusing).blame()).isEqualTo(Blame.TRANSPORT);
    }

    @Test
    void examine_blamesTheDestinationWhenItRefusesToCommitAllThatWasSaved() {
        assertThat(examine(saved(STATE), loading(STATE).set(STOP, Errno.EIO)))
                .returns(Verdict.FAILED, Postmortem::verdict)
                .returns(Blame.DESTINATION_DEVICE, Postmortem::blame);
    }

    @Test
    void examine_blamesTransportWhenTheFramingIsLost() {
        Script lost = new Script()
                .set(RESUMING)
                .write(Arrays.copyOf(STATE, CHUNK), CHUNK)
                .writeRefused(Arrays.copyOfRange(STATE, CHUNK, 2 * CHUNK), Errno.EINVAL)
                .damaged(DamageKind.UNEXPECTED_REPLY);
        Postmortem answer = examine(saved(STATE), lost);

        assertThat(answer).returns(Verdict.FAILED, Postmortem::verdict).returns(Blame.TRANSPORT, Postmortem::blame);
        assertThat(ruleIds(answer)).contains("M-09");
    }

    @Test
    void examine_leavesItOpenWhenTheLastRequestIsUnanswered() {
        assertThat(examine(saved(STATE), loading(STATE).set(STOP).set(RUNNING, UNANSWERED)))
                .returns(Verdict.INCOMPLETE, Postmortem::verdict)
                .returns(Blame.UNKNOWN, Postmortem::blame);
    }

    @Test
    void examine_failsWhenTheSourceGaveUpOnASilentDestination() {
        Script destination =
                new Script().at(1_000_000).set(RESUMING).writeRefused(Arrays.copyOf(STATE, CHUNK), UNANSWERED);
        Script source = saved(STATE).at(2_000_000).set(RUNNING);

        assertThat(examine(source, destination))
                .returns(Verdict.FAILED, Postmortem::verdict)
                .returns(Blame.DESTINATION_DEVICE, Postmortem::blame);
    }

    @Test
    void examine_judgesTheAttemptThatBothSidesShare() {
        byte[] second = bytes(3, STATE.length);
        Script source = saved(STATE).set(RUNNING).set(PRE_COPY).read(EARLY, CHUNK, false);
        source.set(STOP_COPY).read(second, CHUNK, true).set(STOP);
        Script first = new Script().set(RESUMING).writeRefused(Arrays.copyOf(STATE, CHUNK), Errno.EINVAL);

        assertThat(examine(source, loading(second).set(STOP, RUNNING)).verdict())
                .isEqualTo(Verdict.MIGRATED);
        assertThat(examine(source, first.at(0)))
                .returns(Verdict.FAILED, Postmortem::verdict)
                .returns(Blame.DESTINATION_DEVICE, Postmortem::blame);
    }

    @Test
    void examine_countsAnUnansweredCancelAsACancel() {
        Script source = new Script().set(PRE_COPY).read(EARLY, CHUNK, false).set(RUNNING, UNANSWERED);

        assertThat(Examiner.examine(Optional.of(source.evidence()), Optional.empty()))
                .returns(Verdict.CANCELLED, Postmortem::verdict)
                .returns(Blame.VMM, Postmortem::blame);
    }

    @Test
    void examine_doesNotLetTheConsequencesOfACancelOutrankIt() {
        Script source = new Script().set(PRE_COPY).read(EARLY, CHUNK, false).set(RUNNING);
        source.readRefused(CHUNK, Errno.ENODEV);

        assertThat(Examiner.examine(Optional.of(source.evidence()), Optional.empty())
                        .verdict())
                .isEqualTo(Verdict.CANCELLED);
    }

    @Test
    void examine_takesRecordingsInTheWrongOrderTheOtherWayRound() {
        Postmortem answer = examine(loading(STATE).set(STOP, RUNNING), saved(STATE));

        assertThat(answer.verdict()).isEqualTo(Verdict.MIGRATED);
        assertThat(ruleIds(answer)).contains("M-06");
    }

    @Test
    void examine_findsBothDevicesInOneRecording() {
        Script both = saved(STATE).device(1).set(RESUMING).write(STATE, CHUNK).set(STOP, RUNNING);

        assertThat(Examiner.examine(Optional.of(both.evidence()), Optional.empty()))
                .returns(Verdict.MIGRATED, Postmortem::verdict)
                .returns(Optional.empty(), answer -> answer.stream().firstDifference());
    }

    @Test
    void examine_blamesTheVmmWhenItStoppedReadingBeforeTheEnd() {
        byte[] part = Arrays.copyOf(STATE, 1024);
        Script source = new Script().set(STOP_COPY).read(part, CHUNK, false).set(STOP);
        Postmortem answer = examine(source, loading(part).set(STOP, Errno.EINVAL));

        assertThat(answer).returns(Verdict.FAILED, Postmortem::verdict).returns(Blame.VMM, Postmortem::blame);
        assertThat(answer.cause().orElseThrow().rule()).hasValue("R-97");
    }

    @Test
    void examine_reportsThatBothSidesRan() {
        Postmortem answer = examine(saved(STATE).set(RUNNING), loading(STATE).set(STOP, RUNNING));

        assertThat(answer.blame()).isEqualTo(Blame.VMM);
        assertThat(ruleIds(answer)).contains("M-07");
        assertThat(answer.isTrouble()).isTrue();
    }

    @Test
    void examine_blamesTheSourceWhenAReadFails() {
        Script source = new Script().set(STOP_COPY).read(EARLY, CHUNK, false).readRefused(CHUNK, Errno.EIO);

        assertThat(Examiner.examine(Optional.of(source.evidence()), Optional.empty()))
                .returns(Verdict.FAILED, Postmortem::verdict)
                .returns(Blame.SOURCE_DEVICE, Postmortem::blame);
    }

    @Test
    void examine_blamesLoadWhenTheRightBytesBecameAnotherState() {
        byte[] memory = Arrays.copyOf(STATE, 2048);
        byte[] wrong = memory.clone();
        wrong[100] ^= 4;
        Postmortem answer = examine(
                holding(memory, STATE),
                loading(STATE).set(STOP).mmioRead(1, 0, wrong).set(RUNNING));

        assertThat(answer)
                .returns(Verdict.MIGRATED_WITH_DIFFERENCES, Postmortem::verdict)
                .returns(Blame.LOAD, Postmortem::blame);
        assertThat(answer.state()).singleElement().returns("bar1/0x0", Postmortem.StateFault::path);
    }

    @Test
    void examine_blamesSaveWhenAnotherStateWasHandedOutThanHeld() {
        byte[] held = Arrays.copyOf(STATE, 2048);
        byte[] wrong = STATE.clone();
        wrong[100] ^= 4;
        Script destination = loading(wrong)
                .set(STOP)
                .mmioRead(1, 0, Arrays.copyOf(wrong, 2048))
                .set(RUNNING);

        assertThat(examine(holding(held, wrong), destination))
                .returns(Verdict.MIGRATED_WITH_DIFFERENCES, Postmortem::verdict)
                .returns(Blame.SAVE, Postmortem::blame);
    }

    @Test
    void examine_doesNotCompareARegisterThatRunsByItself() {
        byte[] deadline = {1, 2, 3, 4, 5, 6, 7, 8};
        byte[] passed = {-1, -1, -1, -1, -1, -1, -1, -1};
        Script source = new Script().mmioWritten(0, 0, deadline).mmioRead(0, 0, passed);
        source.set(STOP_COPY).read(STATE, CHUNK, true).set(STOP);
        Script destination = loading(STATE).set(STOP).mmioRead(0, 0, deadline).set(RUNNING);

        assertThat(examine(source, destination).verdict()).isEqualTo(Verdict.MIGRATED);
    }

    @Test
    void examine_doesNotTrustMemoryThatCanBeWrittenUnseen() {
        byte[] held = bytes(5, 512);
        Script source = new Script().region(1, 7, 512).mmioWritten(1, 0, held);
        source.set(STOP_COPY).read(STATE, CHUNK, true).set(STOP);
        Script destination = loading(STATE)
                .set(STOP)
                .mmioRead(1, 0, Arrays.copyOf(STATE, 512))
                .set(RUNNING);

        assertThat(examine(source, destination).verdict()).isEqualTo(Verdict.MIGRATED);
    }

    @Test
    void examine_saysThatOneRecordingIsNotEnough() {
        Postmortem source = Examiner.examine(Optional.of(saved(STATE).evidence()), Optional.empty());
        Postmortem destination = Examiner.examine(
                Optional.empty(), Optional.of(loading(STATE).set(STOP, RUNNING).evidence()));

        assertThat(source.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(source.stream().loadedBytes()).isEmpty();
        assertThat(destination.verdict()).isEqualTo(Verdict.MIGRATED);
        assertThat(destination.stream().savedBytes()).isEmpty();
        assertThat(destination.sentence()).contains("source's recording");
    }

    @Test
    void examine_givesTheSameAnswerTwice() {
        Script source = saved(STATE);
        Script destination = loading(bytes(6, 999)).set(STOP);

        assertThat(examine(source, destination)).isEqualTo(examine(source, destination));
    }

    @Test
    void examine_callsAnAbortedLoadCancelled() {
        Script aborted = new Script()
                .set(RESUMING)
                .write(Arrays.copyOf(STATE, CHUNK), CHUNK)
                .reset();

        assertThat(examine(saved(STATE), aborted))
                .returns(Verdict.CANCELLED, Postmortem::verdict)
                .returns(Blame.VMM, Postmortem::blame);
    }

    private static Postmortem examine(Script source, Script destination) {
        return Examiner.examine(Optional.of(source.evidence()), Optional.of(destination.evidence()));
    }

    private static Script saved(byte[] state) {
        Script script = new Script().set(PRE_COPY).read(EARLY, CHUNK, false);
        return script.set(STOP_COPY).read(state, CHUNK, true).set(STOP);
    }

    private static Script holding(byte[] memory, byte[] stream) {
        Script script = new Script().mmioWritten(1, 0, memory);
        return script.set(STOP_COPY).read(stream, CHUNK, true).set(STOP);
    }

    private static Script loading(byte[] stream) {
        return new Script().at(500_000).set(RESUMING).write(stream, CHUNK);
    }

    private static long offset(Postmortem answer) {
        return answer.stream().firstDifference().map(StreamDifference::offset).orElseThrow();
    }

    private static List<String> ruleIds(Postmortem answer) {
        return answer.findings().stream().map(finding -> finding.rule().id()).toList();
    }

    private static byte[] bytes(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static byte[] tail(byte[] bytes, int from) {
        return Arrays.copyOfRange(bytes, from, bytes.length);
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
