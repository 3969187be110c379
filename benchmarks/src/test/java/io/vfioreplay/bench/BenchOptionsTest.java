package io.vfioreplay.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vfioreplay.bench.BenchOptions.Measure;
import io.vfioreplay.bench.BenchOptions.UsageException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BenchOptionsTest {

    private static final Set<String> NAMES = Set.of("pipeline", "chronicle");

    private static BenchOptions parse(String... arguments) {
        return BenchOptions.parse(List.of(arguments), NAMES);
    }

    @Test
    void parse_takesValuesBehindASpaceOrAnEqualsSign() {
        BenchOptions options = parse("--rounds", "2", "--events=1,000", "--seconds", "0.5", "--plot=a.svg", "--json");
        assertThat(options.rounds()).isEqualTo(2);
        assertThat(options.events()).isEqualTo(1000);
        assertThat(options.journalEvents()).isEqualTo(2500);
        assertThat(options.seconds()).isEqualTo(0.5);
        assertThat(options.plot()).isEqualTo(Path.of("a.svg"));
        assertThat(options.json()).isTrue();
    }

    @Test
    void parse_letsOtherOptionsChangeTheFullRunWhereverTheyStand() {
        assertThat(parse("--rounds", "2", "--full").rounds()).isEqualTo(2);
        assertThat(parse("--full", "--rounds", "2").journalEvents()).isEqualTo(100_000_000);
    }

    @Test
    void only_leavesOutWhatIsNotNamed() {
        assertThat(parse().wants(Measure.READ)).isTrue();
        assertThat(parse().wants("pipeline")).isTrue();

        BenchOptions measures = parse("--only", "record,latency");
        assertThat(measures.wants(Measure.RECORD)).isTrue();
        assertThat(measures.wants(Measure.READ)).isFalse();
        assertThat(measures.wants("chronicle")).isTrue();

        BenchOptions contestants = parse("--only", "pipeline");
        assertThat(contestants.wants(Measure.READ)).isTrue();
        assertThat(contestants.wants("pipeline")).isTrue();
        assertThat(contestants.wants("chronicle")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--rounds",
                "--rounds 0",
                "--rounds x",
                "--events 1e99",
                "--seconds 0",
                "--only nobody",
                "--only ,",
                "--wat",
                "x"
            })
    void parse_refusesWhatItDoesNotUnderstand(String arguments) {
        assertThatExceptionOfType(UsageException.class).isThrownBy(() -> parse(arguments.split(" ", -1)));
    }

    @Test
    void parse_saysWhichNamesThereAre() {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> parse("--only", "nobody"))
                .withMessage("--only nobody: there are chronicle, latency, pipeline, read, record, travel");
    }
}
