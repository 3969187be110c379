package io.vfioreplay.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.vfioreplay.journal.format.BlockIndex;
import io.vfioreplay.journal.format.CorruptJournalException;
import io.vfioreplay.journal.format.DamageCode;
import io.vfioreplay.journal.format.Frame;
import io.vfioreplay.journal.format.PayloadRef;
import io.vfioreplay.journal.format.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@link DamagePolicy#PROVEN} reads, and blames, in a journal whose blocks are so long that each is verified in a run of its own:
 * HEADER, PAYLOAD, EVENTS 0-2, EVENTS 3-4, SEAL.
 */
final class ProvenReadingTest {

    private static final int PAYLOAD_ROW = 1;
    private static final int FIRST_EVENTS_ROW = 2;
    private static final int SECOND_EVENTS_ROW = 3;
    private static final int BODY_BYTES = 3 << 20;

    private final Path journal;
    private final Path file;
    private final byte[] bytes;
    private final BlockIndex index;
    private final PayloadRef payload;

    ProvenReadingTest(@TempDir Path temp) {
        this.journal = temp.resolve("j");
        this.file = journal.resolve(Sample.STORE_FILE);
        byte[] body = new byte[BODY_BYTES];
        try (JournalWriter writer = JournalWriter.create(journal, new TreeMap<>(Map.of("name", "value")))) {
            this.payload = writer.putPayload(body, 0, BODY_BYTES);
            writer.appendEvents(3, body, BODY_BYTES);
            writer.appendEvents(2, body, BODY_BYTES);
            writer.seal(new TreeMap<>());
        }
        this.bytes = Sample.read(file);
        try (JournalReader reader = JournalReader.open(journal)) {
            this.index = reader.scan().index();
        }
    }

    @Test
    void proven_readsASoundJournalWhole() {
        try (JournalReader reader = JournalReader.open(journal, DamagePolicy.PROVEN)) {
            assertThat(positions(reader)).containsExactly(0L, 3L);
            assertThat(reader.payload(payload)).hasSize(BODY_BYTES);
            assertThat(reader.damage()).isEmpty();
            assertThat(reader.digest())
                    .isEqualTo(JournalVerifier.verify(journal).digest());
        }
    }

    @Test
    void proven_leavesOutTheBlockThatTheNextOneContradicts() throws IOException {
        byte[] other = new byte[BODY_BYTES];
        other[0] = 1;
        forge(FIRST_EVENTS_ROW, other, previousOf(FIRST_EVENTS_ROW));

        try (JournalReader proven = JournalReader.open(journal, DamagePolicy.PROVEN);
                JournalReader skipping = JournalReader.open(journal, DamagePolicy.SKIP)) {
            assertThat(positions(proven)).containsExactly(3L);
            assertThat(positions(skipping)).containsExactly(0L, 3L);
            assertThat(proven.damage())
                    .extracting("code", "offset", "firstPosition", "lastPosition")
                    .contains(tuple(DamageCode.CHAIN, index.offset(FIRST_EVENTS_ROW), 0L, 2L));
        }
    }

    @Test
    void proven_readsAPayloadWithTheHashOfItsEventWhateverTheChainSays() throws IOException {
        forge(PAYLOAD_ROW, new byte[BODY_BYTES], new byte[Sha256.BYTES]); // The chain is broken on both sides of it.

        try (JournalReader reader = JournalReader.open(journal, DamagePolicy.PROVEN)) {
            assertThat(reader.payload(payload)).hasSize(BODY_BYTES);
        }
    }

    @Test
    void proven_refusesAPayloadThatIsNotTheOneOfItsEvent() throws IOException {
        byte[] other = new byte[BODY_BYTES];
        other[7] = 1;
        forge(PAYLOAD_ROW, other, previousOf(PAYLOAD_ROW));

        try (JournalReader reader = JournalReader.open(journal, DamagePolicy.PROVEN)) {
            assertThatThrownBy(() -> reader.payload(payload)).isInstanceOf(CorruptJournalException.class);
        }
    }

    @Test
    void proven_readsABlockThatStandsBehindALaterOneInItsPlace() throws IOException {
        byte[] first = document(FIRST_EVENTS_ROW);
        byte[] second = document(SECOND_EVENTS_ROW);
        int at = (int) index.offset(FIRST_EVENTS_ROW) - Integer.BYTES;
        System.arraycopy(second, 0, bytes, at, second.length);
        System.arraycopy(first, 0, bytes, at + second.length, first.length);
        Files.write(file, bytes);

        try (JournalReader reader = JournalReader.open(journal, DamagePolicy.PROVEN)) {
            assertThat(positions(reader)).containsExactly(0L, 3L);
            assertThat(reader.damage())
                    .extracting(damage -> damage.code())
                    .containsExactly(DamageCode.MISSING_BLOCK, DamageCode.OUT_OF_ORDER);
        }
    }

    @Test
    void readVerified_givesWhatReadingGives() {
        List<Long> verified = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(journal)) {
            reader.readVerified((first, count, body) -> {
                assertThat(body.length()).isEqualTo(BODY_BYTES);
                verified.add(first);
            });
            assertThat(verified).isEqualTo(positions(reader));
        }
    }

    /** The only difference between the two ways of reading: a block that was replaced by another good one. */
    @Test
    void readVerified_stopsAtTheBlockThatVouchesForAnother() throws IOException {
        byte[] other = new byte[BODY_BYTES];
        other[0] = 1;
        forge(FIRST_EVENTS_ROW, other, previousOf(FIRST_EVENTS_ROW));
        List<Long> verified = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(journal)) {
            assertThat(positions(reader)).containsExactly(0L, 3L);
            assertThatThrownBy(() -> reader.readVerified((first, count, body) -> verified.add(first)))
                    .isInstanceOfSatisfying(
                            CorruptJournalException.class,
                            wrong -> assertThat(wrong.code()).isEqualTo(DamageCode.CHAIN));
        }
        assertThat(verified).containsExactly(0L);
    }

    /** A document of the store's own may say that it is nearly a GiB long, which costs a hostile file nothing. */
    @Test
    void readVerified_readsNoMoreThanBlocks() throws IOException {
        int at = (int) index.offset(index.size() - 1) - Integer.BYTES;
        int length = 0x3fff_fff0;
        try (FileChannel sparse = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer word = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            sparse.write(word.putInt(0x4000_0000 | length).flip(), at);
            sparse.truncate(at + Integer.BYTES);
            sparse.write(ByteBuffer.wrap(bytes, at, bytes.length - at), at + Integer.BYTES + (long) length);
        }
        try (JournalReader reader = JournalReader.open(journal)) {
            List<Long> verified = new ArrayList<>();
            reader.readVerified((first, count, body) -> verified.add(first));
            assertThat(verified).containsExactly(0L, 3L);
        }
    }

    @Test
    void readVerified_leavesTheJournalOpenWhenItsReceiverThrows() {
        try (JournalReader reader = JournalReader.open(journal)) {
            for (int i = 0; i < 50; i++) {
                assertThatThrownBy(() -> reader.readVerified((first, count, body) -> {
                            throw new IllegalStateException("planted");
                        }))
                        .hasMessage("planted");
                assertThat(reader.payload(payload)).hasSize(BODY_BYTES);
            }
        }
    }

    @Test
    void readVerified_stopsAtAFlippedBitInAnyBlock() throws IOException {
        for (int row = 0; row < index.size(); row++) {
            byte[] flipped = bytes.clone();
            flipped[(int) index.offset(row) + Frame.HEADER_BYTES] ^= 1;
            Files.write(file, flipped);
            try (JournalReader reader = JournalReader.open(journal)) {
                assertThatThrownBy(() -> reader.readVerified((first, count, body) -> {}))
                        .as("row %d", row)
                        .isInstanceOfSatisfying(
                                CorruptJournalException.class,
                                wrong -> assertThat(wrong.code()).isEqualTo(DamageCode.CHECKSUM));
            }
        }
    }

    @Test
    void verify_givesTheSameReportEveryTimeInTheOrderOfTheFile() throws IOException {
        for (int row = 0; row < index.size(); row++) {
            bytes[(int) index.offset(row) + Frame.HEADER_BYTES] ^= 1;
        }
        Files.write(file, bytes);
        JournalVerifier.Report first = JournalVerifier.verify(journal);

        assertThat(first.damage())
                .extracting(damage -> damage.offset())
                .isSorted()
                .hasSize(index.size());
        for (int i = 0; i < 10; i++) {
            assertThat(JournalVerifier.verify(journal)).isEqualTo(first);
        }
    }

    private static List<Long> positions(JournalReader reader) {
        List<Long> positions = new ArrayList<>();
        reader.readEvents(0, Long.MAX_VALUE, (first, count, body) -> positions.add(first));
        return positions;
    }

    private byte[] previousOf(int row) {
        int before = (int) index.offset(row - 1);
        return Sha256.of(bytes, before, index.header(row - 1).frameBytes());
    }

    private byte[] document(int row) {
        int from = (int) index.offset(row) - Integer.BYTES;
        return Arrays.copyOfRange(
                bytes, from, from + Integer.BYTES + index.header(row).frameBytes());
    }

    /** Writes another good block of the same type and length over one. */
    private void forge(int row, byte[] body, byte[] previous) throws IOException {
        byte[] head = new byte[Frame.HEADER_BYTES];
        Frame.encode(head, index.header(row), body, 0, previous);
        int at = (int) index.offset(row);
        System.arraycopy(head, 0, bytes, at, head.length);
        System.arraycopy(body, 0, bytes, at + head.length, body.length);
        Files.write(file, bytes);
    }
}
