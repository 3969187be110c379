package io.vfioreplay.hardware.model.mtty;

import static io.vfioreplay.hardware.model.RandomCalls.state;
import static io.vfioreplay.hardware.model.RandomCalls.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.migration.DeviceAction;
import io.vfioreplay.hardware.model.Access;
import io.vfioreplay.hardware.model.Answer;
import io.vfioreplay.hardware.model.RandomCalls;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MttyTest {

    private static final Answer EFAULT = new Answer.Refused(14);

    private final Mtty card = new Mtty(2);

    @Test
    void ports_areInBar0AndBar1() {
        write(0, 7, "11");
        write(1, 7, "22");

        assertThat(text(card.read(at(0, 7, 1)))).isEqualTo("11");
        assertThat(text(card.read(at(1, 7, 1)))).isEqualTo("22");
    }

    @Test
    void read_ofTwoRegistersIsKnownWhenEachIsReadByItself() {
        write(0, 3, "1b");
        write(0, 1, "05");

        assertThat(text(card.read(at(0, 3, 2)))).isEqualTo("1b00");
        assertThat(text(card.read(at(0, 0, 0)))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0,2", "4,4", "0,8", "2,2", "6,4", "1,3"})
    void read_ofAWidePieceIsUnknownBehindItsFirstByte(long offset, int length) {
        assertThat(card.read(at(0, offset, length))).isInstanceOf(Answer.Unknown.class);
    }

    @Test
    void read_ofAnEmptyFifoIsUnknown() {
        assertThat(card.read(at(0, 0, 1))).isInstanceOf(Answer.Unknown.class);
    }

    @Test
    void write_ofAWidePieceCountsByItsFirstByte() {
        write(0, 3, "1b2c3d4e5f");

        assertThat(text(card.read(at(0, 3, 1)))).isEqualTo("1b");
        assertThat(text(card.read(at(0, 4, 1)))).isEqualTo("2c");
        assertThat(text(card.read(at(0, 7, 1)))).isEqualTo("00");
    }

    @Test
    void offset_countsByItsLowest16Bits() {
        write(0, 0x10007, "99");

        assertThat(text(card.read(at(0, 7, 1)))).isEqualTo("99");
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 8, 9, Integer.MAX_VALUE})
    void region_ofNoPortIsRefused(int region) {
        assertThat(card.read(at(region, 0, 1))).isEqualTo(EFAULT);
        assertThat(card.write(at(region, 0, 1), Payload.of(new byte[1]))).isEqualTo(EFAULT);
    }

    @ParameterizedTest
    @CsvSource({"2,0,1", "5,0,1", "0,0x10000000000,1", "0,0,4097", "7,255,1", "7,0,256", "7,0x7fffffffffffffff,1"})
    void access_beyondTheMemoryIsUnknown(int region, String offset, int length) {
        assertThat(card.read(at(region, Long.decode(offset), length))).isInstanceOf(Answer.Unknown.class);
    }

    @ParameterizedTest
    @CsvSource({"0,-1,1", "0,0,-1", "-1,0,1"})
    void access_withNegativeNumbersIsRefused(int region, long offset, int length) {
        assertThat(card.read(at(region, offset, length))).isEqualTo(new Answer.Refused(22));
        assertThat(card.write(at(region, offset, length), Payload.empty())).isEqualTo(new Answer.Refused(22));
    }

    @Test
    void reset_keepsTheRegistersAndEndsTheStream() {
        write(0, 7, "77");
        card.perform(DeviceAction.BEGIN_SAVING);
        card.reset();

        assertThat(text(card.read(at(0, 7, 1)))).isEqualTo("77");
        assertThat(card.readData(1)).isEqualTo(new Answer.Refused(19));
        assertThat(card.pendingBytes()).isZero();
    }

    /**
     * The guest of a recording of QEMU 10.0 on Linux 6.12: it sets the port up, then 623 times writes a letter, waits for
     * it in LSR, reads it back, and counts in SCR. The image is what the migration stream of that recording had.
     */
    @Test
    void recording_isReproducedToTheLastByteOfTheImage() {
        for (String setUp : List.of("3 83", "0 01", "1 00", "3 03", "2 07", "4 0b")) {
            write(0, setUp.charAt(0) - '0', setUp.substring(2));
        }
        for (int round = 1; round <= 623; round++) {
            String letter = HexFormat.of().toHexDigits((byte) (0x40 + round % 32));
            String count = HexFormat.of().toHexDigits((byte) round);
            write(0, 0, letter);
            assertThat(text(card.read(at(0, 5, 1)))).isEqualTo("01");
            assertThat(text(card.read(at(0, 0, 1)))).isEqualTo(letter);
            write(0, 7, count);
            assertThat(text(card.read(at(0, 7, 1)))).isEqualTo(count);
        }

        card.perform(DeviceAction.BEGIN_SAVING);
        assertThat(text(card.readData(96))).isEqualTo("4e2c3e8c89099d7e01000000000000000200000000000000");
        card.perform(DeviceAction.CAPTURE);
        assertThat(text(card.readData(96)))
                .isEqualTo("000000030b00006f4142434445464748494a4b4c4d4e4f400f0f00000000010007100100"
                        + "000000000000000000000000000000000000000000000000000000000000000000100000");
        assertThat(text(card.readData(96))).isEmpty();
    }

    @Test
    void snapshot_continuesWithTheSameAnswers() {
        for (long seed = 0; seed < 50; seed++) {
            Mtty first = new Mtty(1 + (int) seed % 2);
            new RandomCalls(seed, 7, 100).drive(first, 300);
            Mtty second = new Mtty(1 + (int) seed % 2);
            second.restore(first.snapshot());

            assertThat(state(second)).isEqualTo(state(first));
            List<String> expected = new RandomCalls(seed + 1, 7, 100).drive(first, 300);
            assertThat(new RandomCalls(seed + 1, 7, 100).drive(second, 300)).isEqualTo(expected);
            assertThat(second.snapshot()).isEqualTo(first.snapshot());
        }
    }

    @Test
    void snapshot_neverGrows() {
        new RandomCalls(77, 7, 5000).drive(card, 5000);

        assertThat(card.snapshot()).hasSizeLessThan(1000);
    }

    @Test
    void restore_changesNothingWhenItRefuses() {
        String before = state(card);
        byte[] snapshot = card.snapshot();
        snapshot[20] ^= 1;

        assertThatIllegalArgumentException().isThrownBy(() -> card.restore(Arrays.copyOf(snapshot, 60)));
        assertThat(state(card)).isEqualTo(before);
    }

    private void write(int region, long offset, String hex) {
        byte[] data = HexFormat.of().parseHex(hex);
        assertThat(card.write(at(region, offset, data.length), Payload.of(data)))
                .isEqualTo(Answer.DONE);
    }

    private static Access at(int region, long offset, int length) {
        return new Access(0, region, offset, length, 0);
    }
}
