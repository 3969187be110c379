package io.vfioreplay.engine.postmortem;

import static io.vfioreplay.hardware.migration.StateV2.PRE_COPY;
import static io.vfioreplay.hardware.migration.StateV2.RESUMING;
import static io.vfioreplay.hardware.migration.StateV2.RUNNING;
import static io.vfioreplay.hardware.migration.StateV2.STOP;
import static io.vfioreplay.hardware.migration.StateV2.STOP_COPY;
import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.postmortem.ClockBounds.Bound;
import io.vfioreplay.engine.postmortem.Postmortem.Clocks;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What two recordings tell of the offset of their clocks, on migrations written by hand and on many made by chance. */
final class ClockBoundsTest {

    private static final long START = 1_000_000_000_000L;
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLI = 1_000_000L;
    private static final long LATENCY = 300_000;
    private static final int CHUNK = 256;
    private static final byte[] STATE = bytes(7, 2312);

    /** Columns: least and most that is possible, what is used; {@code -} for unknown. */
    @ParameterizedTest
    @CsvSource({
        "  -,   -,   -",
        "  -,   5,   0",
        "  -,  -5,  -5",
        " -5,   -,   0",
        "  5,   -,   5",
        " -5,   5,   0",
        "  2,   5,   2",
        " -5,  -2,  -2",
        "  0,   0,   0",
        "  5,  -5,   -",
        "  6,   5,   -",
    })
    void used_isThePossibleValueNearestToZero(String min, String max, String used) {
        ClockBounds bounds = new ClockBounds(bound(min), bound(max));

        assertThat(bounds.used()).isEqualTo(number(used));
        assertThat(bounds.isContradicted()).isEqualTo(!"-".equals(min) && !"-".equals(max) && "-".equals(used));
    }

    @Test
    void atMost_keepsTheTighterBoundAndWhatShowsIt() {
        ClockBounds bounds = ClockBounds.NONE
                .atMost(new Bound(9, "one"))
                .atMost(new Bound(4, "two"))
                .atMost(new Bound(6, "three"))
                .atMost(null)
                .atLeast(new Bound(-9, "four"))
                .atLeast(new Bound(-4, "five"));

        assertThat(bounds.sentence())
                .isEqualTo("destination - source between -4 ns (five) and +4 ns (two), "
                        + "taken as 0: they agree as far as can be told");
    }

    @Test
    void clocks_areTakenToAgreeWhenNothingContradictsIt() {
        Postmortem answer = examine(saved(), loaded(START + LATENCY));

        assertThat(answer.clocks().maxNanos()).isPresent();
        assertThat(answer.clocks().maxNanos().getAsLong()).isBetween(0L, LATENCY);
        assertThat(answer.clocks().minNanos()).isEmpty();
        assertThat(answer.clocks().usedNanos()).hasValue(0);
        assertThat(answer.clocks().sentence())
                .startsWith("destination - source at most +")
                .contains("of the stream)")
                .endsWith("taken as 0, which nothing contradicts");
    }

    @Test
    void clocks_areCorrectedWhenTheDestinationIsTwoSecondsBehind() {
        Postmortem together = examine(saved(), loaded(START + LATENCY));
        Postmortem behind = examine(saved(), loaded(START + LATENCY - 2 * SECOND));

        long most = together.clocks().maxNanos().orElseThrow();
        assertThat(behind.clocks().maxNanos()).hasValue(most - 2 * SECOND);
        assertThat(behind.clocks().usedNanos()).hasValue(most - 2 * SECOND);
        assertThat(behind.clocks().sentence()).endsWith("taken as that: it is behind, by no less");
        assertThat(behind.downtimeNanos()).hasValue(together.downtimeNanos().orElseThrow() - most);
        assertThat(behind)
                .returns(together.verdict(), Postmortem::verdict)
                .returns(together.sentence(), Postmortem::sentence)
                .returns(together.findings(), Postmortem::findings);
    }

    @Test
    void clocks_areTakenToAgreeWhenTheDestinationMayBeAhead() {
        Postmortem ahead = examine(saved(), loaded(START + LATENCY + 2 * SECOND));

        assertThat(ahead.clocks().maxNanos().orElseThrow()).isBetween(2 * SECOND, 2 * SECOND + LATENCY);
        assertThat(ahead.clocks().usedNanos()).hasValue(0);
    }

    @Test
    void clocks_haveALeastOffsetWhenAConnectionBroke() {
        Script source = saved().error("Unable to write to socket: Broken pipe");
        Script destination =
                new Script().at(START + 5 * SECOND).set(RESUMING).write(Arrays.copyOf(STATE, CHUNK), CHUNK);
        Clocks clocks = examine(source, destination).clocks();

        assertThat(clocks.minNanos().orElseThrow()).isBetween(5 * SECOND - LATENCY, 5 * SECOND);
        assertThat(clocks.maxNanos().orElseThrow()).isBetween(5 * SECOND - LATENCY, 5 * SECOND + LATENCY);
        assertThat(clocks.usedNanos()).isEqualTo(clocks.minNanos());
        assertThat(clocks.sentence()).contains("(the connection that broke)").endsWith("it is ahead, by no less");
    }

    @Test
    void clocks_contradictThemselvesWhenOneWasSetForwardUnseen() {
        Script source = saved().error("Unable to write to socket: Connection reset by peer");
        Script destination = new Script()
                .at(START + LATENCY)
                .set(RESUMING)
                .write(Arrays.copyOf(STATE, CHUNK), CHUNK)
                .at(START + 60 * SECOND)
                .write(Arrays.copyOfRange(STATE, CHUNK, 2 * CHUNK), CHUNK);
        Clocks clocks = examine(source, destination).clocks();

        assertThat(clocks.minNanos().orElseThrow())
                .isGreaterThan(clocks.maxNanos().orElseThrow());
        assertThat(clocks.usedNanos()).isEmpty();
        assertThat(clocks.sentence()).contains("contradicts itself").contains("set where no event shows it");
    }

    @Test
    void clocks_restOnWhatLiesBehindAStep() {
        Script source = new Script()
                .at(START + 30 * SECOND)
                .set(PRE_COPY)
                .read(Arrays.copyOf(STATE, CHUNK), CHUNK, false)
                .at(START)
                .set(STOP_COPY)
                .read(Arrays.copyOfRange(STATE, CHUNK, STATE.length), CHUNK, true)
                .set(STOP);
        Postmortem answer = examine(source, loaded(START + LATENCY));

        assertThat(answer.clocks().maxNanos().orElseThrow()).isBetween(0L, 2 * LATENCY);
        assertThat(answer.clocks().sentence())
                .contains("the source's was set back by 30.000 s")
                .contains("(packet 3)");
        assertThat(answer.findings())
                .filteredOn(finding -> finding.rule().id().equals("M-14"))
                .singleElement()
                .returns(Side.SOURCE, SideFinding::side)
                .returns(2L, SideFinding::position);
        assertThat(answer.phases().get(0).nanos()).isEmpty();
        assertThat(answer.phases().get(1).nanos()).isPresent();
        assertThat(answer.downtimeNanos()).isPresent();
    }

    @Test
    void downtime_isNotKnownWhenTheClockWasSetInIt() {
        Script destination = new Script()
                .at(START + 30 * SECOND)
                .set(RESUMING)
                .write(STATE, CHUNK)
                .at(START)
                .set(STOP, RUNNING);
        Script source = new Script()
                .at(START + 29 * SECOND)
                .set(PRE_COPY, STOP_COPY)
                .read(STATE, CHUNK, true)
                .at(START + SECOND)
                .set(STOP)
                .mmioRead(0, 0, STATE);
        Postmortem answer = examine(source, destination);

        assertThat(answer.verdict()).isEqualTo(Verdict.MIGRATED);
        assertThat(answer.downtimeNanos()).isEmpty();
        assertThat(answer.clocks().usedNanos()).isEmpty();
        assertThat(answer.clocks().sentence()).startsWith("nothing in these recordings tells");
    }

    @Test
    void clocks_areNoneWhereARecordingHasNoTimes() {
        Clocks clocks = examine(
                        saved(),
                        new Script().untimed().set(RESUMING).write(STATE, CHUNK).set(STOP, RUNNING))
                .clocks();

        assertThat(clocks)
                .isEqualTo(new Clocks(
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        "the recording of the destination has no times"));
    }

    @Test
    void clocks_areNoneWhereOnlyOneSideShowsTheMigration() {
        Postmortem answer = Examiner.examine(Optional.of(saved().evidence()), Optional.empty());

        assertThat(answer.clocks().sentence()).startsWith("only one side shows the migration");
    }

    @Test
    void clocks_areOneWhereOneRecordingShowsBothSides() {
        Script both = new Script()
                .at(START)
                .set(PRE_COPY, STOP_COPY)
                .read(STATE, CHUNK, true)
                .set(STOP)
                .device(1)
                .set(RESUMING)
                .write(STATE, CHUNK)
                .set(STOP, RUNNING);
        Postmortem answer = Examiner.examine(Optional.of(both.evidence()), Optional.empty());

        assertThat(answer.clocks())
                .isEqualTo(new Clocks(
                        OptionalLong.of(0),
                        OptionalLong.of(0),
                        OptionalLong.of(0),
                        "both sides were recorded by one clock"));
        assertThat(answer.downtimeNanos()).isPresent();
    }

    @Test
    void watch_doesNotTakeAnEventThatComesLateForAStep() {
        Script late = new Script()
                .at(START + 30 * SECOND)
                .set(PRE_COPY)
                .at(START)
                .set(STOP_COPY)
                .at(START + 31 * SECOND)
                .read(STATE, CHUNK, true)
                .set(STOP);

        assertThat(late.evidence().observer().clockSteps()).isEmpty();
    }

    @Test
    void bounds_holdTheTruthWhateverTheDelays() {
        for (int seed = 0; seed < 300; seed++) {
            Simulated run = new Simulated(seed);
            Clocks clocks = examine(run.source, run.destination).clocks();

            assertThat(clocks.maxNanos().orElseThrow()).as("seed %d", seed).isGreaterThanOrEqualTo(run.offset);
            assertThat(clocks.minNanos().orElse(run.offset)).as("seed %d", seed).isLessThanOrEqualTo(run.offset);
            assertThat(clocks.usedNanos()).as("seed %d", seed).isPresent();
        }
    }

    /** A migration with delays by chance; the destination cuts the stream as it likes, and sometimes dies. */
    private static final class Simulated {

        private static final int DELAY_MAX = 3_000_000;

        final Script source = new Script();
        final Script destination = new Script();
        final long offset;
        private final Random random;

        Simulated(int seed) {
            random = new Random(seed);
            offset = random.nextLong(-5 * SECOND, 5 * SECOND);
            byte[] stream = bytes(seed, 1 + random.nextInt(4000));
            int chunk = 1 + random.nextInt(600);
            boolean dies = random.nextInt(3) == 0;
            long now = START;
            long sent = START;
            source.at(now).set(PRE_COPY, STOP_COPY);
            destination.at(now + offset).set(RESUMING);
            for (int at = 0; at < stream.length; at += chunk) {
                byte[] piece = Arrays.copyOfRange(stream, at, Math.min(stream.length, at + chunk));
                now += delay();
                source.at(now).read(piece, piece.length, false);
                sent = Math.max(now, sent) + delay();
                destination.at(sent + offset).write(piece, 1 + random.nextInt(piece.length));
            }
            if (dies) {
                source.at(sent + MILLI + delay()).error("write: Broken pipe");
            } else {
                source.at(now + delay()).read(new byte[0], chunk, true).set(STOP);
                destination
                        .at(Math.max(sent, now + (long) DELAY_MAX) + delay() + offset)
                        .set(STOP, RUNNING);
            }
        }

        private long delay() {
            return 100_000L + random.nextInt(DELAY_MAX);
        }
    }

    private static Script saved() {
        return new Script()
                .at(START)
                .set(PRE_COPY)
                .set(STOP_COPY)
                .read(STATE, CHUNK, true)
                .set(STOP);
    }

    private static Script loaded(long start) {
        return new Script().at(start).set(RESUMING).write(STATE, CHUNK).set(STOP, RUNNING);
    }

    private static Postmortem examine(Script source, Script destination) {
        return Examiner.examine(Optional.of(source.evidence()), Optional.of(destination.evidence()));
    }

    private static byte[] bytes(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static @Nullable Bound bound(String nanos) {
        return "-".equals(nanos) ? null : new Bound(Long.parseLong(nanos), "a pair");
    }

    private static OptionalLong number(String nanos) {
        return "-".equals(nanos) ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(nanos));
    }
}
