package io.vfioreplay.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.vfioreplay.journal.chronicle.DescriptionWire;
import io.vfioreplay.journal.format.BlockIndex;
import io.vfioreplay.journal.format.BlockType;
import io.vfioreplay.journal.format.CorruptJournalException;
import io.vfioreplay.journal.format.DamageCode;
import io.vfioreplay.journal.format.Frame;
import io.vfioreplay.journal.format.FrameHeader;
import io.vfioreplay.journal.format.JournalTooNewException;
import io.vfioreplay.journal.format.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What reading and verifying say to one known alteration. Rows: 0 HEADER, 1 PAYLOAD, 2, 3 EVENTS, 4 RECORD, 5 EVENTS, 6 SEAL. */
final class DamagedJournalTest {

    private static final int META_BYTE = 3; // Of the little-endian word: bits 24-31.

    @TempDir
    Path temp;

    private Path journal;
    private Path file;
    private BlockIndex index;
    private byte[] bytes;

    @BeforeEach
    void write() {
        journal = temp.resolve("j");
        Sample.write(journal);
        file = journal.resolve(Sample.STORE_FILE);
        bytes = Sample.read(file);
        try (JournalReader reader = JournalReader.open(journal)) {
            index = reader.scan().index();
        }
    }

    @Test
    void strictReading_deliversWhatLiesBeforeTheDamageAndStops() throws IOException {
        flipBody(3);
        List<Long> delivered = new ArrayList<>();

        try (JournalReader reader = JournalReader.open(journal)) {
            assertThatThrownBy(() -> reader.readEvents(0, 99, (first, count, body) -> delivered.add(first)))
                    .isInstanceOfSatisfying(CorruptJournalException.class, wrong -> {
                        assertThat(wrong.code()).isEqualTo(DamageCode.CHECKSUM);
                        assertThat(wrong.offset()).isEqualTo(index.offset(3));
                        assertThat(wrong.file()).isEqualTo(file.toString());
                        assertThat(wrong.advice()).contains("vfio-replay verify " + journal);
                    });
        }
        assertThat(delivered).containsExactly(0L);
    }

    @Test
    void strictReading_isNotHinderedByDamageThatItDoesNotReach() throws IOException {
        flipBody(3);

        try (JournalReader reader = JournalReader.open(journal)) {
            List<Long> delivered = new ArrayList<>();
            reader.readEvents(0, 3, (first, count, body) -> delivered.add(first));
            reader.readEvents(5, 9, (first, count, body) -> delivered.add(first));
            assertThat(delivered).containsExactly(0L, 5L);
        }
    }

    @Test
    void skipping_deliversTheRestAndTellsWhichPositionsAreLost() throws IOException {
        flipBody(3);

        try (JournalReader reader = JournalReader.open(journal, DamagePolicy.SKIP)) {
            assertThat(Sample.events(reader)).containsExactly(Sample.line(0), Sample.line(2));
            assertThat(reader.damage())
                    .extracting("code", "offset", "firstPosition", "lastPosition")
                    .containsExactly(tuple(DamageCode.CHECKSUM, index.offset(3), 3L, 4L));
            assertThat(reader.damage().get(0).text()).contains("lost: positions 3 to 4");
        }
    }

    @Test
    void skipping_findsTheNextBlockWhenAFrameHeaderIsDamaged() throws IOException {
        bytes[(int) index.offset(3)] ^= 1;
        save();

        try (JournalReader reader = JournalReader.open(journal, DamagePolicy.SKIP)) {
            assertThat(Sample.events(reader)).containsExactly(Sample.line(0), Sample.line(2));
            assertThat(reader.records()).hasSize(1);
            assertThat(reader.damage())
                    .extracting("code", "firstPosition", "lastPosition")
                    .containsExactly(tuple(DamageCode.NOT_A_BLOCK, 3L, 4L));
        }
    }

    @Test
    void records_areNotSilentlyFewerWhenOneIsLost() throws IOException {
        bytes[(int) index.offset(4)] ^= 1;
        save();

        try (JournalReader strict = JournalReader.open(journal);
                JournalReader skipping = JournalReader.open(journal, DamagePolicy.SKIP)) {
            assertThatThrownBy(strict::records).isInstanceOf(CorruptJournalException.class);
            assertThat(skipping.records()).isEmpty();
            assertThat(skipping.damage()).hasSize(1);
        }
    }

    @Test
    void verify_reportsAStoreWordThatHidesABlockAndReadingReadsItAllTheSame() throws IOException {
        for (int bit : new int[] {0x40, 0x80}) {
            bytes[(int) index.offset(5) - Integer.BYTES + META_BYTE] ^= (byte) bit;
            save();
            assertThat(codes()).containsExactly(DamageCode.STORE_WORD);
            try (JournalReader reader = JournalReader.open(journal)) {
                assertThat(Sample.events(reader)).hasSize(3);
            }
            bytes[(int) index.offset(5) - Integer.BYTES + META_BYTE] ^= (byte) bit;
        }
    }

    @Test
    void verify_reportsAMissingBlock() throws IOException {
        arrange(0, 1, 2, 4, 5, 6);

        assertThat(JournalVerifier.verify(journal).damage())
                .extracting("code", "firstPosition", "lastPosition")
                .containsExactly(tuple(DamageCode.MISSING_BLOCK, 3L, 4L));
    }

    /** An older good block of another journal, where the disk gave back an old page, has the number that is due next by chance. */
    @Test
    void strictReading_stopsAtAHoleBehindWhichTheNumberIsRightAndThePositionIsNot() throws IOException {
        byte[] body = Sample.bytes("of another journal");
        replace(3, new FrameHeader(BlockType.EVENTS, body.length, 3, 5, 2), body);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        int word = (int) index.offset(3) - Integer.BYTES;
        all.write(bytes, 0, word);
        all.write(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
        all.write(bytes, word, bytes.length - word);
        bytes = all.toByteArray();
        save();

        assertThat(JournalVerifier.verify(journal).damage())
                .extracting("code", "firstPosition", "lastPosition")
                .contains(tuple(DamageCode.NOT_A_BLOCK, 3L, 4L));
        try (JournalReader reader = JournalReader.open(journal)) {
            assertThatThrownBy(() -> Sample.events(reader)).isInstanceOf(CorruptJournalException.class);
        }
    }

    @Test
    void verify_reportsExchangedBlocks() throws IOException {
        arrange(0, 1, 3, 2, 4, 5, 6);

        assertThat(codes()).containsExactly(DamageCode.MISSING_BLOCK, DamageCode.OUT_OF_ORDER);
    }

    @Test
    void verify_reportsARepeatedBlock() throws IOException {
        arrange(0, 1, 2, 2, 3, 4, 5, 6);

        assertThat(codes()).containsExactly(DamageCode.OUT_OF_ORDER);
    }

    @Test
    void verify_reportsAMissingSealAsAnEndThatNobodyWrote() throws IOException {
        arrange(0, 1, 2, 3, 4, 5);

        assertThat(codes()).containsExactly(DamageCode.NOT_SEALED);
        assertThat(JournalVerifier.verify(journal).sealed()).isFalse();
    }

    @Test
    void verify_reportsAnythingBehindTheSeal() throws IOException {
        arrange(0, 1, 2, 3, 4, 5, 6, 5);

        assertThat(codes()).containsExactly(DamageCode.NOT_A_BLOCK);
    }

    @Test
    void verify_reportsABlockThatWasReplacedByAnotherGoodOne() throws IOException {
        byte[] body = Sample.bytes("forged");
        replace(3, new FrameHeader(BlockType.EVENTS, body.length, 3, 3, 2), body);

        assertThat(codes()).containsExactly(DamageCode.CHAIN);
    }

    @Test
    void verify_reportsADescriptionThatIsNoneThoughItsChecksumIsRight() throws IOException {
        byte[] body = Sample.bytes("a: !java.lang.ProcessBuilder {}\n");
        replace(4, new FrameHeader(BlockType.RECORD, body.length, 4, 5, 0), body);

        assertThat(codes()).containsExactly(DamageCode.CONTENT, DamageCode.CHAIN);
        try (JournalReader reader = JournalReader.open(journal)) {
            assertThatThrownBy(reader::records).isInstanceOf(CorruptJournalException.class);
        }
    }

    @Test
    void verify_reportsTotalsThatAreNotThoseOfTheJournal() throws IOException {
        byte[] body = DescriptionWire.encode(Sample.description("blocks", "7", "events", "8"));
        replace(6, new FrameHeader(BlockType.SEAL, body.length, 6, 9, 0), body);

        assertThat(codes()).containsExactly(DamageCode.CONTENT);
    }

    @Test
    void open_namesTheVersionWhenAJournalIsTooNew() throws IOException {
        int at = (int) index.offset(0);
        bytes[at + 8] = 2;
        CRC32C crc = new CRC32C();
        crc.update(bytes, at, 72);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(at + 72, (int) crc.getValue());
        save();

        assertThatThrownBy(() -> JournalReader.open(journal))
                .isInstanceOf(JournalTooNewException.class)
                .hasMessageContaining("expected block format version 1 or earlier, found version 2")
                .hasMessageContaining("use a newer vfio-replay");
    }

    @Test
    void reading_isTheSameWhateverStandsInTheStoresOtherFiles() throws IOException {
        Files.write(journal.resolve("metadata.cq4t"), new byte[] {1, 2, 3, -1});
        Files.writeString(journal.resolve("19700102F.cq4"), "not read");

        assertThat(JournalVerifier.verify(journal).isClean()).isTrue();
    }

    private List<DamageCode> codes() {
        return JournalVerifier.verify(journal).damage().stream()
                .map(damage -> damage.code())
                .toList();
    }

    private void flipBody(int row) throws IOException {
        bytes[(int) index.offset(row) + Frame.HEADER_BYTES] ^= 1;
        save();
    }

    /** Writes the blocks of these rows one behind the other. */
    private void arrange(int... rows) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(bytes, 0, (int) index.offset(0) - Integer.BYTES);
        for (int row : rows) {
            all.write(
                    bytes,
                    (int) index.offset(row) - Integer.BYTES,
                    Integer.BYTES + index.header(row).frameBytes());
        }
        all.write(new byte[64]);
        bytes = all.toByteArray();
        save();
    }

    /** Puts another block, with good checksums and the right hash of the block before, in the place of a row. */
    private void replace(int row, FrameHeader header, byte[] body) throws IOException {
        int before = (int) index.offset(row - 1);
        byte[] previous = Sha256.of(bytes, before, index.header(row - 1).frameBytes());
        byte[] block = new byte[Integer.BYTES + header.frameBytes()];
        byte[] head = new byte[Frame.HEADER_BYTES];
        Frame.encode(head, header, body, 0, previous);
        ByteBuffer.wrap(block)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(header.frameBytes())
                .put(head)
                .put(body);
        int end = (int) index.offset(row) + index.header(row).frameBytes();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(bytes, 0, (int) index.offset(row) - Integer.BYTES);
        all.write(block);
        all.write(Arrays.copyOfRange(bytes, end, bytes.length));
        bytes = all.toByteArray();
        save();
    }

    private void save() throws IOException {
        Files.write(file, bytes);
    }
}
