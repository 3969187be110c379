package io.vfioreplay.engine.capture.stream;

import static io.vfioreplay.engine.capture.stream.StreamBuilder.END;
import static io.vfioreplay.engine.capture.stream.StreamBuilder.FULL;
import static io.vfioreplay.engine.capture.stream.StreamBuilder.PART;
import static io.vfioreplay.engine.capture.stream.StreamBuilder.START;
import static io.vfioreplay.engine.capture.stream.StreamBuilder.TAG_DATA;
import static io.vfioreplay.engine.capture.stream.StreamBuilder.TAG_END;
import static io.vfioreplay.engine.capture.stream.StreamBuilder.TAG_INIT_SENT;
import static io.vfioreplay.engine.capture.stream.StreamBuilder.TAG_LOAD_READY;
import static io.vfioreplay.engine.capture.stream.StreamBuilder.counted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfioreplay.engine.capture.CaptureException;
import io.vfioreplay.hardware.event.DamageKind;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hand-made streams with what the recorded ones do not have. */
final class MigrationStreamLayoutTest {

    private static final String ONE = "0000:00:05.0/vfio";
    private static final String TWO = "0000:00:06.0/vfio";
    private static final int MIB = 1 << 20;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path directory;

    @Test
    void devices_areToldApartByTheirSections() {
        StreamRead read = clean(new StreamBuilder()
                .head()
                .vfioSetup(7, ONE)
                .vfioSetup(8, TWO)
                .vfioData(PART, 8, counted(5, 1))
                .vfioData(PART, 7, counted(6, 2))
                .vfioData(END, 8, counted(7, 3))
                .vfioData(END, 7, counted(8, 4)));

        assertThat(read.summary().devices()).containsExactly(ONE, TWO);
        assertThat(read.data(0))
                .startsWith(counted(6, 2))
                .endsWith(counted(8, 4))
                .hasSize(14);
        assertThat(read.data(1))
                .startsWith(counted(5, 1))
                .endsWith(counted(7, 3))
                .hasSize(12);
    }

    @Test
    void devices_withOneNameAreToldApartByTheirInstance() {
        StreamBuilder stream = new StreamBuilder().head().vfioSetup(7, "vfio");
        stream.again(START, 8).name("vfio").be32(1).be32(1).be64(TAG_END).footer(8);

        assertThat(clean(stream).summary().devices()).containsExactly("vfio", "vfio #1");
    }

    @Test
    void data_isCutIntoPiecesWhenAChunkIsLarge() {
        byte[] chunk = counted(MIB + MIB / 2, 1);
        StreamRead read = clean(new StreamBuilder().head().vfioSetup(7, ONE).vfioData(END, 7, chunk));
        List<Event> pieces = read.of(EventKind.MIGRATION_DATA_CARRIED);

        assertThat(read.pieces())
                .containsExactly("device 0 section 7: 1048576 of 1048576", "device 0 section 7: 524288 of 524288");
        assertThat(StreamRead.field(pieces.get(1), "streamOffset"))
                .isEqualTo(StreamRead.field(pieces.get(0), "streamOffset") + MIB);
        assertThat(read.data(0)).isEqualTo(chunk);
    }

    @Test
    void data_announcesWhatIsMissingWhenALargeChunkIsCut() {
        byte[] stream = new StreamBuilder()
                .head()
                .vfioSetup(7, ONE)
                .again(END, 7)
                .be64(TAG_DATA)
                .be64(3 * MIB)
                .bytes(counted(MIB + 10, 1))
                .build();
        StreamRead read = StreamRead.of(directory, stream);

        assertThat(read.pieces())
                .containsExactly("device 0 section 7: 1048576 of 1048576", "device 0 section 7: 10 of 2097152");
        assertThat(read.damage()).containsExactly(DamageKind.CUT);
        assertThat(read.summary().firstDamage().orElseThrow())
                .endsWith("3145728 bytes of data announced, but the stream ends after 1048586");
    }

    @Test
    void data_mayContainTagsWhenItsLengthIsRight() {
        byte[] nested =
                new StreamBuilder().chunk(counted(9, 1)).be64(TAG_END).footer(7).build();
        StreamRead read = clean(new StreamBuilder().head().vfioSetup(7, ONE).vfioData(END, 7, nested));

        assertThat(read.data(0)).isEqualTo(nested);
    }

    @Test
    void data_endsAtTheNextTagWhenItsLengthIsWrong() {
        for (long wrong : new long[] {101, 5000, 1L << 40, -1}) {
            byte[] stream = new StreamBuilder()
                    .head()
                    .vfioSetup(7, ONE)
                    .again(END, 7)
                    .be64(TAG_DATA)
                    .be64(wrong)
                    .bytes(counted(100, 1))
                    .be64(TAG_END)
                    .footer(7)
                    .other(9, "timer", counted(2 * MIB, 1))
                    .end()
                    .build();
            StreamRead read = StreamRead.of(directory, stream);

            assertThat(read.data(0)).as("length %d", wrong).isEqualTo(counted(100, 1));
            assertThat(read.damage()).contains(DamageKind.LENGTH).doesNotContain(DamageKind.CUT);
            assertThat(read.summary().damaged()).isEqualTo(1);
            assertThat(read.summary().kinds()).containsEntry("timer", 1L);
        }
    }

    @Test
    void data_behindATagThatIsUnknownIsPassedOver() {
        byte[] stream = new StreamBuilder()
                .head()
                .vfioSetup(7, ONE)
                .again(END, 7)
                .be64(0xffffffffef100009L)
                .bytes(counted(20, 1))
                .chunk(counted(30, 2))
                .be64(TAG_END)
                .footer(7)
                .end()
                .build();
        StreamRead read = StreamRead.of(directory, stream);

        assertThat(read.data(0)).isEqualTo(counted(30, 2));
        assertThat(read.damageTexts())
                .containsExactly("found the bytes ffffffffef100009, expected a tag of VFIO;"
                        + " passed over 28 bytes to a tag of VFIO");
    }

    @Test
    void sections_mayEndWithTheTagsOfLaterVersions() {
        StreamRead read = clean(new StreamBuilder()
                .head()
                .vfioSetup(7, ONE)
                .again(PART, 7)
                .chunk(counted(3, 1))
                .be64(TAG_INIT_SENT)
                .footer(7)
                .named(FULL, 7, ONE)
                .be64(TAG_LOAD_READY)
                .footer(7));

        assertThat(read.marks())
                .anyMatch(mark -> mark.endsWith("DEV_INIT_DATA_SENT"))
                .anyMatch(mark -> mark.endsWith("DEV_CONFIG_LOAD_READY"));
    }

    @Test
    void configuration_isPassedOverWithItsSubsections() {
        StreamRead read = clean(new StreamBuilder()
                .head()
                .subsection("configuration/target-page-bits")
                .be32(16)
                .subsection("configuration/capabilities")
                .be32(2)
                .name("x-ignore-shared")
                .name("mapped-ram")
                .subsection("configuration/uuid")
                .bytes(counted(16, 1))
                .named(START, 2, "ram")
                .be64(0x30000 | 0x04)
                .name("shared")
                .be64(0x10000)
                .be64(0x1000000000L)
                .name("private")
                .be64(0x10000)
                .be64(0x200000)
                .be64(0x3000000)
                .name("last")
                .be64(0x10000)
                .be64(0)
                .be64(0x10)
                .footer(2)
                .again(PART, 2)
                .be64(0x08)
                .name("private")
                .bytes(counted(0x10000, 1))
                .be64(0x10)
                .footer(2)
                .vfioSetup(7, ONE));

        assertThat(read.summary().kinds()).containsEntry("ram", 2L).containsEntry("(configuration)", 1L);
    }

    @Test
    void configuration_thatIsUnknownCostsNoDevice() {
        byte[] stream = new StreamBuilder()
                .head()
                .subsection("configuration/of-tomorrow")
                .be32(16)
                .vfioSetup(7, ONE)
                .vfioData(END, 7, counted(3, 1))
                .end()
                .build();
        StreamRead read = StreamRead.of(directory, stream);

        assertThat(read.damage()).containsExactly(DamageKind.FRAMING);
        assertThat(read.data(0)).isEqualTo(counted(3, 1));
    }

    /** Each page holds a section of a VFIO device: taken for one, it would be a second device. */
    @Test
    void ram_isFollowedPageByPage() {
        byte[] page = new StreamBuilder().footer(2).vfioSetup(9, TWO).build();
        byte[] full = new StreamBuilder()
                .bytes(page)
                .bytes(new byte[4096 - page.length])
                .build();
        StreamRead read = clean(new StreamBuilder()
                .head()
                .named(START, 2, "ram")
                .be64(0x10000 | 0x04)
                .name("pc.ram")
                .be64(0xf000)
                .be64(0x200000)
                .name("pc.rom")
                .be64(0x1000)
                .be64(0x200)
                .be64(0x10)
                .footer(2)
                .again(PART, 2)
                .be64(0x1000 | 0x08)
                .name("pc.ram")
                .bytes(full)
                .be64(0x2000 | 0x28)
                .bytes(full)
                .be64(0x3000 | 0x22)
                .be8(0)
                .be64(0x4000 | 0x60)
                .be8(1)
                .be16(page.length)
                .bytes(page)
                .be64(0x5000 | 0x120)
                .be32(page.length)
                .bytes(page)
                .be64(0x80)
                .be64(0x02)
                .name("pc.rom")
                .be8(0)
                .be64(0x10)
                .footer(2)
                .vfioSetup(7, ONE));

        assertThat(read.summary().devices()).containsExactly(ONE);
        assertThat(read.summary().kinds()).containsEntry("ram", 2L);
    }

    /** With mapped-ram, the pages are in the file behind the description of their block. */
    @Test
    void ram_isPassedOverWhenItIsMappedIntoTheFile() {
        byte[] fake = new StreamBuilder().footer(2).vfioSetup(9, TWO).build();
        StreamBuilder stream = new StreamBuilder()
                .head()
                .subsection("configuration/capabilities")
                .be32(1)
                .name("mapped-ram")
                .named(START, 2, "ram")
                .be64(0x3000 | 0x04);
        for (String block : List.of("pc.ram", "pc.bios")) {
            int length = block.equals("pc.ram") ? 0x2000 : 0x1000;
            stream.name(block).be64(length);
            int bitmapAt = stream.size() + 28;
            int pagesAt = bitmapAt + 100;
            stream.be32(1).be64(4096).be64(bitmapAt).be64(pagesAt).bytes(new byte[100]);
            stream.bytes(fake).bytes(new byte[length - fake.length]);
        }
        StreamRead read = clean(stream.be64(0x10).footer(2).vfioSetup(7, ONE));

        assertThat(read.summary().devices()).containsExactly(ONE);
    }

    @Test
    void commands_arePassedOverAndTheirPackagesRead() {
        byte[] packaged = new StreamBuilder()
                .vfioData(END, 7, counted(3, 1))
                .other(9, "timer", counted(30, 1))
                .be8(0)
                .build();
        StreamRead read = clean(new StreamBuilder()
                .head()
                .be8(8)
                .be16(2)
                .be16(4)
                .be32(17)
                .vfioSetup(7, ONE)
                .be8(8)
                .be16(8)
                .be16(4)
                .be32(packaged.length)
                .bytes(packaged)
                .be8(8)
                .be16(5)
                .be16(0));

        assertThat(read.data(0)).isEqualTo(counted(3, 1));
        assertThat(read.summary().kinds()).containsEntry("(command)", 3L).containsEntry("timer", 1L);
    }

    @Test
    void sections_ofOtherDevicesMayHoldWhatLooksLikeAFooter() {
        byte[] state = new StreamBuilder()
                .footer(9)
                .be32(0x12345678)
                .footer(9)
                .be8(5)
                .name("timer/sub")
                .build();
        StreamRead read = clean(new StreamBuilder().head().vfioSetup(7, ONE).other(9, "timer", state));

        assertThat(read.summary().kinds()).containsEntry("timer", 1L);
        assertThat(read.summary().records()).isEqualTo(4);
    }

    @Test
    void sections_areFoundAgainBehindATypeThatIsUnknown() {
        byte[] stream = new StreamBuilder()
                .head()
                .vfioSetup(7, ONE)
                .be8(0x42)
                .bytes(counted(50, 1))
                .vfioSetup(8, TWO)
                .vfioData(END, 7, counted(4, 4))
                .end()
                .build();
        StreamRead read = StreamRead.of(directory, stream);

        assertThat(read.damage()).containsExactly(DamageKind.FRAMING);
        assertThat(read.damageTexts().get(0))
                .startsWith("found the bytes 42")
                .endsWith("expected the beginning of a section; passed over 51 bytes to the header of a section");
        assertThat(read.summary().devices()).containsExactly(ONE, TWO);
        assertThat(read.data(0)).isEqualTo(counted(4, 4));
        assertThat(read.summary().damaged()).isEqualTo(1);
    }

    @Test
    void stream_isDamagedWhenSomethingFollowsItsEnd() {
        byte[] stream =
                new StreamBuilder().head().vfioSetup(7, ONE).end().be8(0x55).build();
        StreamRead read = StreamRead.of(directory, stream);

        assertThat(read.damage()).containsExactly(DamageKind.FRAMING);
    }

    @Test
    void open_refusesWhatIsNoStream() throws IOException {
        Path file = directory.resolve("none");
        for (String text : List.of("", "QEVM", "QEVM\0\0\0\2....", "not a stream")) {
            Files.writeString(file, text, StandardCharsets.ISO_8859_1);
            assertThatThrownBy(() -> MigrationStreamCapture.open(file))
                    .isInstanceOf(CaptureException.class)
                    .hasMessageContaining("QEMU migration stream");
            assertThat(MigrationStreamCapture.fits(text.getBytes(StandardCharsets.ISO_8859_1)))
                    .isFalse();
        }
        assertThat(MigrationStreamCapture.fits(new StreamBuilder().head().build()))
                .isTrue();
    }

    /** Reads a stream, to which its end is added; nothing in it is damaged. */
    private StreamRead clean(StreamBuilder stream) {
        StreamRead read = StreamRead.of(directory, stream.end().build());
        assertThat(read.damageTexts()).isEmpty();
        assertThat(read.summary().damaged()).isZero();
        return read;
    }
}
