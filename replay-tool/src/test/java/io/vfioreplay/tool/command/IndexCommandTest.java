package io.vfioreplay.tool.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.tool.json.JsonTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IndexCommandTest {

    private final Path temp;
    private final Path capture;
    private final Path journal;
    private final Path index;

    IndexCommandTest(@TempDir Path temp) {
        this.temp = temp;
        this.capture = Captures.copy("f05-destination.pcap", temp);
        this.journal = temp.resolve("f05.vfj");
        this.index = journal.resolve("index.vfx");
        assertThat(ToolRun.of("import", capture, "-o", journal).code()).isZero();
    }

    @Test
    void import_makesAnIndexUnlessItIsToldNotTo() {
        Path without = temp.resolve("without.vfj");
        assertThat(index).isRegularFile();
        assertThat(ToolRun.of("import", capture, "-o", without, "--no-index").code())
                .isZero();
        assertThat(without.resolve("index.vfx")).doesNotExist();
        assertThat(digest(without)).isEqualTo(digest(journal));
    }

    @Test
    void index_saysWhatItMadeAndWhatItReplaced() throws IOException {
        ToolRun first = ToolRun.of("index", journal);
        assertThat(first.code()).isZero();
        assertThat(first.out())
                .startsWith(index + "\n  11 events in 1 segment, 5 terms to look up, 0 snapshots\n")
                .contains("2 findings, the first at position 9, C-02\n")
                .endsWith("  replaced the one that was there, which could be used\n");

        Files.write(index, new byte[100]);
        assertThat(ToolRun.of("index", journal).out())
                .endsWith("  replaced one that could not be used: " + index
                        + ": this is no side file, or one that was not finished\n");

        Files.delete(index);
        assertThat(ToolRun.of("index", journal).out()).doesNotContain("replaced");
    }

    @Test
    void index_asJsonIsOneDocument() {
        ToolRun run = ToolRun.of("index", journal, "--json");
        assertThat(run.code()).isZero();
        assertThat(JsonTree.object(run.out()).toString()).contains("C-11", "events", "11", "journalBytes");
    }

    @Test
    void index_isNoPartOfTheJournal() throws IOException {
        ToolRun verified = ToolRun.of("verify", journal);
        Path packed = temp.resolve("with.vfj.tar.zst");
        assertThat(ToolRun.of("pack", journal, "-o", packed).code()).isZero();
        Files.delete(index);
        assertThat(ToolRun.of("verify", journal)).isEqualTo(verified);
        Path again = temp.resolve("without.vfj.tar.zst");
        assertThat(ToolRun.of("pack", journal, "-o", again).code()).isZero();
        assertThat(again).hasSameBinaryContentAs(packed);
    }

    @Test
    void index_refusesWhatIsNoJournalAndSaysWhatToDo() {
        Path packed = temp.resolve("f05.vfj.tar.zst");
        assertThat(ToolRun.of("pack", journal, "-o", packed).code()).isZero();
        assertThat(refused(packed)).contains("is a packed journal", "vfio-replay unpack");
        assertThat(refused(capture)).contains("is not a journal", "vfio-replay import");
        assertThat(refused(temp.resolve("none.vfj"))).contains("found nothing");
    }

    @Test
    void index_refusesADamagedJournalAndLeavesNothing() throws IOException {
        Files.delete(index);
        Path store = journal.resolve("19700101F.cq4");
        byte[] bytes = Files.readAllBytes(store);
        bytes[bytes.length - 2000] ^= 1;
        Files.write(store, bytes);
        assertThat(refused(journal)).contains("to see everything that is damaged");
        try (var files = Files.list(journal)) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.startsWith("index"));
        }
    }

    private static String refused(Path given) {
        ToolRun run = ToolRun.of("index", given);
        assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(run.out()).isEmpty();
        return run.err();
    }

    private static String digest(Path journal) {
        return ToolRun.of("info", journal)
                .out()
                .lines()
                .filter(line -> line.contains("digest"))
                .findFirst()
                .orElseThrow();
    }
}
