package io.vfioreplay.engine.postmortem;

import static io.vfioreplay.hardware.migration.StateV2.PRE_COPY;
import static io.vfioreplay.hardware.migration.StateV2.RESUMING;
import static io.vfioreplay.hardware.migration.StateV2.RUNNING;
import static io.vfioreplay.hardware.migration.StateV2.STOP;
import static io.vfioreplay.hardware.migration.StateV2.STOP_COPY;
import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.postmortem.Postmortem.Compared;
import io.vfioreplay.hardware.event.DamageKind;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a recording does not hold accuses nobody: recordings that begin late, end early, or have holes. */
final class PartialRecordingTest {

    private static final int CHUNK = 256;
    private static final byte[] STATE = state();
    private static final byte[] HALF = Arrays.copyOf(STATE, 4 * CHUNK);

    @Test
    void source_thatEndsInStopCopyIsComparedAsFarAsItGoes() {
        Script source = new Script().set(STOP_COPY).read(HALF, CHUNK, false);
        Postmortem answer = examine(source, loading());
        assertPartly(answer);
        assertThat(answer.sentence())
                .contains("of which 1024 could be compared")
                .contains("recording of the source");
        assertThat(answer.stream().compared()).isEqualTo(Compared.PART);
        assertThat(inPart(answer))
                .returns(Side.SOURCE, SideFinding::side)
                .returns(4L, SideFinding::position)
                .returns(
                        "1024 of 2312 loaded bytes could be compared: the recording of the source has a hole or ends early.",
                        SideFinding::message);
    }

    @Test
    void source_thatEndsInPreCopyIsNotComparedAtAll() {
        Script source = new Script().set(PRE_COPY).read(new byte[1000], CHUNK, false);
        Postmortem answer = examine(source, loading());
        assertPartly(answer);
        assertThat(answer.sentence()).contains("none of which could be compared");
    }

    @Test
    void source_thatEndsAtTheRequestForStopCopyIsNotComparedAtAll() {
        Script source =
                new Script().set(PRE_COPY).read(new byte[1000], CHUNK, false).set(STOP_COPY);
        Postmortem answer = examine(source, loading());
        assertPartly(answer);
        assertThat(answer.sentence()).contains("none of which could be compared");
    }

    @Test
    void source_thatEndsBeforeSavingIsNoWitness() {
        Postmortem answer = examine(new Script().set(RUNNING), loading());
        assertThat(answer).returns(Verdict.MIGRATED, Postmortem::verdict).returns(Blame.UNKNOWN, Postmortem::blame);
        assertThat(answer.stream().savedBytes()).isEmpty();
    }

    @Test
    void destination_thatBeginsLateIsNotComparedAtAll() {
        byte[] rest = Arrays.copyOfRange(STATE, 3 * CHUNK, STATE.length);
        Script late = new Script().at(500_000).write(rest, CHUNK).set(STOP, RUNNING);
        assertPartly(examine(saved(), late));
    }

    @Test
    void destination_withAReplyToNothingIsComparedUpToThere() {
        byte[] rest = Arrays.copyOfRange(STATE, 3 * CHUNK, STATE.length);
        Script holed = new Script()
                .at(500_000)
                .set(RESUMING)
                .write(Arrays.copyOf(STATE, 2 * CHUNK), CHUNK)
                .damaged(DamageKind.UNEXPECTED_REPLY)
                .write(rest, CHUNK)
                .set(STOP, RUNNING);
        Postmortem answer = examine(saved(), holed);
        assertPartly(answer);
        assertThat(answer.sentence())
                .contains("of which 512 could be compared")
                .contains("recording of the destination");
        assertThat(inPart(answer)).returns(Side.DESTINATION, SideFinding::side).returns(3L, SideFinding::position);
    }

    @Test
    void destination_withADifferenceBeforeTheHoleIsStillAccused() {
        byte[] changed = STATE.clone();
        changed[7] ^= 1;
        Script holed = new Script()
                .at(500_000)
                .set(RESUMING)
                .write(Arrays.copyOf(changed, 2 * CHUNK), CHUNK)
                .damaged(DamageKind.CUT)
                .write(Arrays.copyOfRange(STATE, 3 * CHUNK, STATE.length), CHUNK)
                .set(STOP, RUNNING);
        assertThat(examine(saved(), holed))
                .returns(Verdict.MIGRATED_WITH_DIFFERENCES, Postmortem::verdict)
                .returns(Blame.TRANSPORT, Postmortem::blame);
    }

    private static SideFinding inPart(Postmortem answer) {
        return answer.findings().stream()
                .filter(finding -> finding.rule().id().equals("M-11"))
                .findFirst()
                .orElseThrow();
    }

    private static void assertPartly(Postmortem answer) {
        assertThat(answer).returns(Verdict.MIGRATED, Postmortem::verdict).returns(Blame.UNKNOWN, Postmortem::blame);
        assertThat(answer.stream().firstDifference()).isEmpty();
        assertThat(answer.findings()).extracting(finding -> finding.rule().id()).contains("M-11");
        assertThat(answer.isTrouble()).isFalse();
    }

    private static Postmortem examine(Script source, Script destination) {
        return Examiner.examine(Optional.of(source.evidence()), Optional.of(destination.evidence()));
    }

    private static Script saved() {
        return new Script().set(STOP_COPY).read(STATE, CHUNK, true).set(STOP);
    }

    private static Script loading() {
        return new Script().at(500_000).set(RESUMING).write(STATE, CHUNK).set(STOP, RUNNING);
    }

    private static byte[] state() {
        byte[] state = new byte[2312];
        new Random(3).nextBytes(state);
        return state;
    }
}
