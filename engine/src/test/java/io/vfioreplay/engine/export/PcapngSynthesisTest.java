package io.vfioreplay.engine.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.query.Filter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Journals that know nothing of their packets, and selections of those that do. */
final class PcapngSynthesisTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path directory;

    @Test
    void export_ofAJournalOfFormat1SaysThatItsPacketsAreMadeUp() throws IOException {
        Path old = Packets.golden("format-1.vfj");

        Exported exported = Packets.export(old, Selection.ALL, directory.resolve("made.pcapng"));

        assertThat(exported.remarks().get(0)).contains("packets made of events").contains("did not keep them");
        Path again = Packets.imported(directory.resolve("made.pcapng"), directory.resolve("again.vfj"));
        assertThat(meanings(again)).isEqualTo(meanings(old));
    }

    @Test
    void export_ofAnotherKindOfCaptureCountsWhatNoMessageStandsFor() throws IOException {
        Exported exported =
                Packets.export(Packets.golden("qemu-1.vfj"), Selection.ALL, directory.resolve("made.pcapng"));

        assertThat(exported.remarks()).anyMatch(remark -> remark.contains("no capture of the journal has packets"));
        assertThat(exported.remarks()).anyMatch(remark -> remark.contains("events are left out"));
    }

    @Test
    void export_writesOnlyThePacketsOfWantedEvents() throws IOException {
        Path journal = Packets.imported(Packets.capture("f12-source.pcap.gz"), directory.resolve("a.vfj"));
        Selection reads = new Selection(Range.ALL, Filter.parse("kind == migrationDataRead"));

        Packets.export(journal, reads, directory.resolve("some.pcapng"));

        List<String> all = Packets.of(Packets.capture("f12-source.pcap.gz"));
        List<String> wanted = all.stream()
                .filter(packet -> packet.matches("\\d+ -0 .{20}1100.*"))
                .toList();
        assertThat(Packets.of(directory.resolve("some.pcapng"))).isEqualTo(wanted);
    }

    /** The events without position, packet and time: those are of the packets. */
    private static List<String> meanings(Path journal) {
        return Packets.events(journal).stream()
                .filter(event -> !event.contains("CAPTURE_DAMAGED"))
                .map(event -> event.replaceAll("^.*record=\\d+, ", ""))
                .toList();
    }
}
