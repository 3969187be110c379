package io.vfioreplay.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.ingest.CaptureSet;
import io.vfioreplay.engine.ingest.Importer;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.journal.DamagePolicy;
import io.vfioreplay.journal.JournalVerifier;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A journal of the first format, made of a small real capture, is kept for ever: it must be readable and say the same. The
 * capture itself must go on to give the same journal until the format or the model is given another version.
 */
final class GoldenJournalTest {

    private static final String DIGEST_1 = "b5d347af3e0e82b9f2ce5f7790ab9c850cd3d78c43b1906eb1cbd430408ffb0a";

    private static final String DIGEST_2 = "fded13998b1768bd63b6fe2ea8570f443128b9fcc64ae8f0bfd1401c3cb41171";

    @TempDir
    private Path temp;

    @Test
    void open_readsTheFirstFormatAsItWas() throws IOException {
        assertThat(JournalVerifier.verify(golden()).isClean()).isTrue();
        try (Timeline timeline = Timeline.open(golden(), DamagePolicy.STRICT)) {
            assertThat(timeline.digest()).isEqualTo(DIGEST_1);
            assertThat(lines(timeline)).isEqualTo(Files.readAllLines(resource("golden/format-1.txt")));
        }
    }

    @Test
    void replay_givesTheStateThatWasRecordedUnlessTheModelSaysThatItChanged() {
        try (Timeline timeline = Timeline.open(golden(), DamagePolicy.STRICT)) {
            ReplayReport report = Replayer.run(timeline, HostState.fold(), Long.MAX_VALUE, Progress.NONE);
            assertThat(report.divergence()).isEmpty();
            assertThat(report.digestsCompared() == 2 || report.notCompared().isPresent())
                    .isTrue();
        }
    }

    /** Numbers look different in each of these: i without a dot, other digits, other signs. */
    @ParameterizedTest
    @ValueSource(strings = {"", "tr-TR", "ar-EG-u-nu-arab", "fa-IR"})
    void importer_givesTheSameJournalWhateverTheLocale(String locale) {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag(locale));
        try {
            assertThat(digestOfImport("captures/f05-destination.pcap", "a.vfj")).isEqualTo(DIGEST_2);
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"captures/s01-source.pcap.gz", "captures/q05-device.pcap.gz", "captures/py-migration.pcap"})
    void importer_givesTheSameJournalTwiceAndAReplayTheSameDigests(String capture) throws IOException {
        String first = digestOfImport(capture, "a.vfj");
        assertThat(digestOfImport(capture, "b.vfj")).isEqualTo(first);
        assertThat(Files.mismatch(store("a.vfj"), store("b.vfj"))).isEqualTo(-1);
        try (Timeline timeline = Timeline.open(temp.resolve("a.vfj"), DamagePolicy.STRICT)) {
            ReplayReport report = Replayer.run(timeline, HostState.fold(), Long.MAX_VALUE, Progress.NONE);
            assertThat(report.divergence()).isEmpty();
            assertThat(report.notCompared()).isEmpty();
            assertThat(report.digestsCompared())
                    .isEqualTo(timeline.stateDigests().size() + 1L);
        }
    }

    private String digestOfImport(String capture, String name) {
        Path journal = temp.resolve(name);
        Importer.run(CaptureSet.of(List.of(resource(capture))), journal, HostState.fold(), Progress.NONE);
        try (Timeline timeline = Timeline.open(journal, DamagePolicy.STRICT)) {
            return timeline.digest();
        }
    }

    private Path store(String name) {
        return temp.resolve(name).resolve("19700101F.cq4");
    }

    private static List<String> lines(Timeline timeline) {
        List<String> lines = new ArrayList<>();
        timeline.replay(
                Range.ALL, Progress.NONE, (e, kind, values, payload) -> lines.add(line(e, kind, values, payload)));
        return lines;
    }

    private static String line(Envelope envelope, EventKind kind, long[] values, Payload payload) {
        StringBuilder line = new StringBuilder();
        line.append(envelope.position()).append(" time ").append(envelope.timeNanos());
        line.append(" duration ").append(envelope.durationNanos());
        line.append(" device ").append(envelope.device()).append(" record ").append(envelope.record());
        line.append(" result ").append(envelope.result()).append(' ').append(kind.label());
        for (int i = 0; i < kind.fields().size(); i++) {
            line.append(' ').append(kind.fields().get(i).name()).append(' ').append(values[i]);
        }
        return line.append(" payload ")
                .append(payload.length())
                .append(" bytes")
                .toString();
    }

    private static Path golden() {
        return resource("golden/format-1.vfj");
    }

    private static Path resource(String name) {
        URL url =
                Objects.requireNonNull(GoldenJournalTest.class.getClassLoader().getResource(name), name);
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
