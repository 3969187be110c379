package io.vfioreplay.engine.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.hardware.event.Payload;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Streams compared by their prints must differ exactly where their bytes do. */
final class StreamDiffTest {

    private static final int LENGTH_MAX = 5 * StreamPrint.BLOCK_BYTES;

    @RepeatedTest(200)
    void between_agreesWithAComparisonOfAllBytes(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        byte[] source = new byte[random.nextInt(LENGTH_MAX)];
        random.nextBytes(source);
        byte[] destination = Arrays.copyOf(source, random.nextBoolean() ? source.length : random.nextInt(LENGTH_MAX));
        for (int i = random.nextInt(4); i > 0 && destination.length > 0; i--) {
            destination[random.nextInt(destination.length)]++;
        }
        StreamDiff diff = StreamDiff.between(stream(source, random), stream(destination, random));

        int at = Arrays.mismatch(source, destination);
        assertThat(diff.first().map(StreamDifference::offset))
                .isEqualTo(at < 0 ? Optional.empty() : Optional.of((long) at));
        int shorter = Math.min(source.length, destination.length);
        long equal = 0;
        for (int i = 0; i < shorter; i++) {
            equal += source[i] == destination[i] ? 1 : 0;
        }
        assertThat(diff.equalBytes()).isEqualTo(equal);
        assertThat(diff.differingBytes()).isEqualTo(shorter - equal);
    }

    @Test
    void between_comparesOnlyLengthsWhenBytesWereNotRecorded() {
        StreamPrint blind = new StreamPrint();
        blind.append(Payload.empty(), 100);
        ByteStream known = stream(new byte[120], new Random(1));

        assertThat(StreamDiff.between(known, new Bytes(new byte[100], blind)).first())
                .hasValue(new StreamDifference(100, StreamDifference.MORE, StreamDifference.END));
    }

    private static ByteStream stream(byte[] bytes, Random random) {
        StreamPrint print = new StreamPrint();
        for (int at = 0; at < bytes.length; ) {
            int count = Math.min(bytes.length - at, 1 + random.nextInt(3000));
            print.append(Payload.of(bytes, at, count), count);
            at += count;
        }
        return new Bytes(bytes, print);
    }

    private static final class Bytes implements ByteStream {
        private final byte[] bytes;
        private final StreamPrint print;

        Bytes(byte[] bytes, StreamPrint print) {
            this.bytes = bytes;
            this.print = print;
        }

        @Override
        public long length() {
            return bytes.length;
        }

        @Override
        public StreamPrint print() {
            return print;
        }

        @Override
        public byte[] read(long from, int count) {
            return Arrays.copyOfRange(bytes, (int) from, (int) from + count);
        }
    }
}
