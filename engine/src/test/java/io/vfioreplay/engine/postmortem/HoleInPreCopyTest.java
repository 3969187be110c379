package io.vfioreplay.engine.postmortem;

import static io.vfioreplay.hardware.migration.StateV2.PRE_COPY;
import static io.vfioreplay.hardware.migration.StateV2.RESUMING;
import static io.vfioreplay.hardware.migration.StateV2.RUNNING;
import static io.vfioreplay.hardware.migration.StateV2.STOP;
import static io.vfioreplay.hardware.migration.StateV2.STOP_COPY;
import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.postmortem.Postmortem.Compared;
import io.vfioreplay.engine.postmortem.Postmortem.Forwarded;
import io.vfioreplay.engine.postmortem.Postmortem.Stream;
import io.vfioreplay.hardware.event.DamageKind;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A hole before STOP_COPY hides nothing of what was handed out in STOP_COPY, wherever it is sure that this was forwarded. */
final class HoleInPreCopyTest {

    private static final int CHUNK = 256;
    private static final byte[] EARLY = bytes(1, 4 * CHUNK);
    private static final byte[] LATE = bytes(2, 4 * CHUNK + 8);

    @Test
    void examine_findsADifferenceInWhatWasReadInStopCopy() {
        Postmortem answer = examine(holedBeforeStopCopy(EARLY), loading(altered(700)));
        assertThat(answer)
                .returns(Verdict.MIGRATED_WITH_DIFFERENCES, Postmortem::verdict)
                .returns(Blame.TRANSPORT, Postmortem::blame);
        assertThat(answer.stream().firstDifference())
                .hasValueSatisfying(first -> assertThat(first.offset()).isEqualTo(700));
    }

    @Test
    void examine_saysThatAllWasComparedWhenNothingDiffers() {
        Postmortem answer = examine(holedBeforeStopCopy(EARLY), loading(LATE));
        assertThat(answer).returns(Verdict.MIGRATED, Postmortem::verdict).returns(Blame.NONE, Postmortem::blame);
        assertThat(answer.stream().compared()).isEqualTo(Compared.BYTES);
        assertThat(answer.findings()).extracting(finding -> finding.rule().id()).doesNotContain("M-11");
    }

    @Test
    void examine_findsADifferenceWhenTheRequestForStopCopyIsLostToo() {
        Script source = new Script()
                .set(PRE_COPY)
                .read(EARLY, CHUNK, false)
                .damaged(DamageKind.UNEXPECTED_REPLY)
                .read(LATE, CHUNK, false)
                .set(STOP);
        Postmortem answer = examine(source, loading(altered(700)));
        assertThat(answer)
                .returns(Verdict.MIGRATED_WITH_DIFFERENCES, Postmortem::verdict)
                .returns(Blame.TRANSPORT, Postmortem::blame);
        assertThat(answer.stream().savedBytesPerState()).isEmpty();
        assertThat(answer.downtimeNanos()).isEmpty();
    }

    @Test
    void examine_findsALostEndWhenTheBeginningShowsWhatWasForwarded() {
        Postmortem answer = examine(holedBeforeStopCopy(EARLY), loading(Arrays.copyOf(LATE, 4 * CHUNK)));
        assertThat(answer).returns(Verdict.MIGRATED_WITH_DIFFERENCES, Postmortem::verdict);
        assertThat(answer.sentence()).contains("its last 8 bytes never reached the destination");
    }

    @Test
    void examine_accusesNobodyWhenThePartThatIsMissingWasForwardedToo() {
        byte[] session = Arrays.copyOf(EARLY, EARLY.length + LATE.length);
        System.arraycopy(LATE, 0, session, EARLY.length, LATE.length);
        assertNotCompared(examine(holedBeforeStopCopy(new byte[0]), loading(session)));
    }

    @Test
    void examine_accusesNobodyWhenNothingShowsThatThisPartWasForwarded() {
        assertNotCompared(examine(holedBeforeStopCopy(new byte[0]), loading(bytes(3, LATE.length))));
        assertNotCompared(examine(holedBeforeStopCopy(new byte[0]), loading(Arrays.copyOf(LATE, 4 * CHUNK))));
    }

    @Test
    void examine_accusesNobodyBehindAHoleInStopCopy() {
        Script source = new Script()
                .set(PRE_COPY)
                .damaged(DamageKind.CUT)
                .set(STOP_COPY)
                .read(Arrays.copyOf(LATE, 2 * CHUNK), CHUNK, false)
                .damaged(DamageKind.CUT)
                .read(Arrays.copyOfRange(LATE, 2 * CHUNK, LATE.length), CHUNK, true)
                .set(STOP);
        Postmortem answer = examine(source, loading(altered(700)));
        assertThat(answer).returns(Verdict.MIGRATED, Postmortem::verdict).returns(Blame.UNKNOWN, Postmortem::blame);
        assertThat(answer.sentence()).contains("of which 512 could be compared");
        assertThat(answer.stream().compared()).isEqualTo(Compared.PART);
        assertThat(answer.findings())
                .filteredOn(finding -> finding.rule().id().equals("M-11"))
                .singleElement()
                .returns(5L, SideFinding::position);
    }

    @Test
    void examine_doesNotHoldAgainstTheDeviceWhatAHoleMayHaveChanged() {
        byte[] before = bytes(4, 64);
        byte[] after = bytes(5, 64);
        Script source = new Script()
                .set(PRE_COPY)
                .mmioWritten(1, 0, before)
                .damaged(DamageKind.CUT)
                .set(STOP_COPY)
                .read(after, 64, true)
                .set(STOP);
        Script destination = new Script()
                .at(500_000)
                .set(RESUMING)
                .write(after, 64)
                .set(STOP)
                .mmioRead(1, 0, after)
                .set(RUNNING);
        assertThat(examine(source, destination))
                .returns(Verdict.MIGRATED, Postmortem::verdict)
                .returns(Blame.NONE, Postmortem::blame);
    }

    private static void assertNotCompared(Postmortem answer) {
        assertThat(answer).returns(Verdict.MIGRATED, Postmortem::verdict).returns(Blame.UNKNOWN, Postmortem::blame);
        assertThat(answer.sentence()).contains("none of which could be compared");
        assertThat(answer.stream())
                .returns(Compared.NOTHING, Stream::compared)
                .returns(Forwarded.UNKNOWN, Stream::forwarded)
                .returns(Optional.empty(), Stream::firstDifference);
        assertThat(answer.findings())
                .filteredOn(finding -> finding.rule().id().equals("M-11"))
                .singleElement()
                .returns(Side.SOURCE, SideFinding::side)
                .returns(1L, SideFinding::position)
                .extracting(SideFinding::message)
                .asString()
                .startsWith("0 of ");
    }

    private static Script holedBeforeStopCopy(byte[] early) {
        return new Script()
                .set(PRE_COPY)
                .read(early, CHUNK, false)
                .damaged(DamageKind.CUT)
                .set(STOP_COPY)
                .read(LATE, CHUNK, true)
                .set(STOP);
    }

    private static Script loading(byte[] stream) {
        return new Script().at(500_000).set(RESUMING).write(stream, CHUNK).set(STOP, RUNNING);
    }

    private static byte[] altered(int at) {
        byte[] altered = LATE.clone();
        altered[at] ^= 1;
        return altered;
    }

    private static byte[] bytes(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static Postmortem examine(Script source, Script destination) {
        return Examiner.examine(Optional.of(source.evidence()), Optional.of(destination.evidence()));
    }
}
