package io.vfioreplay.engine.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Oracle: the same numbers, sorted. */
final class HistogramTest {

    private static final double ERROR = 0.02;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void quantile_isThatOfTheSortedNumbersToTwoPercent(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long[] numbers = new long[1 + random.nextInt(3_000)];
        int bits = 1 + random.nextInt(42);
        Histogram histogram = new Histogram();
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = random.nextLong(1L << random.nextInt(bits));
            histogram.add(numbers[i]);
        }
        Arrays.sort(numbers);
        for (double share : new double[] {0, 0.01, 0.5, 0.9, 0.99, 0.999, 1}) {
            long exact = numbers[Math.max(0, (int) Math.ceil(share * numbers.length) - 1)];
            assertThat((double) histogram.quantile(share))
                    .as("seed %d, share %f", seed, share)
                    .isBetween(exact * (1 - ERROR), exact * (1 + ERROR));
        }
        assertThat(histogram.least()).isEqualTo(numbers[0]);
        assertThat(histogram.greatest()).isEqualTo(numbers[numbers.length - 1]);
    }

    @Test
    void forEachOctave_tellsOfEveryNumberOnceInItsOctave() {
        Histogram histogram = new Histogram();
        for (long number : new long[] {31, 32, 63, 64, 1_000, 1L << 41, Long.MAX_VALUE}) {
            histogram.add(number);
        }
        StringBuilder octaves = new StringBuilder();
        histogram.forEachOctave((from, to, count) -> {
            if (count > 0) {
                octaves.append(from)
                        .append("..")
                        .append(to)
                        .append('=')
                        .append(count)
                        .append(' ');
            }
        });
        assertThat(octaves.toString().strip())
                .isEqualTo("0..32=1 32..64=2 64..128=1 512..1024=1 2199023255552..4398046511104=1"
                        + " 4398046511104..8796093022208=1");
    }

    @Test
    void quantile_ofWhatIsLongerThanTheLastOctaveIsTheGreatest() {
        Histogram histogram = new Histogram();
        histogram.add(Long.MAX_VALUE);
        assertThat(histogram.quantile(0.5)).isEqualTo(Long.MAX_VALUE);
    }
}
