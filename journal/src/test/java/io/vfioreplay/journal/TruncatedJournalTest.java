package io.vfioreplay.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfioreplay.journal.format.BlockIndex;
import io.vfioreplay.journal.format.NotAJournalException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal cut off at every length there is: the complete blocks are read, and the end is reported. */
final class TruncatedJournalTest {

    @Test
    void reader_deliversTheCompleteBlocksOfAJournalCutOffAnywhere(@TempDir Path temp) throws IOException {
        Path journal = temp.resolve("j");
        Sample.write(journal);
        Path file = journal.resolve(Sample.STORE_FILE);
        BlockIndex index;
        try (JournalReader reader = JournalReader.open(journal)) {
            index = reader.scan().index();
        }

        for (int length = Math.toIntExact(Files.size(file)); length >= 0; length--) {
            cut(file, length);
            int complete = completeBlocks(index, length);
            if (complete == 0) {
                assertThatThrownBy(() -> JournalReader.open(journal)).isInstanceOf(NotAJournalException.class);
            } else {
                checkCutOff(journal, index, complete);
            }
        }
    }

    private static void cut(Path file, int length) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
    }

    private static int completeBlocks(BlockIndex index, int length) {
        int complete = 0;
        while (complete < index.size()
                && index.offset(complete) + index.header(complete).frameBytes() <= length) {
            complete++;
        }
        return complete;
    }

    private static void checkCutOff(Path journal, BlockIndex index, int complete) {
        int[] rowsOfEvents = {2, 3, 5};
        List<String> expected = Arrays.stream(rowsOfEvents)
                .filter(row -> row < complete)
                .mapToObj(row -> Sample.line(Arrays.binarySearch(rowsOfEvents, row)))
                .toList();
        try (JournalReader reader = JournalReader.open(journal)) {
            assertThat(Sample.events(reader)).isEqualTo(expected);
            assertThat(reader.header()).isEqualTo(Sample.description("tool", "sample"));
        }
        JournalVerifier.Report report = JournalVerifier.verify(journal);
        assertThat(report.blocks()).isEqualTo(complete);
        assertThat(report.isClean()).isEqualTo(complete == index.size());
    }
}
