package io.vfioreplay.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfioreplay.journal.format.CorruptJournalException;
import io.vfioreplay.journal.format.NotAJournalException;
import io.vfioreplay.journal.format.PayloadRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The orderly life of a journal. */
final class JournalTest {

    @TempDir
    Path temp;

    @Test
    void reader_givesBackWhatWasWritten() {
        PayloadRef ref = Sample.write(temp.resolve("j"));

        try (JournalReader reader = JournalReader.open(temp.resolve("j"))) {
            assertThat(reader.header()).isEqualTo(Sample.description("tool", "sample"));
            assertThat(reader.records()).containsExactly(Sample.description("digest.5", "cafe"));
            assertThat(Sample.events(reader)).containsExactly(Sample.line(0), Sample.line(1), Sample.line(2));
            assertThat(reader.payload(ref)).isEqualTo(Sample.bytes("a payload of some bytes"));
            assertThat(reader.eventCount()).isEqualTo(9);
            assertThat(reader.seal()).contains(Sample.description("blocks", "7", "end", "orderly", "events", "9"));
            assertThat(reader.damage()).isEmpty();
        }
        assertThat(JournalVerifier.verify(temp.resolve("j")).isClean()).isTrue();
    }

    @Test
    void readEvents_beginsWithTheBlockThatHoldsThePositionAndEndsBeforeTheOther() {
        Sample.write(temp.resolve("j"));

        try (JournalReader reader = JournalReader.open(temp.resolve("j"))) {
            StringBuilder firsts = new StringBuilder();
            reader.readEvents(4, 5, (first, count, body) -> firsts.append(first).append(' '));
            reader.readEvents(2, 4, (first, count, body) -> firsts.append(first).append(' '));
            reader.readEvents(
                    9, 99, (first, count, body) -> firsts.append(first).append(' '));
            assertThat(firsts).hasToString("3 0 3 ");
        }
    }

    @Test
    void readEvents_keepsABlockWhileItsReaderReadsOthers() {
        Sample.write(temp.resolve("j"));

        try (JournalReader reader = JournalReader.open(temp.resolve("j"))) {
            List<String> seen = new ArrayList<>();
            reader.readEvents(0, 9, (first, count, body) -> {
                Sample.events(reader);
                seen.add(new String(body.toByteArray(), StandardCharsets.UTF_8));
            });
            assertThat(seen).isEqualTo(Sample.BODIES);
        }
    }

    @Test
    void twoJournals_areTheSameBytesWhenTheSameWasWritten() {
        Sample.write(temp.resolve("a"));
        Sample.write(temp.resolve("b"));

        assertThat(storeBytes("a")).isEqualTo(storeBytes("b")).hasSizeLessThan(10_000);
    }

    private byte[] storeBytes(String journal) {
        return Sample.read(temp.resolve(journal).resolve(Sample.STORE_FILE));
    }

    @Test
    void writer_leavesOneFile() throws IOException {
        Sample.write(temp.resolve("j"));

        try (Stream<Path> files = Files.list(temp.resolve("j"))) {
            assertThat(files).containsExactly(temp.resolve("j").resolve(Sample.STORE_FILE));
        }
    }

    @Test
    void create_refusesASecondWriterAndHindersNoReader() {
        try (JournalWriter writer = JournalWriter.create(temp.resolve("j"), Sample.description())) {
            Sample.append(writer);

            assertThatThrownBy(() -> JournalWriter.create(temp.resolve("j"), Sample.description()))
                    .isInstanceOf(NotAJournalException.class)
                    .hasMessageContaining("is being written");
            try (JournalReader reader = JournalReader.open(temp.resolve("j"))) {
                assertThat(Sample.events(reader)).hasSize(3);
                assertThat(reader.seal()).isEmpty();
                assertThat(reader.damage()).isEmpty();
            }
        }
    }

    @Test
    void writer_refusesToGoOnWhenSealed() {
        JournalWriter writer = JournalWriter.create(temp.resolve("j"), Sample.description());
        writer.seal(Sample.description());

        assertThatThrownBy(() -> writer.appendEvents(1, new byte[1], 1)).isInstanceOf(IllegalStateException.class);
        writer.close();
        assertThat(JournalVerifier.verify(temp.resolve("j")).isClean()).isTrue();
    }

    @Test
    void putPayload_storesTheSameContentOnce() {
        try (JournalWriter writer = JournalWriter.create(temp.resolve("j"), Sample.description())) {
            PayloadRef first = writer.putPayload(Sample.bytes("xxpayload"), 2, 7);
            PayloadRef second = writer.putPayload(Sample.bytes("payload"), 0, 7);

            assertThat(second).isEqualTo(first);
            writer.seal(Sample.description());
        }
        assertThat(JournalVerifier.verify(temp.resolve("j")).payloads()).isEqualTo(1);
    }

    @Test
    void putPayload_takesTheLongestPayloadAndRefusesALongerOne() {
        byte[] longest = new byte[JournalWriter.PAYLOAD_BYTES_MAX + 1];
        new Random(1).nextBytes(longest);
        PayloadRef ref;
        try (JournalWriter writer = JournalWriter.create(temp.resolve("j"), Sample.description())) {
            ref = writer.putPayload(longest, 0, longest.length - 1);
            assertThatThrownBy(() -> writer.putPayload(longest, 0, longest.length))
                    .isInstanceOf(IllegalArgumentException.class);
            writer.seal(Sample.description());
        }

        try (JournalReader reader = JournalReader.open(temp.resolve("j"))) {
            assertThat(reader.payload(ref)).hasSize(longest.length - 1).startsWith(longest[0], longest[1]);
        }
        assertThat(JournalVerifier.verify(temp.resolve("j")).isClean()).isTrue();
    }

    @Test
    void payload_isRefusedWhenTheReferenceIsNotOfThisJournal() {
        PayloadRef ref = Sample.write(temp.resolve("j"));

        try (JournalReader reader = JournalReader.open(temp.resolve("j"))) {
            for (PayloadRef wrong : new PayloadRef[] {
                new PayloadRef(ref.block() + 1, ref.length(), ref.sha256()),
                new PayloadRef(99, ref.length(), ref.sha256()),
                new PayloadRef(ref.block(), ref.length() - 1, ref.sha256()),
                new PayloadRef(ref.block(), ref.length(), "0".repeat(64))
            }) {
                assertThatThrownBy(() -> reader.payload(wrong)).isInstanceOf(CorruptJournalException.class);
            }
        }
    }

    @Test
    void journal_isReadWhenManyBlocksMakeTheStoreWriteItsIndex() {
        byte[] body = new byte[40];
        try (JournalWriter writer = JournalWriter.create(temp.resolve("j"), Sample.description())) {
            for (int i = 0; i < 20_000; i++) {
                writer.appendEvents(2, body, i % body.length);
            }
            writer.seal(Sample.description());
        }

        JournalVerifier.Report report = JournalVerifier.verify(temp.resolve("j"));
        assertThat(report.isClean()).isTrue();
        assertThat(report.events()).isEqualTo(40_000);
    }

    @Test
    void open_saysWhatIsThereWhenItIsNoJournal() throws IOException {
        Path empty = Files.createDirectory(temp.resolve("empty"));
        Path text = Files.writeString(temp.resolve("text"), "some text");
        Path hollow = Files.createDirectory(temp.resolve("hollow"));
        Files.createFile(hollow.resolve(Sample.STORE_FILE));

        for (Path wrong : new Path[] {empty, text, hollow, temp.resolve("missing")}) {
            assertThatThrownBy(() -> JournalReader.open(wrong))
                    .isInstanceOf(NotAJournalException.class)
                    .hasMessageContaining(wrong.toString());
        }
    }
}
