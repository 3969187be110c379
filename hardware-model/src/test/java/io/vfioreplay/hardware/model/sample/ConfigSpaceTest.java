package io.vfioreplay.hardware.model.sample;

import static io.vfioreplay.hardware.model.RandomCalls.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.model.Access;
import io.vfioreplay.hardware.model.Answer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigSpaceTest {

    private static final Answer EINVAL = new Answer.Refused(22);

    private final SampleServer server = new SampleServer(0x3000, true);

    @Test
    void header_isWhatRecordingsShow() {
        assertThat(read(0, 64))
                .isEqualTo("addeefbe000000000000000000000000" + "01000000010000000100000001000000"
                        + "01000000010000000000000" + "0fecabeba" + "00000000000000000000000000010000");
        assertThat(read(64, 192)).isEqualTo("00".repeat(192));
    }

    /** Offset, what is written, what the same bytes are afterwards. */
    @ParameterizedTest
    @CsvSource({
        "0x04, ff00, EINVAL",
        "0x04, 0705, 0705",
        "0x04, 2000, 0000",
        "0x06, ffff, 0000",
        "0x08, ff, 00",
        "0x09, ffffff, 000000",
        "0x0c, 10, 10",
        "0x0d, 20, 20",
        "0x10, ffffffff, f9ffffff",
        "0x10, 00c00000, 01c00000",
        "0x14, ffffffff, 01d0ffff",
        "0x18, ffffffff, 01000000",
        "0x24, 00c00000, 01000000",
        "0x30, 00f8ffff, 00000000",
        "0x30, feffffff, 00000000",
        "0x30, ffffffff, 00000000",
        "0x30, 00000000, 00000000",
        "0x30, 01000000, EINVAL",
        "0x3c, 0b, 0b",
        "0x3c, 0bffffff, 0b010000",
        "0x3d, ff, 01",
        "0x3e, ff, 00",
        "0x3f, ff, 00",
        "0x00, ff, EINVAL",
        "0x02, ff, EINVAL",
        "0x05, ff, EINVAL",
        "0x0e, ff, EINVAL",
        "0x11, ff, EINVAL",
        "0x2c, ffffffff, EINVAL",
        "0x34, ff, EINVAL",
        "0x40, ff, EINVAL",
        "0xff, ff, EINVAL",
    })
    void write_keepsWhatTheRegisterKeeps(String offset, String written, String kept) {
        int at = Integer.decode(offset);
        Answer answer = write(at, written);

        if (kept.equals("EINVAL")) {
            assertThat(answer).isEqualTo(EINVAL);
        } else {
            assertThat(answer).isEqualTo(Answer.DONE);
            assertThat(read(at, written.length() / 2)).isEqualTo(kept);
        }
    }

    @Test
    void write_doesWhatComesBeforeTheRefusal() {
        assertThat(write(0x0d, "2000")).isEqualTo(EINVAL);
        assertThat(read(0x0d, 1)).isEqualTo("20");
    }

    @Test
    void write_ofHalfARegisterMakesItUnknownUntilItIsWrittenWhole() {
        assertThat(write(0x04, "07")).isInstanceOf(Answer.Unknown.class);
        assertThat(server.read(at(0x04, 2))).isInstanceOf(Answer.Unknown.class);
        assertThat(write(0x04, "0700")).isEqualTo(Answer.DONE);
        assertThat(read(0x04, 2)).isEqualTo("0700");
        assertThat(write(0x30, "00")).isInstanceOf(Answer.Unknown.class);
    }

    @Test
    void read_isRefusedBehindTheEnd() {
        assertThat(server.read(at(0xff, 2))).isEqualTo(EINVAL);
        assertThat(server.read(at(-1, 1))).isEqualTo(EINVAL);
        assertThat(server.read(at(0x100, 1))).isEqualTo(EINVAL);
    }

    private Answer write(int offset, String hex) {
        byte[] data = HexFormat.of().parseHex(hex);
        return server.write(at(offset, data.length), Payload.of(data));
    }

    private String read(int offset, int length) {
        return text(server.read(at(offset, length)));
    }

    private static Access at(long offset, int length) {
        return new Access(0, Access.CONFIG, offset, length, 0);
    }
}
