package io.vfioreplay.tool.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code export} of a journal in which the payload of one event cannot be read. */
final class DamagedExportTest {

    private static final String STORE = "19700101F.cq4";
    private static final long MAGIC = 0x0a4b_4c42_314a_4656L;
    private static final int TYPE_AT = 10;
    private static final int PAYLOAD = 2;
    private static final int IN_ITS_BODY = 90;

    @TempDir
    private Path temp;

    private Path journal = Path.of("");

    @BeforeEach
    void flipABitOfAPayload() throws IOException {
        journal = temp.resolve("f12.vfj");
        ToolRun.of("import", Captures.copy("f12-source.pcap.gz", temp), "-o", journal, "--no-index");
        byte[] bytes = Files.readAllBytes(journal.resolve(STORE));
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int at = 0;
        while (buffer.getLong(at) != MAGIC || bytes[at + TYPE_AT] != PAYLOAD) {
            at += Integer.BYTES;
        }
        bytes[at + IN_ITS_BODY] ^= 1;
        Files.write(journal.resolve(STORE), bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"perfetto", "jsonl", "pcapng", "vcd", "parquet"})
    void export_goesOnBehindDamageOnlyWhenItIsTold(String format) {
        Path file = temp.resolve("exported");

        ToolRun refused = ToolRun.of("export", journal, "--to", format, "-o", file);
        assertThat(refused.code()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(refused.err()).contains(STORE, "CHECKSUM");
        assertThat(file).doesNotExist();

        ToolRun run = ToolRun.of("export", journal, "--to", format, "-o", file, "--skip-damage");
        assertThat(run.code()).isEqualTo(ExitCode.FOUND);
        assertThat(run.err())
                .contains("passed over CHECKSUM in " + STORE, "lost: the payload of the events that use it");
        assertThat(file).isNotEmptyFile();
    }

    @Test
    void jsonl_hasTheEventsThatDumpHas() {
        ToolRun exported = ToolRun.of("export", journal, "--to", "jsonl", "--skip-damage");
        ToolRun dumped = ToolRun.of("dump", journal, "--skip-damage");

        assertThat(exported.out().lines()).hasSameSizeAs(dumped.out().lines().toList());
    }

    @Test
    void pcapng_isMadeOfTheEventsWhenWhatWasKeptOfTheWireFitsNoMore() {
        Path file = temp.resolve("back.pcapng");
        ToolRun run = ToolRun.of("export", journal, "--to", "pcapng", "-o", file, "--skip-damage");

        assertThat(run.err()).contains("packets made of events, since the journal is damaged");
        assertThat(ToolRun.of("info", file).code()).isZero();
    }
}
