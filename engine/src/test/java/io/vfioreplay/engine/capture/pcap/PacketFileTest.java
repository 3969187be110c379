package io.vfioreplay.engine.capture.pcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.vfioreplay.engine.capture.CaptureException;
import io.vfioreplay.engine.capture.CaptureException.Code;
import io.vfioreplay.hardware.event.Envelope;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PacketFileTest {

    private static final int USER0 = PacketFile.LINKTYPE_USER0;
    private static final int ETHERNET = 1;
    /** A packet of this test: all its bytes are its length. */
    private static final Shape SHAPE = (bytes, at, length) -> {
        for (int i = 0; i < Shape.PREFIX_BYTES; i++) {
            if (length == 0 || bytes[at + i] != (byte) length) {
                return false;
            }
        }
        return true;
    };

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path directory;

    /** What a test looks at. */
    private record Seen(long number, long offset, long timeNanos, int length, long lost, boolean damaged) {}

    private static byte[] content(int length) {
        byte[] content = new byte[length];
        Arrays.fill(content, (byte) length);
        return content;
    }

    private List<Seen> read(byte[] bytes) throws IOException {
        List<Seen> seen = new ArrayList<>();
        try (PacketFile file = PacketFile.open(Files.write(directory.resolve("file"), bytes), SHAPE)) {
            for (Packet packet = file.next(); packet != null; packet = file.next()) {
                byte[] whole = content(packet.length() + (int) packet.lost());
                assertThat(Arrays.copyOf(packet.bytes(), packet.length()))
                        .isEqualTo(Arrays.copyOf(whole, packet.length()));
                seen.add(new Seen(
                        packet.number(),
                        packet.offset(),
                        packet.timeNanos(),
                        packet.length(),
                        packet.lost(),
                        packet.damage().isPresent()));
            }
        }
        return seen;
    }

    private static ByteBuffer pcap(int magic, ByteOrder order, int linkType) {
        return ByteBuffer.allocate(1 << 12)
                .order(order)
                .putInt(magic)
                .putShort((short) 2)
                .putShort((short) 4)
                .putLong(0)
                .putInt(0)
                .putInt(linkType);
    }

    private static byte[] written(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.position()];
        buffer.get(0, bytes);
        return bytes;
    }

    private static ByteBuffer record(ByteBuffer file, int fraction, byte[] packet) {
        return file.putInt(5)
                .putInt(fraction)
                .putInt(packet.length)
                .putInt(packet.length)
                .put(packet);
    }

    @ParameterizedTest
    @CsvSource({
        "a1b2c3d4, true, 5000007000",
        "a1b2c3d4, false, 5000007000",
        "a1b23c4d, true, 5000000007",
        "a1b23c4d, false, 5000000007"
    })
    void pcap_isReadInBothByteOrdersAndResolutions(String magic, boolean big, long nanos) throws IOException {
        ByteOrder order = big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        ByteBuffer file = pcap(Integer.parseUnsignedInt(magic, 16), order, USER0);

        assertThat(read(written(record(record(file, 7, content(30)), 7, content(0)))))
                .containsExactly(new Seen(1, 40, nanos, 30, 0, false), new Seen(2, 86, nanos, 0, 0, false));
    }

    @Test
    void pcap_givesWhatThereIsOfTheLastPacket() throws IOException {
        byte[] file = written(
                record(record(pcap(0xa1b2c3d4, ByteOrder.LITTLE_ENDIAN, USER0), 0, content(30)), 0, content(40)));

        assertThat(read(Arrays.copyOf(file, file.length - 10)))
                .last()
                .isEqualTo(new Seen(2, 86, 5_000_000_000L, 30, 10, false));
        assertThat(read(Arrays.copyOf(file, file.length - 50)))
                .last()
                .isEqualTo(new Seen(2, 70, 5_000_000_000L, 0, 6, true));
    }

    @Test
    void pcap_goesOnBehindAnImpossibleLength() throws IOException {
        ByteBuffer file = record(pcap(0xa1b2c3d4, ByteOrder.LITTLE_ENDIAN, USER0), 0, content(30));
        int damaged = file.position();
        record(record(record(file, 0, content(31)), 0, content(32)), 0, content(33))
                .putInt(damaged + 8, -1);

        assertThat(read(written(file))).extracting(Seen::length).containsExactly(30, 0, 32, 33);
        assertThat(read(written(file)).get(1)).isEqualTo(new Seen(2, damaged, 5_000_000_000L, 0, 47, true));
    }

    @Test
    void pcap_takesWrongLengthFieldsWhereThePacketIsRight() throws IOException {
        ByteBuffer file = record(pcap(0xa1b2c3d4, ByteOrder.LITTLE_ENDIAN, USER0), 0, content(30))
                .putInt(36, 0);

        assertThat(read(written(file))).containsExactly(new Seen(1, 40, 5_000_000_000L, 30, 0, false));
    }

    @Test
    void pcapng_isReadInBothByteOrdersSectionBySection() throws IOException {
        PcapngFile file = new PcapngFile().section(ByteOrder.LITTLE_ENDIAN).device(USER0, 0, 9);
        file.packet(0, 7, content(30)).block(0x0bad, new byte[8]);
        file.section(ByteOrder.BIG_ENDIAN).device(USER0, 0, -1).packet(0, 1L << 33, content(31));
        file.obsoletePacket(0, 8, content(33));

        assertThat(read(file.toByteArray()))
                .extracting(seen -> seen.timeNanos + " " + seen.length)
                .containsExactly("7 30", (1L << 33) * 1000 + " 31", "8000 33");
    }

    @Test
    void pcapng_simplePacketsHaveNoTimeAndAreCutAtTheSnapLength() throws IOException {
        PcapngFile file = new PcapngFile().section(ByteOrder.LITTLE_ENDIAN).device(USER0, 30, -1);
        file.simplePacket(33, Arrays.copyOf(content(33), 30)).simplePacket(25, content(25));

        assertThat(read(file.toByteArray()))
                .containsExactly(
                        new Seen(1, 60, Envelope.NO_TIME, 30, 3, false),
                        new Seen(2, 108, Envelope.NO_TIME, 25, 0, false));
    }

    @Test
    void pcapng_packetsOfOtherLinkTypesComeEmpty() throws IOException {
        PcapngFile file = new PcapngFile()
                .section(ByteOrder.LITTLE_ENDIAN)
                .device(ETHERNET, 0, -1)
                .device(USER0, 0, -1);
        file.packet(0, 1, content(30)).packet(1, 1, content(31));

        assertThat(read(file.toByteArray())).extracting(Seen::length).containsExactly(0, 31);
    }

    @Test
    void pcapng_goesOnBehindABadBlock() throws IOException {
        PcapngFile good = new PcapngFile().section(ByteOrder.LITTLE_ENDIAN).device(USER0, 0, -1);
        int damaged = good.toByteArray().length;
        good.packet(0, 1, content(32)).packet(0, 1, content(36)).packet(0, 1, content(40));
        byte[] lengthInFront = good.toByteArray();
        lengthInFront[damaged + 6] = 1;
        byte[] lengthBehind = good.toByteArray();
        lengthBehind[damaged + 60]++;
        byte[] device = good.toByteArray();
        device[damaged + 8] = 9;

        for (byte[] bad : List.of(lengthInFront, device)) {
            assertThat(read(bad)).extracting(Seen::length).containsExactly(0, 36, 40);
            assertThat(read(bad).get(0).lost()).isBetween(60L, 64L);
        }
        assertThat(read(lengthBehind)).extracting(Seen::length).containsExactly(32, 0, 36, 40);
        assertThat(read(lengthBehind).get(1).lost()).isEqualTo(4);
    }

    @Test
    void pcapng_doesNotLoseWhatABlockSwallows() throws IOException {
        PcapngFile file = new PcapngFile().section(ByteOrder.LITTLE_ENDIAN).device(USER0, 0, -1);
        int damaged = file.toByteArray().length;
        byte[] bytes = file.packet(0, 1, content(32)).packet(0, 1, content(36)).toByteArray();
        bytes[damaged + 5] = 1;

        assertThat(read(bytes)).extracting(Seen::length).containsExactly(32, 0, 36);
        assertThat(read(bytes)).extracting(Seen::damaged).containsExactly(false, true, false);
    }

    @Test
    void pcapng_givesWhatThereIsOfTheLastPacket() throws IOException {
        byte[] file = new PcapngFile()
                .section(ByteOrder.LITTLE_ENDIAN)
                .device(USER0, 0, -1)
                .packet(0, 1, content(32))
                .toByteArray();

        assertThat(read(Arrays.copyOf(file, file.length - 10)))
                .extracting(Seen::length)
                .containsExactly(26);
        assertThat(read(Arrays.copyOf(file, file.length - 60)))
                .extracting(Seen::damaged)
                .containsExactly(true);
    }

    @Test
    void open_saysInOneLineWhyAFileCannotBeUsed() throws IOException {
        byte[] text = "a text, and not a capture".getBytes(StandardCharsets.US_ASCII);
        byte[] ethernet = written(pcap(0xa1b2c3d4, ByteOrder.LITTLE_ENDIAN, ETHERNET));
        byte[] other = new PcapngFile()
                .section(ByteOrder.LITTLE_ENDIAN)
                .device(ETHERNET, 0, -1)
                .packet(0, 0, content(30))
                .toByteArray();

        assertRefused(Code.EMPTY, new byte[0], "empty");
        assertRefused(Code.UNKNOWN_FORMAT, text, "text");
        assertRefused(Code.UNKNOWN_FORMAT, new byte[100], "000000");
        assertRefused(Code.UNKNOWN_FORMAT, Arrays.copyOf(ethernet, 23), "24 bytes");
        assertRefused(Code.WRONG_LINK_TYPE, ethernet, "link type 1");
        assertRefused(Code.WRONG_LINK_TYPE, other, "link type 1");
        assertRefused(Code.BROKEN_COMPRESSION, new byte[] {0x1f, (byte) 0x8b, 8}, "ends early");
    }

    private void assertRefused(Code code, byte[] content, String reason) {
        assertThatThrownBy(() -> read(content))
                .hasMessageContaining(reason)
                .hasMessageNotContaining("\n")
                .asInstanceOf(type(CaptureException.class))
                .extracting(CaptureException::code)
                .isEqualTo(code);
    }

    @Test
    void open_refusesWhatIsNoFile() {
        assertThatThrownBy(() -> PacketFile.open(directory, SHAPE)).hasMessageContaining("directory");
        assertThatThrownBy(() -> PacketFile.open(directory.resolve("none"), SHAPE))
                .hasMessageContaining("no such file");
    }

    /** Resolution as in if_tsresol; the ticks are unsigned. */
    @ParameterizedTest
    @CsvSource({
        "6,    1795397049223641, 0,  1795397049223641000",
        "9, 1795397049223641982, 0,  1795397049223641982",
        "0,          1795397049, 0,  1795397049000000000",
        "12,    223641982000999, 0,         223641982000",
        "0x80,       1795397049, 0,  1795397049000000000",
        "0xA0,       6442450944, 0,           1500000000",
        "0xBF, 4611686018427387904, 0,         500000000",
        "6,             1000000, 5,           6000000000",
        "6,             1000000, -1,                   0",
        "0,                  -1, 0, -9223372036854775808",
        "19,                  1, 0, -9223372036854775808",
    })
    void clock_countsTicksExactly(String resolution, long ticks, long offset, long nanos) {
        int bits = Integer.decode(resolution);

        assertThat(new Clock(bits & 0x7f, (bits & 0x80) != 0, offset).nanos(ticks))
                .isEqualTo(nanos);
    }
}
