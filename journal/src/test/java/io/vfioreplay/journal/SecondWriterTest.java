package io.vfioreplay.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfioreplay.journal.format.NotAJournalException;
import io.vfioreplay.journal.format.PayloadRef;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One writer makes one journal. */
final class SecondWriterTest {

    @TempDir
    Path temp;

    @Test
    void create_refusesAJournalThatIsBeingWrittenAndDoesNotDisturbItsWriter() {
        Path journal = temp.resolve("j");
        PayloadRef ref;
        try (JournalWriter first = JournalWriter.create(journal, Sample.description("tool", "sample"))) {
            ref = Sample.append(first);
            assertRefused(journal);
            first.seal(Sample.description("end", "orderly"));
        }
        Sample.write(temp.resolve("alone"));

        assertThat(JournalVerifier.verify(journal).isClean()).isTrue();
        assertThat(Sample.readAll(journal, ref)).isEqualTo(Sample.readAll(temp.resolve("alone"), ref));
    }

    @Test
    void create_refusesToGoOnWithAJournalWhoseWriterIsGone() {
        Path journal = temp.resolve("j");
        try (JournalWriter first = JournalWriter.create(journal, new TreeMap<>())) {
            Sample.append(first);
        }
        String before = JournalVerifier.verify(journal).digest();

        assertRefused(journal);
        assertThat(JournalVerifier.verify(journal).digest()).isEqualTo(before);
    }

    @Test
    void create_refusesAFileAndADirectoryThatIsNoJournal() throws Exception {
        Path file = Files.writeString(temp.resolve("notes.txt"), "notes");

        assertRefused(file);
        assertRefused(temp);
        assertThat(file).hasContent("notes");
    }

    private static void assertRefused(Path path) {
        assertThatThrownBy(() -> JournalWriter.create(path, new TreeMap<>()))
                .isInstanceOf(NotAJournalException.class)
                .hasMessageContaining(path.toString())
                .hasMessageContaining("exists already")
                .hasMessageContaining("choose a new name");
    }
}
