package io.vfioreplay.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.journal.format.BlockIndex;
import io.vfioreplay.journal.format.Damage;
import io.vfioreplay.journal.format.DamageCode;
import io.vfioreplay.journal.format.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a writer leaves that dies inside an append: the store's word, which is written last, is 0 or says that it is not complete. */
final class TornTailTest {

    private static final int LAST_EVENTS = 5;
    private static final int NOT_COMPLETE_BYTE = 0x80;

    @TempDir
    Path temp;

    private Path journal;
    private Path file;
    private byte[] bytes;
    private int block;
    private int end;

    /** The sample as it was before its last block, the SEAL, was begun; behind it the room in reserve. */
    @BeforeEach
    void write() {
        journal = temp.resolve("j");
        Sample.write(journal);
        file = journal.resolve(Sample.STORE_FILE);
        bytes = Sample.read(file);
        try (JournalReader reader = JournalReader.open(journal)) {
            BlockIndex index = reader.scan().index();
            block = (int) index.offset(LAST_EVENTS);
            end = block + index.header(LAST_EVENTS).frameBytes();
        }
        Arrays.fill(bytes, end, bytes.length, (byte) 0);
    }

    @Test
    void reading_takesABlockThatIsWholeButHasNoWordYet() throws IOException {
        word(0);

        assertThat(codes()).containsExactly(DamageCode.TORN_TAIL, DamageCode.NOT_SEALED);
        assertThat(strictly()).containsExactly(Sample.line(0), Sample.line(1), Sample.line(2));
        assertThat(JournalVerifier.verify(journal).damage())
                .extracting(Damage::firstPosition)
                .containsExactly(
                        Damage.NO_POSITION, 9L); // Nothing is lost, and nobody knows whether more would have come.
    }

    @ParameterizedTest
    @ValueSource(ints = {0, NOT_COMPLETE_BYTE})
    void reading_endsBeforeABlockOfWhichOnlyAPartWasWritten(int word) throws IOException {
        for (int length = end - block - 1; length >= Long.BYTES; length--) {
            if (bytes[block + length] != 0) {
                bytes[block + length] = 0;
                word(word);

                assertThat(codes()).as("%d bytes", length).containsExactly(DamageCode.TORN_TAIL, DamageCode.NOT_SEALED);
                assertThat(strictly()).containsExactly(Sample.line(0), Sample.line(1));
            }
        }
    }

    @Test
    void verify_reportsAMissingWordWhenSomethingFollows() throws IOException {
        Sample.write(temp.resolve("whole"));
        bytes = Sample.read(temp.resolve("whole").resolve(Sample.STORE_FILE));
        word(0);
        assertThat(codes()).containsExactly(DamageCode.STORE_WORD);

        bytes[block + Frame.HEADER_BYTES] ^= 1;
        save();
        assertThat(codes()).containsExactly(DamageCode.NOT_A_BLOCK);
    }

    private void word(int lastByte) throws IOException {
        Arrays.fill(bytes, block - Integer.BYTES, block, (byte) 0);
        bytes[block - 1] = (byte) lastByte;
        save();
    }

    private void save() throws IOException {
        Files.write(file, bytes);
    }

    private List<DamageCode> codes() {
        return JournalVerifier.verify(journal).damage().stream()
                .map(Damage::code)
                .toList();
    }

    private List<String> strictly() {
        try (JournalReader reader = JournalReader.open(journal)) {
            return Sample.events(reader);
        }
    }
}
