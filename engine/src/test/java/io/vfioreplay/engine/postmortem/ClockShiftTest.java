package io.vfioreplay.engine.postmortem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Real recordings of one machine, with the clock of one host set wrong. */
final class ClockShiftTest {

    private static final long SHIFT = 2_000_000_000L;

    @ParameterizedTest(name = "{0} {1}")
    @CsvFileSource(resources = "/postmortems.csv", numLinesToSkip = 1)
    void examine_findsAClockThatIsBehindAndStaysWithItsVerdict(String capture, String verdict) {
        Postmortem right = examine(capture, 0, 0);
        Postmortem wrong = examine(capture, SHIFT, 0);

        assertThat(wrong.verdict().label()).isEqualTo(verdict);
        assertThat(wrong)
                .returns(right.blame(), Postmortem::blame)
                .returns(right.sentence(), Postmortem::sentence)
                .returns(right.cause(), Postmortem::cause)
                .returns(right.phases(), Postmortem::phases)
                .returns(right.findings(), Postmortem::findings);
        assertThat(right.clocks().maxNanos()).isEqualTo(moved(wrong.clocks().maxNanos(), SHIFT));
        assertThat(right.clocks().usedNanos().orElse(0)).isZero();
        assertThat(wrong.clocks().usedNanos()).isEqualTo(wrong.clocks().maxNanos());
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvFileSource(resources = "/postmortems.csv", numLinesToSkip = 1)
    void examine_movesTheBoundOfAClockThatIsAhead(String capture, String verdict) {
        Postmortem right = examine(capture, 0, 0);
        Postmortem wrong = examine(capture, 0, SHIFT);

        assertThat(wrong.verdict().label()).isEqualTo(verdict);
        assertThat(wrong.clocks().maxNanos()).isEqualTo(moved(right.clocks().maxNanos(), SHIFT));
        assertThat(wrong.clocks().usedNanos()).isEqualTo(right.clocks().usedNanos());
        assertThat(wrong.clocks().minNanos()).isEmpty();
    }

    private static OptionalLong moved(OptionalLong nanos, long by) {
        return nanos.isPresent() ? OptionalLong.of(nanos.getAsLong() + by) : nanos;
    }

    private static Postmortem examine(String capture, long sourceAhead, long destinationAhead) {
        return Examiner.examine(
                PcapRecording.evidence(capture + "-source", sourceAhead),
                PcapRecording.evidence(capture + "-destination", destinationAhead));
    }
}
