package io.vfioreplay.tool.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checked: whichever single byte of a journal's files is damaged, no verb crashes or shows anything else than before without
 * saying so; and where {@code verify} finds nothing, every verb shows what it showed before. Not checked: two faults at once.
 */
final class FlippedJournalTest {

    private static final List<String> VERBS = List.of("dump", "info", "replay", "check", "postmortem");

    @TempDir
    private Path temp;

    @Test
    void everyByteFlipped_isSaidOrChangesNothingThatAnyVerbPrints() throws IOException {
        Path journal = temp.resolve("small.vfj");
        ToolRun.of("import", Captures.copy("f18-destination.pcap.gz", temp), "-o", journal);
        List<ToolRun> before =
                VERBS.stream().map(verb -> ToolRun.of(verb, journal)).toList();
        List<String> wrong = new ArrayList<>();
        int found = 0;
        try (var files = Files.list(journal)) {
            for (Path file : files.toList()) {
                byte[] bytes = Files.readAllBytes(file);
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] ^= (byte) 0xff;
                    Files.write(file, bytes);
                    found += isNoticed(journal, before, file.getFileName() + " byte " + i, wrong) ? 1 : 0;
                    bytes[i] ^= (byte) 0xff;
                }
                Files.write(file, bytes);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(found).as("flips that verify found").isGreaterThan(1000);
    }

    private static boolean isNoticed(Path journal, List<ToolRun> before, String place, List<String> wrong) {
        boolean sound = ToolRun.of("verify", journal).code() == ExitCode.NOTHING_FOUND;
        for (int v = 0; v < VERBS.size(); v++) {
            ToolRun now = ToolRun.of(VERBS.get(v), journal);
            boolean same = now.equals(before.get(v));
            boolean said = !now.err().isEmpty() || now.out().contains("damaged: ");
            if (now.code() == ExitCode.BUG || (!same && (sound || !said))) {
                wrong.add(place + ": " + VERBS.get(v) + " gave " + now);
            }
        }
        return !sound;
    }
}
