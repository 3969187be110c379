package io.vfioreplay.hardware.model.mtty;

import static io.vfioreplay.hardware.model.RandomCalls.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.model.Access;
import io.vfioreplay.hardware.model.Answer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CardConfigTest {

    private final Mtty card = new Mtty(2);

    @Test
    void header_isThatOfASerialCard() {
        assertThat(read(card, 0, 16)).isEqualTo("48435332" + "01000002" + "10020007" + "00000000");
        assertThat(read(card, 0x10, 8)).isEqualTo("0100000001000000");
        assertThat(read(new Mtty(1), 0x10, 8)).isEqualTo("0100000000000000");
        assertThat(read(card, 0x2c, 4)).isEqualTo("48435332");
        assertThat(read(card, 0x3c, 2)).isEqualTo("0001");
        assertThat(read(card, 0x40, 16)).isEqualTo("23000080230000002300000023000000");
        assertThat(read(card, 0x60, 16)).isEqualTo("504349205365726961" + "6c2f5541525400");
        assertThat(read(card, 0, 0xff)).hasSize(2 * 0xff);
    }

    /** Offset, what is written, what the same bytes are afterwards. */
    @ParameterizedTest
    @CsvSource({
        "0x00, 00000000, 48435332",
        "0x04, 0000, 0100",
        "0x06, ffff, 0002",
        "0x10, ffffffff, f9ffffff",
        "0x10, 00c00000, 01c00000",
        "0x14, 00c10000, 01c10000",
        "0x18, ffffffff, 00000000",
        "0x24, ffffffff, 00000000",
        "0x30, ffffffff, 00000000",
        "0x3c, 0b, 0b",
        "0x3c, 0bff, 0b01",
        "0x3d, ff, 01",
        "0x60, ff, 50",
        "0x10, 00c0000000c10000, 01c0000001c10000",
    })
    void write_keepsWhatTheRegisterKeeps(String offset, String written, String kept) {
        int at = Integer.decode(offset);

        assertThat(write(card, at, written)).isEqualTo(Answer.DONE);
        assertThat(read(card, at, written.length() / 2)).isEqualTo(kept);
    }

    @Test
    void write_ofTheSecondBaseAddressIsLostWithOnePort() {
        Mtty single = new Mtty(1);
        write(single, 0x14, "ffffffff");

        assertThat(read(single, 0x14, 4)).isEqualTo("00000000");
    }

    @Test
    void write_ofHalfABaseAddressMakesItUnknown() {
        write(card, 0x10, "00c0");

        assertThat(card.read(at(0x10, 4))).isInstanceOf(Answer.Unknown.class);
        assertThat(card.read(at(0x0c, 4))).isInstanceOf(Answer.Bytes.class);
    }

    private static Answer write(Mtty card, int offset, String hex) {
        byte[] data = HexFormat.of().parseHex(hex);
        return card.write(at(offset, data.length), Payload.of(data));
    }

    private static String read(Mtty card, int offset, int length) {
        return text(card.read(at(offset, length)));
    }

    private static Access at(long offset, int length) {
        return new Access(0, Access.CONFIG, offset, length, 0);
    }
}
