package io.vfioreplay.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that writes a journal is killed while it does: what it acknowledged is there. */
final class KilledWriterTest {

    private static final int ACKNOWLEDGED = 5_000;

    @Test
    void journal_holdsEveryAcknowledgedEventWhenItsWriterIsKilled(@TempDir Path temp) throws Exception {
        Path journal = temp.resolve("j");
        long acknowledged = killAfter(ACKNOWLEDGED, journal);

        try (JournalReader reader = JournalReader.open(journal)) {
            List<Long> positions = new ArrayList<>();
            reader.readEvents(0, Long.MAX_VALUE, (first, count, body) -> {
                assertThat(body.toByteArray()).isEqualTo(Child.body(first));
                positions.add(first);
            });
            assertThat(positions).hasSizeGreaterThanOrEqualTo(ACKNOWLEDGED);
            assertThat(reader.eventCount()).isGreaterThan(acknowledged);
            assertThat(reader.seal()).isEmpty();
        }
        JournalVerifier.Report report = JournalVerifier.verify(journal);
        assertThat(report.damage()).allMatch(damage -> !damage.code().stopsReading());
        assertThat(report.sealed()).isFalse();
    }

    /** Returns the last position that the child had acknowledged before it was killed. */
    private static long killAfter(int lines, Path journal) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--") || argument.startsWith("-XX:+Ignore"))
                .forEach(command::add);
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), Child.class.getName(), journal.toString()));
        Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
        long last = -1;
        try (BufferedReader output = child.inputReader(StandardCharsets.UTF_8)) {
            for (int i = 0; i < lines; i++) {
                last = Long.parseLong(output.readLine());
            }
        } finally {
            child.destroyForcibly().waitFor();
        }
        return last;
    }

    /** Appends for ever, and prints the last position of each block when it is appended. */
    static final class Child {

        private Child() {}

        static byte[] body(long first) {
            return ("block at " + first + " " + "x".repeat((int) (first % 300))).getBytes(StandardCharsets.UTF_8);
        }

        public static void main(String[] arguments) {
            PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
            try (JournalWriter writer = JournalWriter.create(Path.of(arguments[0]), new TreeMap<>())) {
                while (!out.checkError()) {
                    byte[] body = body(writer.nextPosition());
                    writer.appendEvents(3, body, body.length);
                    out.println(writer.nextPosition() - 1);
                }
            }
        }
    }
}
